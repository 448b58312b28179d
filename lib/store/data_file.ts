import { hash } from "node:crypto";
import { join } from "node:path";
import type { Dataset, Row } from "@/lib/datasets/dataset.ts";
import { formatRows, parseRows } from "@/lib/datasets/format.ts";
import type { CatalogFile } from "./catalog.ts";
import { decode } from "./decode.ts";
import type { Ledger, Portion } from "./ledger.ts";
import { messageOf, StoreError } from "./store_error.ts";
import type { FileName } from "./file_name.ts";
import type { FileState } from "./listing.ts";
import { infoOf } from "./volume.ts";

/** A data file that was read. Its rows are spent when its ledger reads another. */
export interface Loaded {
  readonly file: CatalogFile;
  readonly portion: Portion;
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
 * Reads a data file for a ledger.
 * @param state what the folder said of it
 * @returns the file with its rows, or what is wrong with it
 */
export function loadFile(
  ledger: Ledger,
  name: FileName,
  state: FileState,
  bytes: Uint8Array | Error,
): Loaded | DamagedFile {
  try {
    if (bytes instanceof Error) throw bytes;
    const portion = ledger.read(bytes);
    return { file: describe(name, bytes, portion, state), portion };
  } catch (error) {
    return {
      path: name.path,
      reason: messageOf(error),
      bytes: state.size,
      mtimeMs: state.mtimeMs,
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
  try {
    if (!info.isFile) throw new SyntaxError("it is a link or a folder");
    return parseRows(dataset, decode(await Deno.readFile(join(dir, name.path))));
  } catch (error) {
    throw new StoreError(`Cannot complete "${name.path}": ${messageOf(error)}`, "damaged");
  }
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
export function describe(
  name: FileName,
  bytes: Uint8Array,
  { rows, oldest }: Portion,
  state: FileState,
): CatalogFile {
  return {
    dataset: name.dataset,
    path: name.path,
    stamp: name.stamp,
    rows,
    bytes: bytes.length,
    sha256: hash("sha256", bytes, "hex"),
    mtimeMs: state.mtimeMs,
    archived: name.archived,
    oldestMs: Number.isFinite(oldest) ? oldest : 0,
  };
}
