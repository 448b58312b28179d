import { type Labels, type LabelSet, labelText, numberText, sampleLine } from "./exposition.ts";

interface Series {
  /** Observations by bucket, not cumulated; the last is `+Inf`. */
  readonly counts: number[];
  sum: number;
}

/** Observations counted by size. */
export class Histogram {
  readonly #name: string;
  readonly #labelNames: readonly string[];
  readonly #buckets: readonly number[];
  readonly #series = new Map<LabelSet, Series>();

  /** Throws a `RangeError` when `buckets` do not ascend. */
  constructor(name: string, labelNames: readonly string[], buckets: readonly number[]) {
    if (buckets.some((bound, i) => !Number.isFinite(bound) || bound <= (buckets[i - 1] ?? -Infinity))) {
      throw new RangeError(`Cannot divide metric "${name}" at "${buckets}": expected ascending numbers`);
    }
    this.#name = name;
    this.#labelNames = labelNames;
    this.#buckets = buckets;
  }

  /**
   * Counts one value; one that is not a number is left out, since it would spoil the sum for ever.
   * Throws a `TypeError` when the labels are not the declared ones.
   */
  observe(value: number, labels: Labels = {}): void {
    const key = labelText(this.#name, this.#labelNames, labels);
    if (!Number.isFinite(value)) return;
    const series = this.#series.get(key) ?? { counts: new Array(this.#buckets.length + 1).fill(0), sum: 0 };
    const found = this.#buckets.findIndex((bound) => value <= bound);
    const index = found < 0 ? this.#buckets.length : found;
    series.counts[index] = (series.counts[index] ?? 0) + 1;
    series.sum += value;
    this.#series.set(key, series);
  }

  /** Lines of the text format, buckets cumulated. */
  *lines(): Iterable<string> {
    for (const [labels, { counts, sum }] of this.#series) {
      let total = 0;
      for (const [i, count] of counts.entries()) {
        total += count;
        const le = `le="${numberText(this.#buckets[i] ?? Infinity)}"`;
        yield sampleLine(`${this.#name}_bucket`, labels === "" ? le : `${labels},${le}`, total);
      }
      yield sampleLine(`${this.#name}_sum`, labels, sum);
      yield sampleLine(`${this.#name}_count`, labels, total);
    }
  }
}
