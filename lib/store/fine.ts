import type { DatasetName } from "@/lib/datasets/dataset.ts";
import type { FileRecord } from "./records.ts";

/**
 * Datasets whose rows are finer than a day: of them the detail goes when it is old. Bars of a day and what was
 * imported stay; somebody else could not give the latter again.
 */
const FINE: ReadonlyMap<DatasetName, (record: FileRecord) => boolean> = new Map([
  ["stock_quotes", (record) => !isImported(record)],
  ["stock_historical", (record) => record.cell("interval") !== "1d" && !isImported(record)],
]);

/** Whether a dataset has rows finer than a day. */
export function isFineDataset(dataset: DatasetName): boolean {
  return FINE.has(dataset);
}

/** Whether a row is finer than a day, and may go when it is old. */
export function isFine(dataset: DatasetName, record: FileRecord): boolean {
  return FINE.get(dataset)?.(record) ?? false;
}

/** Whether a row is of a file that somebody imported. */
export function isImported(record: FileRecord): boolean {
  return record.cell("source").startsWith("import:");
}
