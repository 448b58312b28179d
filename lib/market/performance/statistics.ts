/**
 * Deviations smaller than this are rounding: returns of a series that grows by the same rate each day differ in their
 * last digits only, and a ratio of such differences means nothing.
 */
const ROUNDING = 1e-12;

/** Mean of numbers; NaN of none. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Sample covariance (divided by one less than there are) of two columns of one length; NaN of fewer than two. */
export function covariance(a: readonly number[], b: readonly number[]): number {
  const [meanA, meanB] = [mean(a), mean(b)];
  const sum = a.reduce((sum, value, index) => sum + (value - meanA) * ((b[index] ?? NaN) - meanB), 0);
  return a.length < 2 ? NaN : sum / (a.length - 1);
}

/** Sample standard deviation, 0 where it is rounding only; NaN of fewer than two. */
export function deviation(values: readonly number[]): number {
  const found = Math.sqrt(covariance(values, values));
  return found < ROUNDING ? 0 : found;
}

/** The number, or null where it is none: the answer to what cannot be computed. */
export function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
