import { align, pointsOf, type Series } from "./series.ts";

/** Options of {@linkcode normalised}. */
export interface NormalisedOptions {
  /**
   * What every series starts at.
   * @default 100
   */
  readonly base?: number;
  /**
   * The day to start from, or the next that all have.
   * @default the first day that all have
   */
  readonly from?: string;
}

/** Several series as indices that start together. */
export interface Normalised {
  /** Every day from the start on which any of them has a value, oldest first. */
  readonly date: readonly string[];
  /** One column a series, in their order, each as long as `date`; null where that one has no value. */
  readonly values: readonly (readonly (number | null)[])[];
}

/**
 * Performance side by side: each series times `base` over its value on the first day that all of them have, so that all
 * start at `base` on the same day. Empty where they have no day in common.
 */
export function normalised(series: readonly Series[], options: NormalisedOptions = {}): Normalised {
  const { base = 100, from = "" } = options;
  const { date: common, values } = align(series);
  const start = common.findIndex((day) => day >= from);
  const first = common[start];
  if (first === undefined) return { date: [], values: series.map(() => []) };
  const points = series.map((one) => new Map(pointsOf(one).map(({ date, value }) => [date, value])));
  const date = [...new Set(points.flatMap((one) => [...one.keys()]))].filter((day) => day >= first).sort();
  return {
    date,
    values: points.map((one, index) => {
      const unit = values[index]?.[start] ?? NaN;
      return date.map((day) => {
        const value = one.get(day);
        return value === undefined ? null : value / unit * base;
      });
    }),
  };
}
