import type { Dataset, DatasetName } from "@/lib/datasets/dataset.ts";
import { isStamp, orderOf, type Stamp } from "./stamp.ts";
import { ARCHIVE, VERSIONS } from "./volume.ts";

const FILE_NAME = /^([a-z][a-z0-9_]*)_(\d{8}_\d{6})\.csv$/;
const ARCHIVE_NAME = /^([a-z][a-z0-9_]*)_(\d{4}(?:0[1-9]|1[0-2]))\.csv$/;

/** A data file's name, taken apart. */
export interface FileName {
  readonly dataset: DatasetName;
  /** Below the data folder, with `/`. */
  readonly path: string;
  /** `YYYYMMDD_HHMMSS`, in the archive `YYYYMM`. */
  readonly stamp: Stamp;
  readonly archived: boolean;
  /** Whether its rows are earlier versions of archived ones, and no part of the truth. */
  readonly superseded: boolean;
  /** Place in the order of files. */
  readonly order: number;
}

/** Takes a path below the data folder apart, or `null` when no file of ours would be named so. */
export function parseFileName(path: string, datasets: readonly Dataset[]): FileName | null {
  const superseded = path.startsWith(`${VERSIONS}/`);
  const archived = path.startsWith(`${ARCHIVE}/`);
  const name = path.slice(superseded ? VERSIONS.length + 1 : archived ? ARCHIVE.length + 1 : 0);
  const [, prefix = "", stamp = ""] = (archived ? ARCHIVE_NAME : FILE_NAME).exec(name) ?? [];
  const dataset = datasets.find((dataset) => dataset.name === prefix)?.name;
  if (dataset === undefined || !(archived || isStamp(stamp))) return null;
  return { dataset, path, stamp, archived, superseded, order: orderOf(stamp) - (superseded ? 1 : 0) };
}

/** Name of the file that a dataset has for a stamp. */
export function fileNameOf(dataset: DatasetName, stamp: Stamp): FileName {
  const path = `${dataset}_${stamp}.csv`;
  return { dataset, path, stamp, archived: false, superseded: false, order: orderOf(stamp) };
}

/** Names of the files that a dataset's archive of a month `YYYYMM` has: of its rows, and of their earlier versions. */
export function archiveNamesOf(dataset: DatasetName, month: string): { main: FileName; versions: FileName } {
  const name = (folder: string, superseded: boolean): FileName => ({
    dataset,
    path: `${folder}/${dataset}_${month}.csv`,
    stamp: month,
    archived: true,
    superseded,
    order: orderOf(month) - (superseded ? 1 : 0),
  });
  return { main: name(ARCHIVE, false), versions: name(VERSIONS, true) };
}
