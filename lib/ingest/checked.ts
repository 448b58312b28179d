import type { DatasetName } from "@/lib/datasets/dataset.ts";

/**
 * When each dataset of each symbol was last asked for with success. The files say when content last
 * changed; this says when we last looked, so that an unchanged number is not called old.
 */
export class Checked {
  readonly #times: Map<string, number>;

  /** @param saved what {@link Checked.toJSON} gave, or anything else for a fresh start */
  constructor(saved: unknown) {
    const entries = typeof saved === "object" && saved !== null ? Object.entries(saved) : [];
    this.#times = new Map(entries.filter((entry): entry is [string, number] => typeof entry[1] === "number"));
  }

  /** Epoch milliseconds, or `undefined` when it never succeeded. */
  at(dataset: DatasetName, symbol: string): number | undefined {
    return this.#times.get(`${dataset} ${symbol}`);
  }

  mark(dataset: DatasetName, symbol: string, at: number): void {
    this.#times.set(`${dataset} ${symbol}`, at);
  }

  forget(dataset: DatasetName, symbol: string): void {
    this.#times.delete(`${dataset} ${symbol}`);
  }

  /** Latest success of a dataset over all symbols. */
  latest(dataset: DatasetName): number | undefined {
    let latest: number | undefined;
    for (const [key, at] of this.#times) {
      if (key.startsWith(`${dataset} `) && (latest === undefined || at > latest)) latest = at;
    }
    return latest;
  }

  toJSON(): Record<string, number> {
    return Object.fromEntries(this.#times);
  }
}
