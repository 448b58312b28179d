import { HttpError } from "fresh";

/** Bytes of a request that says a few words. */
const MOST_BYTES = 4096;

/**
 * The texts that a small request says, by name: of a form, or of a JSON object, whose other values are left out.
 * @param example what is wanted, as JSON, for the message
 * @throws {HttpError} 400 for what is neither, 413 when it says far too much
 */
export async function fieldsOf(request: Request, example: string): Promise<ReadonlyMap<string, string>> {
  const text = await textOf(request);
  if (request.headers.get("content-type")?.startsWith("application/x-www-form-urlencoded")) {
    return new Map(new URLSearchParams(text));
  }
  try {
    const body: unknown = JSON.parse(text);
    const entries = typeof body === "object" && body !== null ? Object.entries(body) : [];
    return new Map(entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new HttpError(400, `Cannot read the request: expected JSON such as ${example}`);
  }
}

async function textOf(request: Request): Promise<string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of request.body ?? []) {
    bytes += part.length;
    if (bytes > MOST_BYTES) throw new HttpError(413, `Send at most ${MOST_BYTES} bytes`);
    parts.push(part);
  }
  return await new Blob(parts.map((part) => part.slice())).text();
}
