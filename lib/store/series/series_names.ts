/** More texts than a ledger ever has, and small enough that two codes fit a safe integer. */
const MOST_TEXTS = 2 ** 26;

/** Numbers the series by the codes of their key's texts. */
export class SeriesNames {
  readonly #numbers = new Map<number, number>();
  readonly #pairs = new Map<number, number>();
  readonly #codes: (readonly number[])[] = [];

  /** How many there are. */
  get size(): number {
    return this.#codes.length;
  }

  /** Number of the series with these texts, a new one where there is none yet. */
  numberOf(codes: readonly number[]): number {
    const known = this.find(codes);
    if (known >= 0) return known;
    let combined = codes[0] ?? 0;
    for (let i = 1; i < codes.length; i++) {
      const pair = combined * MOST_TEXTS + (codes[i] ?? 0);
      let number = this.#pairs.get(pair);
      if (number === undefined) this.#pairs.set(pair, number = this.#pairs.size);
      combined = number;
    }
    this.#numbers.set(combined, this.#codes.length);
    this.#codes.push([...codes]);
    return this.#codes.length - 1;
  }

  /** Number of the series with these texts, -1 where there is none. */
  find(codes: readonly number[]): number {
    let combined = codes[0] ?? 0;
    for (let i = 1; i < codes.length; i++) {
      combined = this.#pairs.get(combined * MOST_TEXTS + (codes[i] ?? 0)) ?? -1;
      if (combined < 0) return -1;
    }
    return this.#numbers.get(combined) ?? -1;
  }

  /** The codes of a series. */
  codesOf(number: number): readonly number[] {
    return this.#codes[number] ?? [];
  }
}
