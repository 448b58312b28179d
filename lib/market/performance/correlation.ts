import { logReturns, simpleReturns } from "./returns.ts";
import { align, type Series } from "./series.ts";
import { covariance, deviation, finite } from "./statistics.ts";

/** How several series move together. */
export interface CorrelationMatrix {
  /** First and last of the days that all have; null where they have none in common. */
  readonly from: string | null;
  readonly to: string | null;
  /** Returns that it is computed of: few make any number possible. */
  readonly returns: number;
  /** Row and column in the order of the series, -1 to 1; null where one of the two did not vary. */
  readonly matrix: readonly (readonly (number | null)[])[];
}

/**
 * Pearson's correlation of the log returns of each two series, over the days that all of them have. Days that one lacks
 * are left out for all: so every number is of the same days, and the matrix is one (positive semidefinite).
 */
export function correlationMatrix(series: readonly Series[]): CorrelationMatrix {
  const { date, values } = align(series);
  const returns = values.map((column) => logReturns(column).filter((value) => value !== null));
  return {
    from: date[0] ?? null,
    to: date.at(-1) ?? null,
    returns: Math.max(0, date.length - 1),
    matrix: returns.map((a) => returns.map((b) => correlation(a, b))),
  };
}

/** Pearson's correlation of two columns of one length; null where one of them does not vary. */
function correlation(a: readonly number[], b: readonly number[]): number | null {
  if (a === b) return deviation(a) > 0 ? 1 : null;
  // What does not vary divides by 0, and rounding can lead a little beyond 1.
  const found = finite(covariance(a, b) / (deviation(a) * deviation(b)));
  return found === null ? null : Math.min(1, Math.max(-1, found));
}

/**
 * Beta: how far the asset moved on average when the benchmark moved by 1: the covariance of their simple returns over
 * the variance of the benchmark's, over the days that both have. Null where the benchmark did not vary or there are
 * fewer than two returns.
 *
 * Source: William F. Sharpe, Capital Asset Prices, Journal of Finance 19, 1964.
 */
export function beta(asset: Series, benchmark: Series): number | null {
  const [own = [], market = []] = align([asset, benchmark]).values
    .map((column) => simpleReturns(column).filter((value) => value !== null));
  return finite(covariance(own, market) / deviation(market) ** 2);
}
