import { EMA, SMA } from "trading-signals";
import { columnOf, gated, type Indicator, type PriceColumn, pricesOf } from "./indicator.ts";

/** {@linkcode sma}, a bar at a time. */
export function createSma(length: number): Indicator<number, number> {
  return gated(new SMA(length));
}

/** {@linkcode ema}, a bar at a time. */
export function createEma(length: number): Indicator<number, number> {
  // The library's EMA starts from the first price it is given. Given the mean of the first `length` prices as its
  // first, it starts from where charting tools do.
  const seed = new SMA(length);
  const average = new EMA(length);
  let bars = 0;
  const update = (price: number, isReplaced: boolean) => {
    if (!isReplaced || bars === 0) bars += 1;
    if (bars > length) return average.update(price, isReplaced);
    const mean = seed.update(price, isReplaced);
    return mean === null ? null : average.update(mean, isReplaced);
  };
  return { add: (price) => update(price, false), replace: (price) => update(price, true) };
}

/**
 * Simple moving average: the mean of the last `length` prices, in the unit of the prices. Stable from price number
 * `length` on.
 *
 * @param close one price a bar, oldest first; null where there is none.
 */
export function sma(close: PriceColumn, length: number): (number | null)[] {
  return columnOf(createSma(length), pricesOf(close));
}

/**
 * Exponential moving average, in the unit of the prices: `k · price + (1 - k) · EMA before`, `k = 2 / (length + 1)`.
 * The seed, its first value, is the simple average of the first `length` prices, at price number `length`: so do
 * TradingView, StockCharts and TA-Lib. (trading-signals' own EMA is seeded with the first price, which
 * still weighs 13 % after `length` prices.)
 *
 * @param close one price a bar, oldest first; null where there is none.
 */
export function ema(close: PriceColumn, length: number): (number | null)[] {
  return columnOf(createEma(length), pricesOf(close));
}
