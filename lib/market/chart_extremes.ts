/**
 * Lowest and highest of any stretch of two columns, in the logarithm of its length: each level holds those of pairs of
 * the level before. NaN counts as nothing.
 */
export class Extremes {
  readonly #low: number[][];
  readonly #high: number[][];

  constructor(low: readonly number[], high: readonly number[]) {
    this.#low = levelsOf([...low], lower);
    this.#high = levelsOf([...high], higher);
  }

  /** Lowest and highest of `[from, to]`, ends included; infinities the wrong way round where there is nothing. */
  between(from: number, to: number): [low: number, high: number] {
    return [extreme(this.#low, from, to, lower, Infinity), extreme(this.#high, from, to, higher, -Infinity)];
  }

  /** Lowest and highest of the `2 ** level` values from `bucket * 2 ** level` on. */
  bucket(level: number, bucket: number): [low: number, high: number] {
    return [this.#low[level]?.[bucket] ?? NaN, this.#high[level]?.[bucket] ?? NaN];
  }

  /** Changes a value, or adds the next one. */
  set(index: number, low: number, high: number): void {
    update(this.#low, index, low, lower);
    update(this.#high, index, high, higher);
  }
}

type Pick = (a: number, b: number) => number;

// Comparisons with NaN are false: the other one stays.
const lower: Pick = (a, b) => a !== a || b < a ? b : a;
const higher: Pick = (a, b) => a !== a || b > a ? b : a;

function levelsOf(base: number[], pick: Pick): number[][] {
  const levels = [base];
  for (let below = base; below.length > 1; below = levels.at(-1) ?? []) {
    const next: number[] = [];
    for (let i = 0; i < below.length; i += 2) next.push(pick(below[i] ?? NaN, below[i + 1] ?? NaN));
    levels.push(next);
  }
  return levels;
}

function update(levels: number[][], index: number, value: number, pick: Pick): void {
  let [at, current] = [index, value];
  for (let level = 0;; level++) {
    const values = levels[level] ??= [];
    values[at] = current;
    if (values.length <= 1) return;
    const pair = at & ~1;
    current = pick(values[pair] ?? NaN, values[pair + 1] ?? NaN);
    at >>= 1;
  }
}

function extreme(levels: readonly number[][], from: number, to: number, pick: Pick, none: number): number {
  let found = none;
  const take = (level: number, index: number) => {
    const value = levels[level]?.[index];
    if (value !== undefined) found = pick(found, value);
  };
  let [first, last, level] = [Math.max(0, from), Math.min(to, (levels[0]?.length ?? 0) - 1), 0];
  while (first <= last) {
    // What begins or ends in the middle of a pair is taken alone.
    if (first % 2 === 1) take(level, first++);
    if (last % 2 === 0) take(level, last--);
    if (first > last) break;
    first >>= 1;
    last >>= 1;
    level++;
  }
  return found;
}
