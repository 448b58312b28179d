import { RSI } from "trading-signals";
import { columnOf, gated, type Indicator, type PriceColumn, pricesOf } from "./indicator.ts";

/** {@linkcode rsi}, a bar at a time. */
export function createRsi(length = 14): Indicator<number, number> {
  return gated(new RSI(length));
}

/**
 * Relative strength index, 0 to 100: `100 - 100 / (1 + average gain / average loss)`. The first averages are the means
 * of the first `length` changes; after that `(average before · (length - 1) + change) / length`, Wilder's smoothing.
 * Stable from price number `length + 1` on. Without any loss it is 100, also where there was no gain either: the ratio
 * is undefined then, and this is what charting tools show.
 *
 * Source: J. Welles Wilder, New Concepts in Technical Trading Systems, 1978, section VI.
 *
 * @param close one price a bar, oldest first; null where there is none.
 * @param length changes that are averaged; Wilder's is 14. At least 2.
 */
export function rsi(close: PriceColumn, length = 14): (number | null)[] {
  return columnOf(createRsi(length), pricesOf(close));
}
