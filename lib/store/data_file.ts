import { hash } from "node:crypto";
import { join } from "node:path";
import type { Dataset, Row } from "@/lib/datasets/dataset.ts";
import { formatRows, parseRows } from "@/lib/datasets/format.ts";
import type { CatalogFile } from "./catalog.ts";
import { messageOf, StoreError } from "./store_error.ts";
import { type FileName, infoOf } from "./volume.ts";

/** A data file that was read. */
export interface Loaded {
  readonly file: CatalogFile;
  readonly rows: readonly Row[];
}

/** A data file of ours by its name that cannot be read. It is left alone. */
export interface DamagedFile {
  /** Below the data folder. */
  readonly path: string;
  readonly reason: string;
  readonly bytes: number;
  readonly mtimeMs: number;
}

/**
 * Reads a data file.
 * @param info what the folder said of it
 * @returns the file with its rows; what is wrong with it; `null` when it is gone
 */
export async function loadFile(
  dir: string,
  name: FileName,
  dataset: Dataset,
  info: Deno.FileInfo,
): Promise<Loaded | DamagedFile | null> {
  try {
    const bytes = await Deno.readFile(join(dir, name.path));
    const rows = parseRows(dataset, decode(bytes));
    return { file: describe(name, bytes, rows.length, info), rows };
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    return {
      path: name.path,
      reason: messageOf(error),
      bytes: info.size,
      mtimeMs: info.mtime?.getTime() ?? 0,
    };
  }
}

/**
 * Rows of the file that stands under a name; none when there is none.
 * @throws {StoreError} `damaged` when what stands there cannot be read
 */
export async function readRows(dir: string, name: FileName, dataset: Dataset): Promise<readonly Row[]> {
  const info = await infoOf(join(dir, name.path));
  if (info === null) return [];
  const loaded = info.isFile
    ? await loadFile(dir, name, dataset, info)
    : { reason: "it is a link or a folder" };
  if (loaded === null) return [];
  if ("rows" in loaded) return loaded.rows;
  throw new StoreError(`Cannot complete "${name.path}": ${loaded.reason}`, "damaged");
}

/** Bytes of a data file, and its rows as they will be read back from it. */
export function encodeRows(
  dataset: Dataset,
  rows: readonly Row[],
): { bytes: Uint8Array; rows: readonly Row[] } {
  // A half of a surrogate pair has no UTF-8, it would come back as another text than went in.
  const text = formatRows(dataset, rows).toWellFormed();
  return { bytes: new TextEncoder().encode(text), rows: parseRows(dataset, text) };
}

/** What the catalog says of a file. */
export function describe(name: FileName, bytes: Uint8Array, rows: number, info: Deno.FileInfo): CatalogFile {
  return {
    dataset: name.dataset,
    path: name.path,
    stamp: name.stamp,
    rows,
    bytes: bytes.length,
    sha256: hash("sha256", bytes, "hex"),
    mtimeMs: info.mtime?.getTime() ?? 0,
    archived: name.archived,
  };
}

/** @throws {SyntaxError} for bytes that are no UTF-8 */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw new SyntaxError("Cannot decode the file: it is not UTF-8", { cause: error });
  }
}
