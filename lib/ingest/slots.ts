import { Cron } from "croner";

/** Slots looked up together. */
const AT_ONCE = 16;

/** The instants at which a scheduled run is due, from a five-part cron expression in UTC. */
export class Slots {
  readonly #cron: Cron;

  /** @throws {TypeError} when the expression is not a five-part cron expression */
  constructor(expression: string) {
    this.#cron = new Cron(expression, { mode: "5-part", timezone: "UTC", paused: true });
  }

  /** Latest slot at or before `now`, epoch milliseconds. */
  previous(now: number): number {
    // previousRuns() excludes its reference instant; a slot is due in its own first millisecond.
    const [slot] = this.#cron.previousRuns(1, new Date(now + 1));
    if (slot === undefined) throw new RangeError(`Cannot find a slot before ${new Date(now).toISOString()}`);
    return slot.getTime();
  }

  /** Earliest slot after `now`, epoch milliseconds. */
  next(now: number): number {
    const slot = this.#cron.nextRun(new Date(now));
    if (slot === null) throw new RangeError(`Cannot find a slot after ${new Date(now).toISOString()}`);
    return slot.getTime();
  }

  /** Slots after `from` and before `to`, oldest first, at most the newest `limit` of them. */
  between(from: number, to: number, limit: number): number[] {
    const found: number[] = [];
    for (let end = to; found.length < limit;) {
      // Excludes its reference instant. Each costs some 40 µs, and mostly there is none.
      const slots = this.#cron.previousRuns(Math.min(limit - found.length, AT_ONCE), new Date(end))
        .map((slot) => slot.getTime()).filter((slot) => slot > from);
      found.push(...slots);
      const oldest = slots.at(-1);
      if (slots.length < AT_ONCE || oldest === undefined) break;
      end = oldest;
    }
    return found.reverse();
  }
}
