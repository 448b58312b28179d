import { columnOf, type Indicator, type PriceColumn, pricesOf } from "./indicator.ts";
import { createEma } from "./moving_average.ts";

/** Lengths of {@linkcode macd}, bars. */
export interface MacdOptions {
  /**
   * The fast average.
   * @default 12
   */
  readonly fast?: number;
  /**
   * The slow average, longer than the fast one.
   * @default 26
   */
  readonly slow?: number;
  /**
   * The average of the difference.
   * @default 9
   */
  readonly signal?: number;
}

/** MACD at one bar, in the unit of the prices. */
export interface Macd {
  /** The fast average minus the slow one. */
  readonly macd: number;
  /** Average of `macd`; null until as many of those are known as it needs. */
  readonly signal: number | null;
  /** `macd - signal`; null with it. */
  readonly histogram: number | null;
}

/** MACD over a column; all three are as long as the prices. */
export interface MacdColumns {
  readonly macd: (number | null)[];
  readonly signal: (number | null)[];
  readonly histogram: (number | null)[];
}

/** {@linkcode macd}, a bar at a time. */
export function createMacd({ fast = 12, slow = 26, signal = 9 }: MacdOptions = {}): Indicator<number, Macd> {
  const [fastAverage, slowAverage, signalAverage] = [createEma(fast), createEma(slow), createEma(signal)];
  const update = (method: "add" | "replace") => (price: number): Macd | null => {
    const [above, below] = [fastAverage[method](price), slowAverage[method](price)];
    if (above === null || below === null) return null;
    const macd = above - below;
    const average = signalAverage[method](macd);
    return { macd, signal: average, histogram: average === null ? null : macd - average };
  };
  return { add: update("add"), replace: update("replace") };
}

/**
 * Moving average convergence/divergence: the fast exponential average of the closes minus the slow one, the signal
 * line that is the exponential average of this difference, and the histogram, the difference minus the signal. Each of
 * the three averages is seeded with the simple average of its own first values, as TradingView and StockCharts do
 * (TA-Lib starts the fast one as late as the slow one). The difference is stable from price number `slow` on, signal
 * and histogram from `slow + signal - 1`.
 *
 * Source: Gerald Appel, The Moving Average Convergence-Divergence Trading Method, 1979; the histogram: Thomas Aspray,
 * 1986.
 *
 * @param close one price a bar, oldest first; null where there is none.
 */
export function macd(close: PriceColumn, options: MacdOptions = {}): MacdColumns {
  const values = columnOf(createMacd(options), pricesOf(close));
  return {
    macd: values.map((value) => value?.macd ?? null),
    signal: values.map((value) => value?.signal ?? null),
    histogram: values.map((value) => value?.histogram ?? null),
  };
}
