import type { DatasetName, Row } from "@/lib/datasets/dataset.ts";
import type { CatalogFile } from "./catalog.ts";
import type { Contents } from "./contents.ts";
import { encodeRows, readRows } from "./data_file.ts";
import { type FileName, fileNameOf } from "./file_name.ts";
import type { Ledger } from "./ledger.ts";
import { stateOf } from "./listing.ts";
import { mergeRows } from "./merge.ts";
import { isStamp, type Stamp } from "./stamp.ts";
import { StoreError } from "./store_error.ts";

/** What a commit came to. */
export interface Commit {
  /** Whether a file was written. */
  readonly changed: boolean;
  /** The dataset's newest file after it; `null` when there is none. */
  readonly file: CatalogFile | null;
  /** The rows that were new. */
  readonly rows: readonly Row[];
}

/** Writes what one run learned about a dataset; see {@linkcode Store.commit}. */
export async function commit(
  contents: Contents,
  dataset: DatasetName,
  stamp: Stamp,
  rows: readonly Row[],
): Promise<Commit> {
  const ledger = contents.holdings.ledger(dataset);
  if (!isStamp(stamp)) throw new RangeError(`Cannot commit "${stamp}": wanted a stamp as YYYYMMDD_HHMMSS`);
  const name = fileNameOf(dataset, stamp);
  try {
    return await contents.alone(() => complete(contents, name, ledger, rows));
  } catch (error) {
    throw StoreError.from(`commit "${name.path}"`, error);
  }
}

/** Writes the file anew with the rows that change the truth, beside those that it had. */
async function complete(
  contents: Contents,
  name: FileName,
  ledger: Ledger,
  rows: readonly Row[],
): Promise<Commit> {
  const { dataset } = ledger;
  const standing = () => contents.holdings.catalog.standing(dataset.name);
  await contents.lookAt(name);
  const fresh = ledger.news(encodeRows(dataset, rows).rows, name.order);
  if (fresh.length === 0) return { changed: false, file: standing(), rows: [] };
  const encoded = encodeRows(dataset, mergeRows(dataset, await readRows(contents.dir, name, dataset), fresh));
  let info: Deno.FileInfo;
  try {
    info = await contents.writer.write(contents.pathOf(name), encoded.bytes, name.path);
  } catch (error) {
    // The rename may have worked and only the sync after it not: hold what is visible.
    await contents.lookAt(name);
    throw error;
  }
  const changed = contents.holdings.hold(name, encoded.bytes, encoded.rows, stateOf(info));
  contents.tell([{ dataset: dataset.name, path: name.path, rows: changed }]);
  return { changed: true, file: standing(), rows: changed };
}
