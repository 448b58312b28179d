/** The value that half of the others are below. Throws a `RangeError` for none. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/**
 * The value that this share of the others are below, without interpolation: one that was really measured.
 * @throws {RangeError} when there are none
 */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  if (value === undefined) throw new RangeError("Cannot summarise no measurements");
  return value;
}

/** How long each of some calls took, milliseconds. */
export async function timesOf(count: number, work: (index: number) => unknown): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < count; i++) {
    const begin = performance.now();
    await work(i);
    times.push(performance.now() - begin);
  }
  return times;
}

/** Now on a clock that all processes of the machine share, milliseconds. */
export function wallTime(): number {
  return performance.timeOrigin + performance.now();
}
