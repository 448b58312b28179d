import { setImmediate } from "node:timers/promises";

/** Longest stretch of work that keeps requests waiting, milliseconds. */
const TURN_MS = 8;

/** Lets requests and timers have their turn within long work: `await` it between the pieces. */
export class Breath {
  #since = performance.now();

  /** Whether it is time to. */
  get isDue(): boolean {
    return performance.now() - this.#since > TURN_MS;
  }

  /** Lets others have their turn, when it is time to. */
  async take(): Promise<void> {
    if (!this.isDue) return;
    await setImmediate();
    this.#since = performance.now();
  }
}
