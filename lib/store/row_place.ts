import type { DatasetName, Row } from "@/lib/datasets/dataset.ts";
import type { CatalogFile } from "./catalog.ts";
import type { Contents } from "./contents.ts";
import { parseFileName } from "./file_name.ts";
import { findRecord } from "./find_record.ts";
import { statesOf } from "./listing.ts";
import { readFiles } from "./read_files.ts";
import { isKnown } from "./shelf.ts";
import type { Stamp } from "./stamp.ts";
import { StoreError } from "./store_error.ts";

/** Looks taken at files that come and go. */
const ATTEMPTS = 3;

/** Where a row stands on the volume. */
export interface RowPlace {
  /** Below the data folder, with `/`. */
  readonly path: string;
  /** `YYYYMMDD_HHMMSS`, in the archive `YYYYMM`. */
  readonly stamp: Stamp;
  readonly archived: boolean;
  /** The line that it begins on, from 1, as editors count. */
  readonly line: number;
  /** Its line, or lines, as they stand there. */
  readonly text: string;
  readonly row: Row;
}

/**
 * Where the row of a key stands: in the last file that has it, or of an instant in the last that was known by then. The
 * ledger knows which file that is, so one file is read; of what was said before, those between, newest first.
 * @param key as `keyOf` names it
 * @param at epoch milliseconds; `null`: now
 * @returns `null` where there is no such row
 * @throws {StoreError} when a file that is needed cannot be read
 */
export async function placeOf(
  contents: Contents,
  dataset: DatasetName,
  key: string,
  at: number | null,
): Promise<RowPlace | null> {
  for (let attempt = 1;; attempt++) {
    try {
      const place = await findPlace(contents, dataset, key, at);
      if (place !== "gone") return place;
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) {
        throw StoreError.from(`find a row of "${dataset}"`, error);
      }
    }
    if (attempt === ATTEMPTS) return null;
    // Another process moved files into the archive, or somebody took one away.
    await contents.exclusively(() => contents.look());
  }
}

async function findPlace(
  contents: Contents,
  name: DatasetName,
  key: string,
  at: number | null,
): Promise<RowPlace | null | "gone"> {
  const { catalog } = contents.holdings;
  const ledger = contents.holdings.ledger(name);
  const row = ledger.get(key);
  const span = ledger.filesOf(key);
  if (row === undefined || span === null) return null;
  const isNow = at === null || isKnown(row, at);
  const isCandidate = ({ dataset, oldestMs }: CatalogFile) => dataset === name && (isNow || oldestMs <= at);
  const files = [...catalog.files(), ...(isNow ? [] : catalog.versions())].filter(isCandidate)
    .flatMap(({ path }) => parseFileName(path, [ledger.dataset]) ?? [])
    // Earlier versions stand before the archive that they are of.
    .filter(({ order }) => isNow ? order === span.to : order >= span.from - 1 && order <= span.to);
  const found = await statesOf(contents.dir, files);
  if (found.length < files.length || (isNow && files.length === 0)) return "gone";
  let place: RowPlace | null = null;
  await readFiles(contents.dir, found.reverse(), ({ path, stamp, archived }, bytes) => {
    if (bytes instanceof Error) throw bytes;
    const record = findRecord(ledger.dataset, bytes, key, isNow ? Infinity : at);
    if (record === null) return;
    place = { path, stamp, archived, ...record };
    return false;
  });
  return place ?? (isNow ? "gone" : null);
}
