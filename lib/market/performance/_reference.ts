/**
 * Performance once more, for the tests: from the definitions, pair by pair and sum by sum, without the code under test.
 * For prices above 0 without gaps.
 *
 * @module
 */

/** A day and its price. */
export type Day = readonly [date: string, price: number];

const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);

/** Closes of the start and the end of a period, by Temporal's calendar; null where there is no start near enough. */
export function returnReference(days: readonly Day[], period: string): number | null {
  const last = days.at(-1);
  if (last === undefined) return null;
  const end = Temporal.PlainDate.from(last[0]);
  const within = (start: Day | undefined, target: Temporal.PlainDate, most: number) =>
    start !== undefined && target.since(Temporal.PlainDate.from(start[0])).total("days") <= most
      ? last[1] / start[1] - 1
      : null;
  if (period === "1D") return within(days[days.length - 2], end, 7);
  if (period === "5D") return within(days[days.length - 6], end, 14);
  const target = period === "YTD"
    ? Temporal.PlainDate.from({ year: end.year - 1, month: 12, day: 31 })
    : end.subtract(Temporal.Duration.from(`P${period}`));
  const before = days.filter(([date]) => Temporal.PlainDate.compare(date, target) <= 0);
  return within(before.at(-1), target, 7);
}

/** The deepest of all falls from an earlier price to a later one; 0 where there is none. */
export function drawdownReference(days: readonly Day[]): number {
  const falls = days.flatMap(([, peak], i) => days.slice(i + 1).map(([, later]) => later / peak - 1));
  return falls.reduce((deepest, fall) => fall < deepest ? fall : deepest, 0);
}

/** Sample deviation by the sum of squares, times the root of 252. */
export function volatilityReference(days: readonly Day[]): number {
  const returns = days.slice(1).map(([, price], i) => Math.log(price) - Math.log(days[i]?.[1] ?? NaN));
  const n = returns.length;
  const squares = total(returns.map((value) => value * value));
  return Math.sqrt((squares - total(returns) ** 2 / n) / (n - 1) * 252);
}

/** The days both have. */
function pairs(a: readonly Day[], b: readonly Day[]): [number, number][] {
  return a.flatMap(([date, price]) =>
    b.filter(([other]) => other === date).map(([, other]): [number, number] => [price, other])
  );
}

/** Pearson's correlation of the log returns, by raw sums. */
export function correlationReference(a: readonly Day[], b: readonly Day[]): number {
  const both = pairs(a, b);
  const moves = both.slice(1).map(([x, y], i) => {
    const [beforeX, beforeY] = both[i] ?? [NaN, NaN];
    return [Math.log(x / beforeX), Math.log(y / beforeY)] as const;
  });
  const n = moves.length;
  const [x, y] = [moves.map(([x]) => x), moves.map(([, y]) => y)];
  const xy = total(moves.map(([x, y]) => x * y));
  const spread = (values: readonly number[]) =>
    n * total(values.map((value) => value * value)) - total(values) ** 2;
  return (n * xy - total(x) * total(y)) / Math.sqrt(spread(x) * spread(y));
}

/** The slope of the least-squares line through the simple returns. */
export function betaReference(asset: readonly Day[], benchmark: readonly Day[]): number {
  const both = pairs(asset, benchmark);
  const moves = both.slice(1).map(([y, x], i) => {
    const [beforeY, beforeX] = both[i] ?? [NaN, NaN];
    return [x / beforeX - 1, y / beforeY - 1] as const;
  });
  const n = moves.length;
  const sum = (of: (x: number, y: number) => number) => total(moves.map(([x, y]) => of(x, y)));
  return (n * sum((x, y) => x * y) - sum((x) => x) * sum((_, y) => y)) /
    (n * sum((x) => x * x) - sum((x) => x) ** 2);
}
