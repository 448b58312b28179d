import type { Row } from "@/lib/datasets/dataset.ts";
import type { Ledger } from "@/lib/store/ledger.ts";

/** Which rows of a dataset to export. */
export interface ExportRange {
  /** All where it is absent; of a dataset without symbols all in any case. */
  readonly symbol?: string | undefined;
  /** By the dataset's own time, epoch milliseconds; both ends are included. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

/** The last row of each key within a range, oldest first. */
export function rowsWithin(ledger: ExportSource, { symbol, from, to }: ExportRange): readonly Row[] {
  return ledger.range({ symbol, from, to, order: "oldest" });
}

/** What is exported from: the truth about a dataset. */
export type ExportSource = Pick<Ledger, "range">;

/**
 * A moment from a command line or an address, epoch milliseconds: ISO 8601 with a zone, or a date, which means all
 * of that day in UTC; NaN for any other text.
 * @param end whether the end of the day is meant
 */
export function momentOf(text: string, end: boolean): number {
  if (!/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2}))?$/.test(text)) return NaN;
  const day = Date.parse(`${text.slice(0, 10)}T00:00:00Z`);
  // Date.parse takes 30 February for 1 March.
  if (Number.isNaN(day) || new Date(day).toISOString().slice(0, 10) !== text.slice(0, 10)) return NaN;
  return text.length > 10 ? Date.parse(text) : end ? day + DAY_MS - 1 : day;
}

const DAY_MS = 86_400_000;
