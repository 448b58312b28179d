import { ATR } from "trading-signals";
import { columnOf, gated, type Indicator, type PriceColumn } from "./indicator.ts";

/** The prices of one bar that its range depends on. */
export interface RangeBar {
  readonly high: number;
  readonly low: number;
  readonly close: number;
}

/** Bars as columns of one length, oldest first; a bar that lacks one of its prices counts as none. */
export interface RangeColumns {
  readonly high: PriceColumn;
  readonly low: PriceColumn;
  readonly close: PriceColumn;
}

/** {@linkcode atr}, a bar at a time. */
export function createAtr(length = 14): Indicator<RangeBar, number> {
  // The library's type of a bar wants an open, which the true range has no use for.
  return gated(new ATR(length));
}

/**
 * Average true range, in the unit of the prices. A bar's true range is the widest of `high - low`, `|high - close
 * before|` and `|low - close before|`; the first bar's is `high - low`, as on charts. The first average is the mean of
 * the first `length` ranges; after that `(average before · (length - 1) + range) / length`, Wilder's smoothing. Stable
 * from bar number `length` on.
 *
 * Source: J. Welles Wilder, New Concepts in Technical Trading Systems, 1978, section III.
 *
 * @param length bars that are averaged; Wilder's is 14 for days (7 in his system for stops).
 */
export function atr(bars: RangeColumns, length = 14): (number | null)[] {
  return columnOf(createAtr(length), rangeBarsOf(bars));
}

/** The bars of columns; null where one of a bar's prices is missing. */
export function rangeBarsOf({ high, low, close }: RangeColumns): (RangeBar | null)[] {
  return close.map((_, index) => {
    const bar = { high: high[index] ?? NaN, low: low[index] ?? NaN, close: close[index] ?? NaN };
    return Object.values(bar).every(Number.isFinite) ? bar : null;
  });
}
