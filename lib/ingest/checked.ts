import type { DatasetName } from "@/lib/datasets/dataset.ts";

/** Name of the state file that keeps it over a restart, and for other processes. */
export const CHECKED_STATE = "checked";

/**
 * When each dataset of each symbol was last asked for with success. The files say when content last
 * changed; this says when we last looked, so that an unchanged number is not called old.
 */
export class Checked {
  readonly #times = new Map<string, number>();

  /** @param saved what {@link Checked.toJSON} gave, or anything else for a fresh start */
  constructor(saved: unknown) {
    this.reload(saved);
  }

  /** Takes over what another process, or an earlier life of this one, saved; of two times the later counts. */
  reload(saved: unknown): void {
    const entries = typeof saved === "object" && saved !== null ? Object.entries(saved) : [];
    for (const [key, at] of entries) {
      if (typeof at === "number" && at > (this.#times.get(key) ?? -Infinity)) this.#times.set(key, at);
    }
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
