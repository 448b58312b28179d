import type { Sleep } from "@/lib/finnhub/time.ts";

/** What the client waits for an answer at most; who waits so long has a call under way. */
const TIMEOUT_MS = 10_000;

/** Somebody who sleeps until an instant. */
export interface Wait {
  readonly at: number;
  /** Waits for an answer, rather than for a time. */
  readonly isTimeout: boolean;
  ring(): void;
}

/** Who sleeps by a clock that tests move. */
export class Waits {
  readonly #waits = new Set<Wait>();
  readonly #now: () => number;
  readonly #added: (wait: Wait) => void;

  /** `added` is called with everybody who goes to sleep. */
  constructor(now: () => number, added: (wait: Wait) => void = () => {}) {
    this.#now = now;
    this.#added = added;
  }

  /** Who sleeps now. */
  get all(): readonly Wait[] {
    return [...this.#waits];
  }

  /** Who wakes first; null where nobody sleeps. */
  get next(): Wait | null {
    return this.all.reduce<Wait | null>((a, b) => a === null || b.at < a.at ? b : a, null);
  }

  readonly sleep: Sleep = (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const wait: Wait = { at: this.#now() + ms, isTimeout: ms === TIMEOUT_MS, ring: resolve };
      this.#waits.add(wait);
      signal?.addEventListener("abort", () => {
        this.#waits.delete(wait);
        reject(signal.reason);
      }, { once: true });
      this.#added(wait);
    });

  /** Wakes somebody: the clock shows their time. */
  wake(wait: Wait): void {
    this.#waits.delete(wait);
    wait.ring();
  }
}
