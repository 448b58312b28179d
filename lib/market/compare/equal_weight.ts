import { align, type Series } from "@/lib/market/performance/mod.ts";

/** Where the index starts. */
const BASE = 100;

/**
 * An equal-weighted index of several series over given days, weighted anew every day: each day's return is the mean of
 * the simple returns of all series that have a value on that day and on the one before. Starts at 100; a day on which
 * none has a return keeps the value of the day before.
 * @param date days, `YYYY-MM-DD`, oldest first
 */
export function equalWeighted(series: readonly Series[], date: readonly string[]): Series {
  const wanted = new Set(date);
  const place = new Map(date.map((day, index) => [day, index]));
  const [sums, counts] = [new Float64Array(date.length), new Float64Array(date.length)];
  for (const one of series) {
    const { date: days, values: [closes = []] } = align([one]);
    let [before, level] = [-1, NaN];
    for (const [i, day] of days.entries()) {
      if (!wanted.has(day)) continue;
      const [index, close] = [place.get(day) ?? -1, closes[i] ?? NaN];
      if (before >= 0 && index === before + 1) {
        sums[index] = (sums[index] ?? 0) + close / level - 1;
        counts[index] = (counts[index] ?? 0) + 1;
      }
      [before, level] = [index, close];
    }
  }
  let level = BASE;
  return {
    date,
    value: date.map((_, i) => level *= 1 + ((counts[i] ?? 0) > 0 ? (sums[i] ?? 0) / (counts[i] ?? 1) : 0)),
  };
}
