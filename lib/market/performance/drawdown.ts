import { pointsOf, priceOf, type Series } from "./series.ts";

/** The deepest fall of a series from a peak. */
export interface MaximumDrawdown {
  /** `trough / peak - 1`, below 0: -0.35 is a fall of 35 %. */
  readonly depth: number;
  /** Day of the peak it fell from. */
  readonly peak: string;
  /** Day of its lowest value. */
  readonly trough: string;
  /** First day that the peak was reached again; null while it is not. */
  readonly recovered: string | null;
}

/**
 * How far each value lies below the highest so far: `value / highest - 1`, from 0 down; null where there is no value.
 */
export function drawdowns(values: readonly (number | null)[]): (number | null)[] {
  let highest = 0;
  return values.map((value) => {
    const price = priceOf(value);
    if (price === null) return null;
    highest = Math.max(highest, price);
    return price / highest - 1;
  });
}

/** The deepest fall, of equals the first; null where the series never fell. */
export function maximumDrawdown(series: Series): MaximumDrawdown | null {
  const points = pointsOf(series);
  let [peak] = points;
  let worst: { depth: number; peak: string; level: number; trough: string } | undefined;
  for (const point of points) {
    if (peak === undefined || point.value >= peak.value) peak = point;
    const depth = point.value / peak.value - 1;
    if (depth < (worst?.depth ?? 0)) {
      worst = { depth, peak: peak.date, level: peak.value, trough: point.date };
    }
  }
  if (worst === undefined) return null;
  const { depth, peak: from, level, trough } = worst;
  const recovered = points.find(({ date, value }) => date > trough && value >= level)?.date ?? null;
  return { depth, peak: from, trough, recovered };
}
