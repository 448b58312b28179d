import { HttpError } from "fresh";
import type { Dataset, Row } from "@/lib/datasets/dataset.ts";
import { positionsKept } from "@/lib/market/thin.ts";
import type { ReadonlyLedger, RowRange } from "@/lib/store/ledger.ts";
import { inOrderOfTime } from "@/lib/store/row_time.ts";
import { integerOf } from "./parameters.ts";

/** Fewest points an address may ask for: fewer have no room for both ends and both extremes. */
export const LEAST_POINTS = 4;
/** Most of them, as of rows. */
export const MOST_POINTS = 100_000;

/** Columns in which a row reaches lowest and highest. */
const REACH = [["low", "high"], ["price", "price"]] as const;

/**
 * How many points an address asks for; `undefined`: all.
 * @throws {HttpError} 400 for what is no such number
 */
export function pointsOf(query: URLSearchParams): number | undefined {
  if (!query.has("points")) return undefined;
  return integerOf(query, "points", { least: LEAST_POINTS, most: MOST_POINTS, fallback: MOST_POINTS });
}

/**
 * Rows of prices, of each series (a symbol's quotes, its bars of an interval) at most so many: its ends, and of each
 * equal stretch between them those that reach lowest and highest. By time, the oldest or the newest first.
 * @throws {HttpError} 400 for a dataset that has no prices over time
 */
export function thinnedRows(
  ledger: Pick<ReadonlyLedger, "everySeries" | "dataset">,
  { symbol, from = -Infinity, to = Infinity, order }: RowRange,
  points: number,
): readonly Row[] {
  const { dataset } = ledger;
  const reach = reachOf(dataset);
  const series = reach && ledger.everySeries(symbol);
  if (reach === undefined || series === undefined) {
    throw new HttpError(400, `Cannot thin "${dataset.name}": points are for prices over time`);
  }
  const rows = series.flatMap((whole) => {
    const view = whole.between(from, to);
    const [low, high] = reach;
    return positionsKept(view.column(low), view.column(high), points).map((at) => view.row(at));
  });
  return inOrderOfTime(dataset, rows, order === "newest");
}

function reachOf({ columns }: Dataset): readonly [low: string, high: string] | undefined {
  return REACH.find((names) => names.every((name) => columns.some((column) => column.name === name)));
}
