import type { QuoteView } from "./quote_view.ts";

/** Quotes of one symbol by column, oldest first; `NaN` where a cell is empty. */
export interface Samples {
  /** Epoch milliseconds, the exchange's. */
  readonly time: ArrayLike<number>;
  readonly price: ArrayLike<number>;
  readonly previousClose: ArrayLike<number>;
}

/** A symbol of the index. */
export interface Member {
  readonly samples: Samples;
  /** Market value; `null` where it is not known: then it has no part in the index that is weighted by it. */
  readonly weight: number | null;
}

/** The day of the watchlist as indices. Values are changes since the previous close, percent. */
export interface DayIndex {
  /** First and last time of the curves, ISO 8601 UTC; `null` where there are none. */
  readonly from: string | null;
  readonly to: string | null;
  /** Each symbol counts the same. */
  readonly equal: readonly number[];
  /** Each counts by its market value. */
  readonly weighted: readonly number[];
}

/** The indices at this moment, percent, and of how many symbols each is. */
export interface IndexNow {
  readonly equal: number | null;
  readonly equalOf: number;
  readonly weighted: number | null;
  readonly weightedOf: number;
}

/** The formula, for people. */
export const INDEX_FORMULA = {
  equal: "mean of price ÷ previous close − 1 over all symbols",
  weighted: "the same, each symbol weighted by its market value",
} as const;

const DAY_MS = 86_400_000;

/**
 * The day so far. Each symbol's day is that of its newest quote's previous close; before its first quote it stands at
 * that close, and between two at the earlier: no symbol's coming makes a step of its own.
 * @param points most points of a curve
 */
export function dayIndexOf(members: readonly Member[], points: number): DayIndex {
  const days = members.flatMap(({ samples, weight }) => {
    const day = dayOf(samples);
    return day === null ? [] : [{ ...day, weight }];
  });
  const from = days.reduce((least, { time }) => Math.min(least, time[0] ?? Infinity), Infinity);
  const to = days.reduce((most, { time }) => Math.max(most, time.at(-1) ?? -Infinity), -Infinity);
  if (days.length === 0 || to <= from) return { from: null, to: null, equal: [], weighted: [] };
  const weighed = days.filter(({ weight }) => weight !== null);
  const times = Array.from({ length: points }, (_, i) => from + (to - from) * i / (points - 1));
  return {
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    equal: times.map((at) => mean(days.map((day) => [changeAt(day, at), 1]))),
    weighted: weighed.length === 0
      ? []
      : times.map((at) => mean(weighed.map((day) => [changeAt(day, at), day.weight ?? 0]))),
  };
}

/** The indices from the quotes as they are. */
export function indexNow(
  quotes: readonly Pick<QuoteView, "change_percent" | "market_cap_millions">[],
): IndexNow {
  const known = quotes.flatMap(({ change_percent, market_cap_millions }) =>
    change_percent === null ? [] : [{ percent: change_percent, weight: market_cap_millions }]
  );
  const weighed = known.filter(({ weight }) => weight !== null && weight > 0);
  return {
    equal: known.length === 0 ? null : mean(known.map(({ percent }) => [percent, 1])),
    equalOf: known.length,
    weighted: weighed.length === 0
      ? null
      : mean(weighed.map(({ percent, weight }) => [percent, weight ?? 0])),
    weightedOf: weighed.length,
  };
}

interface Day {
  readonly time: readonly number[];
  /** Percent, at those times. */
  readonly change: readonly number[];
}

/** The samples of the newest one's day. */
function dayOf({ time, price, previousClose }: Samples): Day | null {
  const last = time.length - 1;
  const close = previousClose[last] ?? NaN;
  const newest = time[last] ?? NaN;
  if (!(close > 0)) return null;
  const times: number[] = [];
  const changes: number[] = [];
  for (let i = last; i >= 0 && previousClose[i] === close && newest - (time[i] ?? NaN) <= DAY_MS; i--) {
    const value = price[i] ?? NaN;
    if (!(value > 0)) continue;
    times.push(time[i] ?? NaN);
    changes.push((value / close - 1) * 100);
  }
  return times.length === 0 ? null : { time: times.reverse(), change: changes.reverse() };
}

/** The change at a time: of the last sample by then, none before the first. */
function changeAt({ time, change }: Day, at: number): number {
  let [low, high] = [0, time.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((time[middle] ?? NaN) <= at) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? 0 : change[low - 1] ?? 0;
}

function mean(values: readonly (readonly [value: number, weight: number])[]): number {
  const total = values.reduce((sum, [, weight]) => sum + weight, 0);
  return values.reduce((sum, [value, weight]) => sum + value * weight, 0) / total;
}
