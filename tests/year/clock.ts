import type { Sleep } from "@/lib/finnhub/time.ts";

/** What the client waits for an answer at most; who waits so long has a call under way. */
const TIMEOUT_MS = 10_000;
/** Turns of the loop in which nothing was under way, before time goes on: enough for an answer to be taken in. */
const IDLE_TURNS = 4;

interface Wait {
  readonly at: number;
  readonly isTimeout: boolean;
  ring(): void;
}

/**
 * A clock for the whole program on real sockets and files. It stands still while the program works, and goes on to the
 * next wait when all calls under way are such as nobody answers: an hour's outage takes no hour.
 */
export class YearClock {
  #time: number;
  readonly #waits = new Set<Wait>();
  readonly #alarms = new Set<{ readonly at: number; ring(): void }>();
  /** Calls that will not be answered, and whose time has not run out yet. */
  #hanging = 0;
  #turning = false;

  constructor(start: number) {
    this.#time = start;
  }

  readonly now = (): number => this.#time;

  readonly sleep: Sleep = (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const wait: Wait = { at: this.#time + ms, isTimeout: ms === TIMEOUT_MS, ring: resolve };
      this.#waits.add(wait);
      signal?.addEventListener("abort", () => {
        this.#waits.delete(wait);
        reject(signal.reason);
      }, { once: true });
      if (!wait.isTimeout) this.#turn();
    });

  /** Told that a call hangs: only time ends it. */
  hang(): void {
    this.#hanging++;
    this.#turn();
  }

  /** Sets the clock, forward. */
  set(time: number): void {
    if (time <= this.#time) return;
    this.#time = time;
    for (const alarm of [...this.#alarms].sort((a, b) => a.at - b.at)) {
      if (alarm.at > time) continue;
      this.#alarms.delete(alarm);
      alarm.ring();
    }
  }

  /** Calls a function when time has passed an instant; time does not go there by itself. */
  alarm(at: number, ring: () => void): () => void {
    const alarm = { at, ring };
    this.#alarms.add(alarm);
    return () => this.#alarms.delete(alarm);
  }

  /** Turns the loop until nothing waits any more. */
  async #turn(): Promise<void> {
    if (this.#turning) return;
    this.#turning = true;
    for (let idle = 0; this.#isWaitedFor();) {
      await new Promise((resolve) => setTimeout(resolve, 0));
      const timeouts = [...this.#waits].filter(({ isTimeout }) => isTimeout).length;
      idle = timeouts > this.#hanging ? 0 : idle + 1;
      if (idle < IDLE_TURNS) continue;
      idle = 0;
      const next = [...this.#waits].reduce<Wait | null>((a, b) => a === null || b.at < a.at ? b : a, null);
      if (next === null) break;
      this.#waits.delete(next);
      if (next.isTimeout) this.#hanging--;
      this.set(next.at);
      next.ring();
    }
    this.#turning = false;
  }

  #isWaitedFor(): boolean {
    return this.#hanging > 0 || [...this.#waits].some(({ isTimeout }) => !isTimeout);
  }
}
