import { BollingerBands } from "trading-signals";
import { columnOf, gated, type Indicator, type PriceColumn, pricesOf } from "./indicator.ts";

/** Bollinger bands at one bar, in the unit of the prices. */
export interface Bollinger {
  readonly upper: number;
  readonly middle: number;
  readonly lower: number;
}

/** Bollinger bands over a column; all three are as long as the prices. */
export interface BollingerColumns {
  readonly upper: (number | null)[];
  readonly middle: (number | null)[];
  readonly lower: (number | null)[];
}

/** {@linkcode bollinger}, a bar at a time. */
export function createBollinger(length = 20, deviations = 2): Indicator<number, Bollinger> {
  return gated(new BollingerBands(length, deviations));
}

/**
 * Bollinger bands: the mean of the last `length` prices, and `deviations` standard deviations of the same prices above
 * and below it. The deviation is the population's (divided by `length`, not by one less), as Bollinger has it. Stable
 * from price number `length` on.
 *
 * Source: John Bollinger, Bollinger on Bollinger Bands, 2001, chapter 7.
 *
 * @param close one price a bar, oldest first; null where there is none.
 */
export function bollinger(close: PriceColumn, length = 20, deviations = 2): BollingerColumns {
  const values = columnOf(createBollinger(length, deviations), pricesOf(close));
  return {
    upper: values.map((value) => value?.upper ?? null),
    middle: values.map((value) => value?.middle ?? null),
    lower: values.map((value) => value?.lower ?? null),
  };
}
