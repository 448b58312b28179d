import type { Dataset, Row } from "@/lib/datasets/dataset.ts";
import { timeColumnOf } from "@/lib/datasets/time_column.ts";

/** Epoch milliseconds of a date or time; `null` for a cell that is none. */
export function instantOf(cell: Row[string] | undefined): number | null {
  const at = typeof cell === "string" ? Date.parse(cell) : NaN;
  return Number.isNaN(at) ? null : at;
}

/** Whether a row is of a stretch of time, both ends counted: by its dataset's own time, else by when it was fetched. */
export function isWithin(dataset: Dataset, row: Row, from = -Infinity, to = Infinity): boolean {
  const at = instantOf(row[timeColumnOf(dataset)] ?? row.fetched_at);
  return at !== null && at >= from && at <= to;
}

/** Rows by the dataset's own time, else by when they were fetched; of equal times as they are, or turned round too. */
export function inOrderOfTime(
  dataset: Dataset,
  rows: readonly Row[],
  isNewestFirst: boolean,
): readonly Row[] {
  const column = timeColumnOf(dataset);
  // Texts of one form sort as their times do.
  const sorted = rows.map((row) => ({ row, time: String(row[column] ?? row.fetched_at ?? "") }))
    .sort((a, b) => a.time < b.time ? -1 : a.time > b.time ? 1 : 0).map(({ row }) => row);
  return isNewestFirst ? sorted.reverse() : sorted;
}
