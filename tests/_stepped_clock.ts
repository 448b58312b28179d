import { Waits } from "./_waits.ts";

/**
 * A clock for a client on real sockets: it stands still while calls are under way, and goes on to the next wait when
 * there are none, so that a minute's limit takes no minute.
 */
export class SteppedClock {
  #time: number;
  readonly #waits = new Waits(() => this.#time);

  constructor(start: number) {
    this.#time = start;
  }

  readonly now = (): number => this.#time;

  readonly sleep = this.#waits.sleep;

  /** Lets the client work, and time go on when it only waits, until a time (not beyond) or until `done`. */
  async run(until: number, done: () => boolean = () => false): Promise<void> {
    for (let idle = 0; !done();) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      idle = this.#waits.all.some(({ isTimeout }) => isTimeout) ? 0 : idle + 1;
      // Between an answer and the next call the files are written: a few turns of the loop.
      if (idle < 20) continue;
      const { next } = this.#waits;
      if (next !== null && next.at <= until) {
        this.#time = Math.max(this.#time, next.at);
        this.#waits.wake(next);
        idle = 0;
      } else if (until !== Infinity && (next !== null || idle > 500)) {
        this.#time = until;
        return;
      }
    }
  }
}
