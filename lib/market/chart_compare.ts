import type { Bars } from "./chart_bars.ts";
import { Extremes } from "./chart_extremes.ts";
import type { History } from "./history.ts";

/** Another symbol's closes beside the bars of a chart. */
export interface Comparison {
  readonly symbol: string;
  /** Its close at each bar; NaN where it has none then. */
  readonly closes: number[];
  readonly extremes: Extremes;
}

/** Lays another symbol's closes, on today's scale, over the bars, by time: what has no counterpart is left out. */
export function comparisonOf(bars: Bars, { symbol, time, close, adjustment }: History): Comparison {
  const byTime = new Map(time.map((seconds, i) => [seconds, (close[i] ?? NaN) * (adjustment[i] ?? 1)]));
  const closes = bars.time.map((seconds) => byTime.get(seconds) ?? NaN);
  return { symbol, closes, extremes: new Extremes(closes, closes) };
}

/** Where both begin: what changes are measured from. */
export interface Common {
  readonly index: number;
  readonly base: number;
  readonly other: number;
}

/** The first bar from an index on at which both have a price; `null` where there is none. */
export function commonStart(bars: Bars, { closes }: Comparison, from: number, to: number): Common | null {
  for (let index = Math.max(0, from); index <= Math.min(to, bars.count - 1); index++) {
    const [base, other] = [bars.close[index] ?? NaN, closes[index] ?? NaN];
    if (base > 0 && other > 0) return { index, base, other };
  }
  return null;
}
