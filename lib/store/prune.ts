import { hash } from "node:crypto";
import { dirname } from "node:path";
import { formatRows } from "@/lib/datasets/format.ts";
import type { Contents } from "./contents.ts";
import { parseFileName } from "./file_name.ts";
import { type FoundFile, isSame, statesOf } from "./listing.ts";
import { type FileRecord, recordsOf } from "./records.ts";
import { StoreError } from "./store_error.ts";

/** What pruning a file came to. */
export interface Pruned {
  readonly path: string;
  /** Rows that went. */
  readonly rows: number;
  /** Bytes that became free. */
  readonly bytes: number;
}

/**
 * Takes rows out of a file; the file itself goes when none is left. What stays is written beside it first, and
 * takes its place at once.
 * @param goes whether a row is to go
 * @returns `null` where nothing is
 * @throws {StoreError} the file is as before then
 */
export async function pruneFile(
  contents: Contents,
  path: string,
  goes: (record: FileRecord) => boolean,
): Promise<Pruned | null> {
  try {
    return await contents.alone(() => prune(contents, path, goes));
  } catch (error) {
    throw StoreError.from(`prune "${path}"`, error);
  }
}

async function prune(
  contents: Contents,
  path: string,
  goes: (record: FileRecord) => boolean,
): Promise<Pruned | null> {
  const name = parseFileName(path, contents.datasets);
  const before = name === null ? undefined : (await statesOf(contents.dir, [name]))[0];
  if (name === null || before === undefined) return null;
  const { dataset } = contents.holdings.ledger(name.dataset);
  const kept: string[] = [];
  let rows = 0;
  for (const record of recordsOf(dataset, await Deno.readFile(contents.pathOf(name)))) {
    if (goes(record)) rows++;
    else kept.push(record.text);
  }
  if (rows === 0) return null;
  const text = kept.map((text) => `${text}\n`).join("");
  await replace(contents, before, text === "" ? null : formatRows(dataset, []) + text);
  const [after] = await statesOf(contents.dir, [name]);
  const gone = after === undefined ? [path] : [];
  contents.tell(await contents.holdings.swap(after === undefined ? [] : [after], gone, true));
  return { path, rows, bytes: before.state.size - (after?.state.size ?? 0) };
}

/** Writes another text in place of a file, or removes it, unless somebody changed it meanwhile. */
async function replace(contents: Contents, file: FoundFile, text: string | null): Promise<void> {
  const path = contents.pathOf(file);
  const bytes = text === null ? null : new TextEncoder().encode(text);
  const [now] = await statesOf(contents.dir, [file]);
  if (now === undefined || !isSame(now.state, file.state)) {
    throw new StoreError(`Cannot replace "${file.path}": it is another file now`, "busy");
  }
  if (bytes === null) {
    await contents.writer.remove(path);
    return await contents.writer.sync(dirname(path));
  }
  await contents.writer.write(path, bytes, file.path.replaceAll("/", "_"));
  if (hash("sha256", await Deno.readFile(path), "hex") !== hash("sha256", bytes, "hex")) {
    throw new StoreError(`Cannot trust "${file.path}": it reads back as something else`, "damaged");
  }
}
