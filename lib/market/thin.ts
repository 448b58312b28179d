/**
 * Thins values for a small drawing: the first, the last, and of each equal stretch between them its
 * minimum and maximum in their order, so that no spike is lost.
 * @param count most values to return, at least 4
 */
export function thin(values: readonly number[], count: number): number[] {
  const [first] = values;
  const last = values.at(-1);
  if (values.length <= count || first === undefined || last === undefined) return [...values];
  const stretches = Math.floor((count - 2) / 2);
  const inner = values.length - 2;
  const result = [first];
  for (let i = 0; i < stretches; i++) {
    const stretch = values.slice(
      1 + Math.floor((i * inner) / stretches),
      1 + Math.floor(((i + 1) * inner) / stretches),
    );
    if (stretch.length === 0) continue;
    const low = Math.min(...stretch);
    const high = Math.max(...stretch);
    result.push(...(stretch.indexOf(low) <= stretch.indexOf(high) ? [low, high] : [high, low]));
  }
  result.push(last);
  return result;
}
