import type { SeriesView } from "@/lib/store/ledger.ts";
import { positionsKept } from "./thin.ts";

/** Ranges a chart can show, shortest first. */
export const RANGES = ["1D", "5D", "1M", "6M", "YTD", "1Y", "5Y", "MAX"] as const;
/** A range a chart can show. */
export type Range = typeof RANGES[number];

/** Lengths of a bar. */
export const INTERVALS = ["15m", "1d"] as const;
/** Length of a bar. */
export type Interval = typeof INTERVALS[number];

/** Bars by column, oldest first; all arrays are of one length. Prices as the listing's currency has them. */
export interface History {
  readonly symbol: string;
  readonly range: Range;
  readonly interval: Interval;
  /** Where the bars come from, each source once: `finnhub:/stock/candle`, `derived:quotes`, `import:…`. */
  readonly sources: readonly string[];
  /** Beginning of each bar, epoch seconds. */
  readonly time: readonly number[];
  readonly open: readonly number[];
  readonly high: readonly number[];
  readonly low: readonly number[];
  readonly close: readonly number[];
  /** Shares; `null` where the bar was built from samples, which know no volume. */
  readonly volume: readonly (number | null)[];
  /** Which of `sources` each bar comes from. */
  readonly source: readonly number[];
  /** Quotes that each bar is built of; `null` where it was not built from quotes. */
  readonly samples: readonly (number | null)[];
  /** Quotes that a full bar has at least; `null` with `samples`. */
  readonly expected: readonly (number | null)[];
  /** What a bar's prices are multiplied with to be on today's scale, after splits; `null` where nothing says so. */
  readonly adjustment: readonly (number | null)[];
}

const DAY_MS = 86_400_000;

/** Ranges up to this many days are shown in quarter hours. */
const INTRADAY_RANGES: ReadonlySet<Range> = new Set(["1D", "5D"]);

/** The interval a range is best read in. */
export function intervalOf(range: Range): Interval {
  return INTRADAY_RANGES.has(range) ? "15m" : "1d";
}

/** The instant after which a range that ends at `now` has its bars, epoch milliseconds. */
export function rangeStart(range: Range, now: number): number {
  const days: Readonly<Record<Exclude<Range, "YTD" | "MAX">, number>> = {
    "1D": 1,
    "5D": 5,
    "1M": 31,
    "6M": 183,
    "1Y": 366,
    "5Y": 1827,
  };
  if (range === "MAX") return -Infinity;
  if (range === "YTD") return Date.UTC(new Date(now).getUTCFullYear(), 0, 1) - 1;
  return now - days[range] * DAY_MS;
}

/** Which bars {@linkcode historyOf} picks. */
export interface HistoryOptions {
  readonly symbol: string;
  readonly range: Range;
  readonly interval: Interval;
  /** Epoch milliseconds. */
  readonly now: number;
  /**
   * Most bars, at least 4; of more, those are left out that lie within the others' reach: of each stretch the bar with
   * the lowest low stays, and the one with the highest high.
   * @default all
   */
  readonly points?: number | undefined;
}

/**
 * Picks a range's bars.
 * @param bars of `stock_historical`, of one symbol and interval; `undefined` where there are none
 */
export function historyOf(
  bars: SeriesView | undefined,
  { symbol, range, interval, now, points = Infinity }: HistoryOptions,
): History {
  const known = bars?.between(-Infinity, now);
  // "One day" means the last day that has bars: on a Sunday that is Friday.
  const newest = bars?.time.at(-1);
  const end = interval === "15m" && newest !== undefined ? Math.min(now, newest) : now;
  const view = known?.between(rangeStart(range, end) + 1, now);
  const empty = new Float64Array(0);
  const numbers = (name: string) => view?.column(name) ?? empty;
  const [open, high, low, close] = [numbers("open"), numbers("high"), numbers("low"), numbers("close")];
  const adjusted = numbers("adjusted_close");
  const whole = positions(close.length).filter((at) =>
    [open, high, low, close].every((column) => !Number.isNaN(column[at]))
  );
  const pick = (column: Float64Array) => Float64Array.from(whole, (at) => column[at] ?? NaN);
  const kept = positionsKept(pick(low), pick(high), points).map((at) => whole[at] ?? 0);
  const column = (numbers: Float64Array) => kept.map((at) => numbers[at] ?? NaN);
  const sparse = (name: string) => column(numbers(name)).map((value) => Number.isNaN(value) ? null : value);
  const { texts, rows } = view?.texts("source") ?? { texts: [], rows: [] };
  // Only those that the kept bars have, in the order of time.
  const sources = [...new Set(kept.map((at) => rows[at] ?? -1))];
  return {
    symbol,
    range,
    interval,
    sources: sources.map((source) => texts[source] ?? ""),
    time: kept.map((at) => (view?.time[at] ?? NaN) / 1000),
    open: column(open),
    high: column(high),
    low: column(low),
    close: column(close),
    volume: sparse("volume"),
    source: kept.map((at) => sources.indexOf(rows[at] ?? -1)),
    samples: sparse("samples"),
    expected: sparse("expected"),
    adjustment: kept.map((at) => adjustmentOf(close[at] ?? NaN, adjusted[at] ?? NaN)),
  };
}

function positions(length: number): number[] {
  return Array.from({ length }, (_, at) => at);
}

/** Digits of what prices are multiplied with: a factor of 1 that division has left a trace on would look like a split. */
const ADJUSTMENT_DIGITS = 6;

/** What a bar's prices are multiplied with to be on today's scale; `null` where nothing says so. */
export function adjustmentOf(close: number, adjusted: number): number | null {
  if (Number.isNaN(close) || Number.isNaN(adjusted) || close === 0) return null;
  return Number((adjusted / close).toFixed(ADJUSTMENT_DIGITS));
}
