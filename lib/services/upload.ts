import { HttpError } from "fresh";
import type { ImportFile } from "@/lib/transfer/import_files.ts";
import type { DateOrder } from "@/lib/transfer/moments.ts";
import { oneOf } from "./parameters.ts";

/**
 * Most bytes of an upload: some 150,000 rows. Reading them takes about thirty times as much memory for a
 * moment; `deno task import` takes any size.
 */
export const MAX_UPLOAD_BYTES = 8 * 1024 ** 2;
const MAX_FILES = 50;

/** Price files that came over HTTP, and what was said of them. */
export interface Upload {
  readonly files: readonly ImportFile[];
  readonly symbol: string | undefined;
  readonly dates: DateOrder | undefined;
  readonly timezone: string | undefined;
}

/**
 * Reads an upload: a form with files in `file`, or the file alone with its name in `?name=`. What else is said stands
 * in the form or in the address.
 * @throws {HttpError} 413 for one that is too large, 400 for one that is none
 */
export async function readUpload(request: Request, query: URLSearchParams): Promise<Upload> {
  const bytes = await readBody(request);
  const type = request.headers.get("content-type") ?? "";
  if (!/^multipart\/form-data/i.test(type)) {
    if (bytes.length === 0) throw new HttpError(400, "There is no file in the request");
    return { files: [{ name: query.get("name") ?? "upload.csv", bytes }], ...said(query) };
  }
  const form = await formOf(bytes, type);
  const entries = form.getAll("file").filter((entry) => entry instanceof File);
  // A browser sends a file without name and content where none was chosen.
  const chosen = entries.filter(({ name, size }) => name !== "" || size > 0);
  if (chosen.length === 0) throw new HttpError(400, 'Choose a file: the form has none in "file"');
  if (chosen.length > MAX_FILES) throw new HttpError(400, `Send at most ${MAX_FILES} files at once`);
  const files = await Promise.all(
    chosen.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })),
  );
  const words = new URLSearchParams(query);
  for (const name of ["symbol", "dates", "timezone"]) {
    const value = form.get(name);
    if (typeof value === "string") words.set(name, value);
  }
  return { files, ...said(words) };
}

/** What is said of the files; an empty field says nothing. */
function said(query: URLSearchParams): Omit<Upload, "files"> {
  const text = (name: string) => query.get(name)?.trim() || undefined;
  return {
    symbol: text("symbol"),
    dates: text("dates") === undefined ? undefined : oneOf<DateOrder>(query, "dates", ["mdy", "dmy"], "mdy"),
    timezone: text("timezone"),
  };
}

async function readBody(request: Request): Promise<Uint8Array<ArrayBuffer>> {
  if (Number(request.headers.get("content-length") ?? 0) > MAX_UPLOAD_BYTES) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body ?? []) {
    length += chunk.length;
    if (length > MAX_UPLOAD_BYTES) throw tooLarge();
    chunks.push(chunk);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

function tooLarge(): HttpError {
  const most = MAX_UPLOAD_BYTES / 1024 ** 2;
  return new HttpError(
    413,
    `Cannot take more than ${most} MiB at once; deno task import takes files of any size`,
  );
}

async function formOf(bytes: Uint8Array<ArrayBuffer>, type: string): Promise<FormData> {
  try {
    return await new Response(bytes, { headers: { "content-type": type } }).formData();
  } catch (error) {
    throw new HttpError(400, "Cannot read the form", { cause: error });
  }
}
