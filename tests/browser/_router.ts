/** A router in front of the program, as OpenShift's: passes connections on, or answers 503 while there is no pod. */
export interface Router {
  /** Without a slash at its end. */
  readonly url: string;
  /** 503s given so far to requests for a path. */
  refused(path: string): number;
  /** Ends all connections and answers 503. */
  away(): void;
  /** Passes on to the program at this address. */
  back(url: string): void;
  [Symbol.asyncDispose](): Promise<void>;
}

const BODY =
  "<html><body><h1>503 Service Unavailable</h1>\nNo server is available to handle this request.\n</body></html>\n";

/** Starts a router to the program at `url`. */
export function startRouter(url: string): Router {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const connections = new Set<Deno.Conn>();
  const refusals: string[] = [];
  let target: URL | null = new URL(url);
  const accepting = accept();

  return {
    url: `http://127.0.0.1:${listener.addr.port}`,
    refused: (path) => refusals.filter((each) => each.split("?")[0] === path).length,
    away() {
      target = null;
      for (const connection of connections) close(connection);
    },
    back: (url) => void (target = new URL(url)),
    async [Symbol.asyncDispose]() {
      listener.close();
      for (const connection of connections) close(connection);
      await accepting;
    },
  };

  async function accept(): Promise<void> {
    const serving = new Set<Promise<void>>();
    for await (const client of listener) {
      connections.add(client);
      const served = (target === null ? refuse(client) : pass(client, target)).catch(ignoreClosed).finally(
        () => {
          close(client);
          serving.delete(served);
        },
      );
      serving.add(served);
    }
    await Promise.all(serving);
  }

  async function refuse(client: Deno.Conn): Promise<void> {
    const buffer = new Uint8Array(16_384);
    const length = await client.read(buffer) ?? 0;
    refusals.push(/^\S+ (\S+)/.exec(new TextDecoder().decode(buffer.subarray(0, length)))?.[1] ?? "");
    const head =
      "HTTP/1.0 503 Service Unavailable\r\nCache-Control: no-cache\r\nConnection: close\r\nContent-Type: text/html\r\n\r\n";
    await client.write(new TextEncoder().encode(head + BODY));
  }

  async function pass(client: Deno.Conn, { hostname, port }: URL): Promise<void> {
    const server = await Deno.connect({ hostname, port: Number(port) });
    connections.add(server);
    const there = client.readable.pipeTo(server.writable).catch(ignoreClosed);
    const back = server.readable.pipeTo(client.writable).catch(ignoreClosed);
    // Either side's end is the end of both.
    await Promise.race([there, back]);
    close(server);
    close(client);
    await Promise.all([there, back]);
  }

  function close(connection: Deno.Conn): void {
    if (!connections.delete(connection)) return;
    try {
      connection.close();
    } catch (error) {
      ignoreClosed(error);
    }
  }
}

/** The other side left, or we did. */
function ignoreClosed(error: unknown): void {
  const names = [
    "BadResource",
    "ConnectionReset",
    "ConnectionAborted",
    "ConnectionRefused",
    "BrokenPipe",
    "Interrupted",
  ];
  if (!(error instanceof Error && names.includes(error.name))) throw error;
}
