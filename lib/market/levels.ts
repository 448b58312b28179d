import type { QuoteView } from "./quote_view.ts";

/**
 * What a price is held against: closes of before, the year's range, averages. They change once a day, so that a page
 * has them once and reckons with live prices. Prices in the listing's currency, `null` where not known.
 */
export interface Levels {
  readonly symbol: string;
  /** Last close a week ago or earlier. */
  readonly week_ago: number | null;
  /** Last close a month ago or earlier. */
  readonly month_ago: number | null;
  /** Highest and lowest price of 52 weeks. */
  readonly year_high: number | null;
  readonly year_low: number | null;
  /** Simple moving averages of closes. */
  readonly sma_50: number | null;
  readonly sma_200: number | null;
  /** Shares a day, mean of ten sessions. */
  readonly average_volume: number | null;
}

/** Daily bars by column, oldest first; `NaN` where a cell is empty. */
export interface DailyBars {
  /** Date of the session, epoch milliseconds of its midnight UTC. */
  readonly time: ArrayLike<number>;
  readonly high: ArrayLike<number>;
  readonly low: ArrayLike<number>;
  readonly close: ArrayLike<number>;
  readonly volume: ArrayLike<number>;
}

/** What the provider says of a stock, and what was derived of its bars. */
export interface Stated {
  readonly year_high: number | null;
  readonly year_low: number | null;
  /** Millions of shares. */
  readonly average_volume_millions: number | null;
  readonly sma_50: number | null;
  readonly sma_200: number | null;
}

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
const MONTH_MS = 30 * DAY_MS;
/** 52 weeks, milliseconds. */
export const YEAR_MS = 364 * DAY_MS;
/** A close that is older than it should be by more than this is not that of a week ago: a gap. */
const SLACK_MS = 6 * DAY_MS;
/** Sessions that an average volume is of. */
export const VOLUME_SESSIONS = 10;

/**
 * Makes a stock's levels. The year's range is the provider's; where it states none, that of the bars, if they reach
 * back so far.
 * @param today midnight UTC of the date in New York, epoch milliseconds
 */
export function levelsOf(symbol: string, bars: DailyBars | null, stated: Stated, today: number): Levels {
  const range = bars === null ? null : rangeOf(bars, today - YEAR_MS);
  return {
    symbol,
    week_ago: bars && closeAt(bars, closeBefore(bars, today, "week")),
    month_ago: bars && closeAt(bars, closeBefore(bars, today, "month")),
    year_high: stated.year_high ?? range?.high ?? null,
    year_low: stated.year_low ?? range?.low ?? null,
    sma_50: stated.sma_50,
    sma_200: stated.sma_200,
    average_volume: stated.average_volume_millions === null
      ? bars && volumeOf(bars)
      : stated.average_volume_millions * 1e6,
  };
}

/** Which bar has the last close a week, or 30 days, ago or earlier; -1 where the bars have a gap there. */
export function closeBefore(
  { time, close }: Pick<DailyBars, "time" | "close">,
  today: number,
  span: "week" | "month",
): number {
  const day = today - (span === "week" ? WEEK_MS : MONTH_MS);
  for (let i = time.length - 1; i >= 0; i--) {
    const at = time[i] ?? NaN;
    if (at <= day) return day - at <= SLACK_MS && (close[i] ?? NaN) > 0 ? i : -1;
  }
  return -1;
}

function closeAt({ close }: DailyBars, index: number): number | null {
  return close[index] ?? null;
}

function rangeOf({ time, high, low }: DailyBars, from: number): { high: number; low: number } | null {
  if (!((time[0] ?? Infinity) <= from + SLACK_MS)) return null;
  let [highest, lowest] = [-Infinity, Infinity];
  for (let i = time.length - 1; i >= 0 && (time[i] ?? 0) >= from; i--) {
    // An empty cell compares with nothing.
    if ((high[i] ?? NaN) > highest) highest = high[i] ?? NaN;
    if ((low[i] ?? NaN) < lowest && (low[i] ?? NaN) > 0) lowest = low[i] ?? NaN;
  }
  return highest > 0 && lowest < Infinity ? { high: highest, low: lowest } : null;
}

/** Mean of the last ten sessions; `null` where one of them is not known. */
function volumeOf({ volume }: DailyBars): number | null {
  if (volume.length < VOLUME_SESSIONS) return null;
  let sum = 0;
  for (let i = volume.length - VOLUME_SESSIONS; i < volume.length; i++) sum += volume[i] ?? NaN;
  return Number.isNaN(sum) ? null : sum / VOLUME_SESSIONS;
}

/** Return of a price since a level, percent. */
export function returnSince(price: number | null, level: number | null | undefined): number | null {
  return price === null || !level ? null : (price / level - 1) * 100;
}

/** Where a price stands between a low and a high, 0 to 1; `null` where there is no such range. */
export function placeIn(
  price: number | null,
  low: number | null | undefined,
  high: number | null | undefined,
): number | null {
  if (price === null || low === null || low === undefined || high === null || high === undefined) return null;
  return high <= low ? 0.5 : Math.min(1, Math.max(0, (price - low) / (high - low)));
}

/** The year's range with today's prices in it: what was stated may be of yesterday. */
export function yearRange(
  { price, day_high, day_low }: Pick<QuoteView, "price" | "day_high" | "day_low">,
  levels: Levels | undefined,
): { low: number | null; high: number | null } {
  const { year_high = null, year_low = null } = levels ?? {};
  const top = day_high ?? price;
  const bottom = day_low ?? price;
  return {
    high: year_high === null || top === null ? year_high : Math.max(year_high, top),
    low: year_low === null || bottom === null ? year_low : Math.min(year_low, bottom),
  };
}
