/**
 * Thins values for a small drawing: the first, the last, and of each equal stretch between them its
 * minimum and maximum in their order, so that no spike is lost.
 * @param count most values to return, at least 4
 */
export function thin(values: readonly number[] | Float64Array, count: number): number[] {
  return positionsKept(values, values, count).flatMap((at) => values[at] ?? []);
}

/**
 * Which values to keep as {@linkcode thin} does, where each is a range of its own: of each stretch the position of the
 * lowest low, and that of the highest high.
 * @param low least of each; a value that is `NaN` is passed over
 * @param high greatest of each, as many
 * @param count most positions to return, at least 4
 * @returns ascending
 */
export function positionsKept(low: ArrayLike<number>, high: ArrayLike<number>, count: number): number[] {
  const { length } = low;
  if (length <= count) return Array.from({ length }, (_, at) => at);
  const stretches = Math.floor((count - 2) / 2);
  const inner = length - 2;
  const kept = [0];
  for (let i = 0; i < stretches; i++) {
    const from = 1 + Math.floor((i * inner) / stretches);
    const to = 1 + Math.floor(((i + 1) * inner) / stretches);
    let [lowest, highest] = [-1, -1];
    for (let at = from; at < to; at++) {
      if (lowest < 0 ? !Number.isNaN(low[at]) : (low[at] ?? NaN) < (low[lowest] ?? NaN)) lowest = at;
      if (highest < 0 ? !Number.isNaN(high[at]) : (high[at] ?? NaN) > (high[highest] ?? NaN)) highest = at;
    }
    const [earlier, later] = lowest < highest ? [lowest, highest] : [highest, lowest];
    if (earlier >= 0) kept.push(earlier);
    if (later > earlier) kept.push(later);
  }
  kept.push(length - 1);
  return kept;
}
