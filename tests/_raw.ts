/** An answer as it came over the wire. */
export interface RawAnswer {
  /** 0: the server closed the connection without an answer. */
  readonly status: number;
  readonly headers: Headers;
  /** Of an event stream only what came first. */
  readonly body: string;
}

/** Parts of a request that no URL or Request object would let through as they are. */
export interface RawRequest {
  /** @default GET */
  readonly method?: string;
  /** Sent as it is, one byte a character. */
  readonly target: string;
  readonly headers?: readonly (readonly [name: string, value: string])[];
  readonly body?: string;
}

/** Sends a request byte for byte to a program on loopback, and reads the answer. */
export async function sendRaw(url: string, request: RawRequest): Promise<RawAnswer> {
  const { method = "GET", target, headers = [], body = "" } = request;
  const { hostname, port } = new URL(url);
  using connection = await Deno.connect({ hostname, port: Number(port) });
  const lines = [
    `${method} ${target} HTTP/1.1`,
    ...(headers.some(([name]) => name === "host") ? [] : [`host: ${hostname}:${port}`]),
    "connection: close",
    ...headers.map(([name, value]) => `${name}: ${value}`),
    ...(body === "" ? [] : [`content-length: ${body.length}`]),
  ];
  const bytes = Uint8Array.from(
    `${lines.join("\r\n")}\r\n\r\n${body}`,
    (character) => character.charCodeAt(0),
  );
  const text = await exchange(connection, bytes);
  return parseAnswer(text);
}

async function exchange(connection: Deno.Conn, request: Uint8Array): Promise<string> {
  const chunks: Uint8Array[] = [];
  const decoder = new TextDecoder();
  const buffer = new Uint8Array(64 * 1024);
  try {
    for (let sent = 0; sent < request.length;) sent += await connection.write(request.subarray(sent));
    for (let count = await connection.read(buffer); count !== null; count = await connection.read(buffer)) {
      chunks.push(buffer.slice(0, count));
      // An event stream has no end.
      if (chunks.length === 1 && /^content-type: text\/event-stream/im.test(decoder.decode(chunks[0]))) break;
    }
  } catch (error) {
    // A server that refuses a request before it has read all of it resets the connection: what it said counts.
    if (!(error instanceof Deno.errors.ConnectionReset || error instanceof Deno.errors.BrokenPipe)) {
      throw error;
    }
  }
  return chunks.map((chunk) => decoder.decode(chunk, { stream: true })).join("");
}

function parseAnswer(text: string): RawAnswer {
  const [head = "", ...rest] = text.split("\r\n\r\n");
  const [first = "", ...lines] = head.split("\r\n");
  const headers = new Headers(lines.map((line) => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon), line.slice(colon + 1).trim()] satisfies [string, string];
  }));
  const body = rest.join("\r\n\r\n");
  return {
    status: Number(/^HTTP\/1\.1 (\d{3})/.exec(first)?.[1] ?? 0),
    headers,
    body: headers.get("transfer-encoding") === "chunked" ? dechunk(body) : body,
  };
}

/** Joins chunks; sizes count bytes, so this splits at the sizes' own lines instead. */
function dechunk(body: string): string {
  return body.split(/(?:^|\r\n)[0-9a-f]+\r\n/).join("");
}
