import type { DatasetName } from "@/lib/datasets/dataset.ts";

/** Name of the state file that keeps it over a restart, and for other processes. */
export const CHECKED_STATE = "checked";

/** Failures in a row. */
export interface Failures {
  readonly count: number;
  /** The last one, epoch milliseconds. */
  readonly at: number;
}

const NONE: Failures = { count: 0, at: -Infinity };

/**
 * When each dataset of each symbol was last asked for with success. The files say when content last
 * changed; this says when we last looked, so that an unchanged number is not called old.
 */
export class Checked {
  readonly #times = new Map<string, number>();
  /** Failures in a row; a restart forgets them, and asks. */
  readonly #failures = new Map<string, Failures>();

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
    this.#failures.delete(`${dataset} ${symbol}`);
  }

  /** Notes that it was asked for in vain. */
  fail(dataset: DatasetName, symbol: string, at: number): void {
    const { count } = this.failures(dataset, symbol);
    this.#failures.set(`${dataset} ${symbol}`, { count: count + 1, at });
  }

  /** How often it was asked for in vain since it last succeeded. */
  failures(dataset: DatasetName, symbol: string): Failures {
    return this.#failures.get(`${dataset} ${symbol}`) ?? NONE;
  }

  forget(dataset: DatasetName, symbol: string): void {
    this.#times.delete(`${dataset} ${symbol}`);
  }

  /** A copy in which all of that was asked for with success. */
  with(tasks: readonly { dataset: { name: DatasetName }; symbol: string }[], at: number): Checked {
    const copy = new Checked(this.toJSON());
    for (const [key, failures] of this.#failures) copy.#failures.set(key, failures);
    for (const { dataset, symbol } of tasks) copy.mark(dataset.name, symbol, at);
    return copy;
  }

  /** The same without what is marked as later than that: by a clock that was ahead. */
  until(at: number): Checked {
    const isLater = (time: number) => time > at;
    const isWhole = !this.#times.values().some(isLater) &&
      !this.#failures.values().some((failures) => isLater(failures.at));
    if (isWhole) return this;
    const copy = new Checked(Object.fromEntries([...this.#times].filter(([, time]) => !isLater(time))));
    for (const [key, failures] of this.#failures) {
      if (!isLater(failures.at)) copy.#failures.set(key, failures);
    }
    return copy;
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
