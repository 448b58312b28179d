/** Prices, or other values above 0, by day. */
export interface Series {
  /** `YYYY-MM-DD`, oldest first, each once. */
  readonly date: readonly string[];
  /** As long as `date`; null where that day has none. What is not a number above 0 counts as none. */
  readonly value: readonly (number | null)[];
}

/** A day that has a value. */
export interface Point {
  readonly date: string;
  readonly value: number;
}

/** Several series on the days that all of them have. */
export interface Aligned {
  readonly date: readonly string[];
  /** One column a series, in their order, each as long as `date`. */
  readonly values: readonly (readonly number[])[];
}

/** The value as far as returns can be computed of it; null for all that is not a number above 0. */
export function priceOf(value: number | null | undefined): number | null {
  return typeof value === "number" && Number.isFinite(value) && value > 0 ? value : null;
}

/** The days of a series that have a value, oldest first. */
export function pointsOf({ date, value }: Series): Point[] {
  return date.flatMap((date, index) => {
    const price = priceOf(value[index]);
    return price === null ? [] : [{ date, value: price }];
  });
}

/**
 * Several series on the days that all of them have a value for: what compares them compares the same stretches of
 * time, whatever holidays or gaps each has.
 */
export function align(series: readonly Series[]): Aligned {
  const byDate = series.map((one) => new Map(pointsOf(one).map(({ date, value }) => [date, value])));
  const date = [...byDate[0]?.keys() ?? []].filter((day) => byDate.every((values) => values.has(day)));
  return { date, values: byDate.map((values) => date.flatMap((day) => values.get(day) ?? [])) };
}
