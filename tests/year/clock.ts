import { Waits } from "../_waits.ts";

/** Turns of the loop in which nothing was under way, before time goes on: enough for an answer to be taken in. */
const IDLE_TURNS = 4;

/**
 * A clock for the whole program on real sockets and files. It stands still while the program works, and goes on to the
 * next wait when all calls under way are such as nobody answers: an hour's outage takes no hour.
 */
export class YearClock {
  #time: number;
  readonly #waits = new Waits(() => this.#time, ({ isTimeout }) => {
    if (!isTimeout) this.#turn();
  });
  readonly #alarms = new Set<{ readonly at: number; ring(): void }>();
  /** Calls that will not be answered, and whose time has not run out yet. */
  #hanging = 0;
  #turning = false;

  constructor(start: number) {
    this.#time = start;
  }

  readonly now = (): number => this.#time;

  readonly sleep = this.#waits.sleep;

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
      const timeouts = this.#waits.all.filter(({ isTimeout }) => isTimeout).length;
      idle = timeouts > this.#hanging ? 0 : idle + 1;
      if (idle < IDLE_TURNS) continue;
      idle = 0;
      const { next } = this.#waits;
      if (next === null) break;
      if (next.isTimeout) this.#hanging--;
      this.set(next.at);
      this.#waits.wake(next);
    }
    this.#turning = false;
  }

  #isWaitedFor(): boolean {
    return this.#hanging > 0 || this.#waits.all.some(({ isTimeout }) => !isTimeout);
  }
}
