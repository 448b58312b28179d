import { newYorkDate } from "@/lib/exchange/mod.ts";
import type { Cell, Row } from "./dataset.ts";

/** A split, as earlier prices are adjusted for it. */
export interface Split {
  /** First day on the new scale, `YYYY-MM-DD` in New York. */
  readonly date: string;
  /** What an earlier price is multiplied with: 0.25 after four shares for one. */
  readonly factor: number;
}

/** The priced columns, each with its adjusted one beside it. */
const PRICES = ["open", "high", "low", "close"] as const;
/** Fractions of a cent that a long row of splits leaves, and that no reader needs. */
const DIGITS = 6;

/**
 * The rows of `stock_historical` whose adjusted prices another split changes, with those changed; raw prices stay as
 * they are. Asked again, with what came out among the rows, it finds nothing more to do.
 * - Bars of our quotes and intraday candles are as traded: adjusted for every later split.
 * - Daily candles and imports know of the splits before they were fetched; they are adjusted for those after that.
 *   A file may have been downloaded long before it was imported: what it knows, `knownThrough` tells.
 * @param rows of one symbol
 * @param splits that symbol's
 * @param now epoch milliseconds: when the rows that come out were learned
 * @param knownThrough the last day that a candle's or import's source knew of, `YYYY-MM-DD`
 */
export function adjustedForSplits(
  rows: readonly Row[],
  splits: readonly Split[],
  now: number,
  knownThrough: (row: Row) => string = fetchedOn,
): Row[] {
  if (splits.length === 0) return [];
  return rows.flatMap((row) => {
    const date = dateOf(row);
    const later = splits.filter((split) => date < split.date);
    const unknown = isAsTraded(row) ? later : later.filter((split) => knownThrough(row) < split.date);
    if (unknown.length === 0) return [];
    const factor = unknown.reduce((product, split) => product * split.factor, 1);
    const adjusted = {
      ...row,
      ...cellsOf(row, (raw, known) => ((isAsTraded(row) ? null : known) ?? raw) * factor),
    };
    if (PRICES.every((name) => adjusted[`adjusted_${name}`] === row[`adjusted_${name}`])) return [];
    return [{ ...adjusted, fetched_at: new Date(now).toISOString() }];
  });
}

/** A bar built anew from what is as traded, adjusted as the bar was that stands in its place. */
export function adjustedLike(row: Row, standing: Row | undefined): Row {
  if (standing === undefined || !isAsTraded(row) || !isAsTraded(standing)) return row;
  const { close: raw, adjusted_close: adjusted } = standing;
  if (typeof adjusted !== "number" || typeof raw !== "number") return row;
  // Of the same prices the adjusted ones stay to the last digit.
  const isSame = PRICES.every((name) => row[name] === standing[name]);
  return {
    ...row,
    ...cellsOf(
      isSame ? standing : row,
      (price, known) => isSame && known !== null ? known : price * adjusted / raw,
    ),
  };
}

function cellsOf(row: Row, adjust: (raw: number, known: number | null) => number): Record<string, Cell> {
  return Object.fromEntries(PRICES.map((name) => {
    const raw = row[name], known = row[`adjusted_${name}`];
    const value = typeof raw === "number" ? adjust(raw, typeof known === "number" ? known : null) : null;
    return [`adjusted_${name}`, value === null ? null : Number(value.toFixed(DIGITS))];
  }));
}

function isAsTraded({ source, interval }: Row): boolean {
  const text = String(source);
  return text.startsWith("derived:") || (text.endsWith("/stock/candle") && interval !== "1d");
}

/** The day a bar belongs to: a daily one carries it in its time, at midnight UTC. */
function dateOf({ time, interval }: Row): string {
  return interval === "1d" ? String(time).slice(0, 10) : newYorkDate(Date.parse(String(time)));
}

/** The day in New York on which a row was fetched. */
export function fetchedOn({ fetched_at }: Row): string {
  return newYorkDate(Date.parse(String(fetched_at)));
}
