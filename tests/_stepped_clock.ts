import type { Sleep } from "@/lib/finnhub/time.ts";

/** What the client waits for an answer at most; who waits so long has a call under way. */
const TIMEOUT_MS = 10_000;

interface Timer {
  readonly at: number;
  readonly isTimeout: boolean;
  ring(): void;
}

/**
 * A clock for a client on real sockets: it stands still while calls are under way, and goes on to the next wait when
 * there are none, so that a minute's limit takes no minute.
 */
export class SteppedClock {
  #time: number;
  readonly #timers = new Set<Timer>();

  constructor(start: number) {
    this.#time = start;
  }

  readonly now = (): number => this.#time;

  readonly sleep: Sleep = (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const timer: Timer = { at: this.#time + ms, isTimeout: ms === TIMEOUT_MS, ring: resolve };
      this.#timers.add(timer);
      signal?.addEventListener("abort", () => {
        this.#timers.delete(timer);
        reject(signal.reason);
      }, { once: true });
    });

  /** Lets the client work, and time go on when it only waits, until a time (not beyond) or until `done`. */
  async run(until: number, done: () => boolean = () => false): Promise<void> {
    for (let idle = 0; !done();) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      const timers = [...this.#timers];
      idle = timers.some(({ isTimeout }) => isTimeout) ? 0 : idle + 1;
      // Between an answer and the next call the files are written: a few turns of the loop.
      if (idle < 20) continue;
      const next = timers.reduce<Timer | null>((a, b) => a === null || b.at < a.at ? b : a, null);
      if (next !== null && next.at <= until) {
        this.#timers.delete(next);
        this.#time = Math.max(this.#time, next.at);
        next.ring();
        idle = 0;
      } else if (until !== Infinity && (next !== null || idle > 500)) {
        this.#time = until;
        return;
      }
    }
  }
}
