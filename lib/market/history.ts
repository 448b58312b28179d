import type { Row } from "@/lib/datasets/dataset.ts";

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

/** Picks a range's bars out of the rows of `stock_historical` of one symbol. */
export function historyOf(
  rows: readonly Row[],
  { symbol, range, interval, now }: { symbol: string; range: Range; interval: Interval; now: number },
): History {
  const all = rows.filter((row) => row["interval"] === interval && typeof row["time"] === "string")
    .map((row) => ({ row, at: Date.parse(String(row["time"])) }))
    .sort((a, b) => a.at - b.at);
  // "One day" means the last day that has bars: on a Sunday that is Friday.
  const newest = all.at(-1)?.at;
  const end = interval === "15m" && newest !== undefined ? Math.min(now, newest) : now;
  const start = rangeStart(range, end);
  const bars = all.filter(({ row, at }) => at > start && at <= now && isBar(row));
  const column = (name: string) => bars.map(({ row }) => Number(row[name]));
  const sparse = (name: string) =>
    bars.map(({ row: { [name]: value } }) => typeof value === "number" ? value : null);
  const sources = [...new Set(bars.map(({ row }) => String(row["source"])))];
  return {
    symbol,
    range,
    interval,
    sources,
    time: bars.map(({ at }) => at / 1000),
    open: column("open"),
    high: column("high"),
    low: column("low"),
    close: column("close"),
    volume: sparse("volume"),
    source: bars.map(({ row }) => sources.indexOf(String(row["source"]))),
    samples: sparse("samples"),
    expected: sparse("expected"),
    adjustment: bars.map(({ row }) => adjustmentOf(row)),
  };
}

function isBar(row: Row): boolean {
  return ["open", "high", "low", "close"].every((name) => typeof row[name] === "number");
}

/** Rounded: a factor of 1 that division has left a trace on would look like a split. */
function adjustmentOf({ close, adjusted_close: adjusted }: Row): number | null {
  if (typeof close !== "number" || typeof adjusted !== "number" || close === 0) return null;
  return Number((adjusted / close).toFixed(6));
}
