import type { Sleep } from "./time.ts";

interface Timer {
  readonly at: number;
  readonly order: number;
  ring(): void;
}

/** A clock that stands still until told to run, for code that takes its time as an argument. */
export class VirtualClock {
  #time = 0;
  #order = 0;
  #timers: Timer[] = [];
  /** Waits begun so far: a poller would show here. */
  sleeps = 0;

  readonly now = (): number => this.#time;

  readonly sleep: Sleep = (ms, signal) =>
    new Promise((resolve, reject) => {
      this.sleeps++;
      if (signal?.aborted) return reject(signal.reason);
      const timer: Timer = { at: this.#time + ms, order: this.#order++, ring: resolve };
      this.#timers.push(timer);
      signal?.addEventListener("abort", () => {
        this.#timers = this.#timers.filter((other) => other !== timer);
        reject(signal.reason);
      }, { once: true });
    });

  /** How many waits are under way. */
  get pending(): number {
    return this.#timers.length;
  }

  /** Runs until nothing waits any more, or until that time. */
  async run(until = Infinity): Promise<void> {
    for (;;) {
      // Lets every promise that is ready take its turns before time moves on.
      for (let turn = 0; turn < 25; turn++) await null;
      const next = this.#timers.reduce<Timer | null>(
        (first, timer) =>
          first === null || timer.at < first.at || (timer.at === first.at && timer.order < first.order)
            ? timer
            : first,
        null,
      );
      if (next === null || next.at > until) break;
      this.#timers = this.#timers.filter((timer) => timer !== next);
      this.#time = next.at;
      next.ring();
    }
    if (until !== Infinity) this.#time = Math.max(this.#time, until);
  }
}
