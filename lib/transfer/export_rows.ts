import type { Row } from "@/lib/datasets/dataset.ts";
import { timeColumnOf } from "@/lib/datasets/time_column.ts";
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
  const { dataset } = ledger;
  const column = timeColumnOf(dataset);
  const timeOf = (row: Row) => String(row[column] ?? row["fetched_at"] ?? "");
  const hasSymbols = dataset.columns.some(({ name }) => name === "symbol");
  const rows = ledger.rows(hasSymbols ? symbol : undefined).filter((row) => {
    if (from === undefined && to === undefined) return true;
    const at = Date.parse(timeOf(row));
    return (from === undefined || at >= from) && (to === undefined || at <= to);
  });
  // Texts of one form sort as their times do; what was imported arrived later than what came after it.
  return rows.sort((a, b) => compare(timeOf(a), timeOf(b)));
}

/** What is exported from: the truth about a dataset. */
export type ExportSource = Pick<Ledger, "dataset" | "rows">;

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

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
