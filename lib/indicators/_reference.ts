/**
 * The indicators once more, for the tests: straight from the definitions, sum by sum, without a library and without
 * the recursions that the code under test uses. Quadratic in the number of prices, and no gaps.
 *
 * @module
 */
import type { RangeBar } from "./mod.ts";

type Column = (number | null)[];

const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
export const meanOf = (values: readonly number[]) => sumOf(values) / values.length;
const windowOf = (values: readonly number[], end: number, length: number) =>
  end < length - 1 ? null : values.slice(end - length + 1, end + 1);

/** Mean of the last `length` values. */
export function smaReference(values: readonly number[], length: number): Column {
  return values.map((_, t) => {
    const window = windowOf(values, t, length);
    return window && meanOf(window);
  });
}

/**
 * Exponential smoothing by its weights: the mean of the first `length` values weighs `(1 - k)^age`, every later value
 * `k (1 - k)^age`, the age counted back from the value asked for.
 */
function smoothed(values: readonly number[], length: number, k: number): Column {
  return values.map((_, t) => {
    if (t < length - 1) return null;
    const seed = meanOf(values.slice(0, length)) * (1 - k) ** (t - length + 1);
    return seed +
      sumOf(values.slice(length, t + 1).map((value, i) => k * value * (1 - k) ** (t - length - i)));
  });
}

/** Exponential moving average with the simple average as its seed. */
export function emaReference(values: readonly number[], length: number): Column {
  return smoothed(values, length, 2 / (length + 1));
}

/** Wilder 1978: gains and losses of the last changes, averaged with weight 1/length. */
export function rsiReference(values: readonly number[], length: number): Column {
  const changes = values.slice(1).map((value, i) => value - (values[i] ?? NaN));
  const gains = smoothed(changes.map((change) => change > 0 ? change : 0), length, 1 / length);
  const losses = smoothed(changes.map((change) => change < 0 ? -change : 0), length, 1 / length);
  return values.map((_, t) => {
    const [gain, loss] = [gains[t - 1] ?? null, losses[t - 1] ?? null];
    if (gain === null || loss === null) return null;
    return loss === 0 ? 100 : 100 - 100 / (1 + gain / loss);
  });
}

/** Appel: the difference of two averages, and its own average. */
export function macdReference(
  values: readonly number[],
): { macd: Column; signal: Column; histogram: Column } {
  const [fast, slow] = [emaReference(values, 12), emaReference(values, 26)];
  const macd = values.map((_, t) => {
    const [above, below] = [fast[t] ?? null, slow[t] ?? null];
    return above === null || below === null ? null : above - below;
  });
  const known = macd.filter((value) => value !== null);
  const signal = [...values.slice(known.length).map(() => null), ...emaReference(known, 9)];
  const histogram = macd.map((value, t) => {
    const average = signal[t] ?? null;
    return value === null || average === null ? null : value - average;
  });
  return { macd, signal, histogram };
}

/** Bollinger: mean and population deviation (from the mean of the squares' differences) of the last prices. */
export function bollingerReference(values: readonly number[], length: number, deviations: number) {
  const at = (t: number, sign: number): number | null => {
    const window = windowOf(values, t, length);
    if (window === null) return null;
    const mean = meanOf(window);
    return mean + sign * deviations * Math.sqrt(sumOf(window.map((value) => (value - mean) ** 2)) / length);
  };
  return {
    upper: values.map((_, t) => at(t, 1)),
    middle: values.map((_, t) => at(t, 0)),
    lower: values.map((_, t) => at(t, -1)),
  };
}

/** Wilder 1978: true ranges averaged with weight 1/length. */
export function atrReference(bars: readonly RangeBar[], length: number): Column {
  const ranges = bars.map(({ high, low }, t) => {
    const before = bars[t - 1]?.close;
    return before === undefined ? high - low : Math.max(high, before) - Math.min(low, before);
  });
  return smoothed(ranges, length, 1 / length);
}

/** Money over shares of the bars from the session's first to each. */
export function vwapReference(
  bars: readonly (RangeBar & { readonly volume: number | null; readonly session: string })[],
): Column {
  return bars.map(({ session }, t) => {
    const start = bars.findLastIndex((bar, i) => i < t && bar.session !== session) + 1;
    const soFar = bars.slice(start, t + 1);
    if (soFar.some(({ volume }) => volume === null)) return null;
    const shares = sumOf(soFar.map(({ volume }) => volume ?? NaN));
    const money = sumOf(
      soFar.map(({ high, low, close, volume }) => (high + low + close) * (volume ?? NaN) / 3),
    );
    return shares === 0 ? null : money / shares;
  });
}
