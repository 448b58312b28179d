import type { AnnouncedLimit } from "./limit_headers.ts";

/**
 * The budget as the server announces it. Another program may spend the same key's calls, so what the
 * answers say counts beside what we counted ourselves.
 *
 * Within one window of the server, `Remaining` only falls: every call whose answer announced it is part of the lowest
 * value seen. What still has to come off it is calls in flight and those answered without a word about it.
 */
export class AnnouncedBudget {
  readonly #windowMs: number;
  #resetId = -1;
  #resetAt = -Infinity;
  #remaining = Infinity;

  constructor(windowMs: number) {
    this.#windowMs = windowMs;
  }

  /** Takes in what an answer said; answers may come out of order. `now` in the limiter's milliseconds. */
  observe(said: AnnouncedLimit, now: number): void {
    if (said.remaining === null) return this.unannounced(now);
    const active = now < this.#resetAt;
    const resetId = said.resetId ?? this.#resetId;
    if (active && resetId < this.#resetId) return;
    if (active && resetId === this.#resetId) {
      this.#remaining = Math.min(this.#remaining, said.remaining);
      return;
    }
    this.#resetId = resetId;
    this.#remaining = said.remaining;
    // A reset further away than a window is a clock gone wrong, on one side or the other.
    this.#resetAt = now + Math.min(said.resetInMs ?? this.#windowMs, this.#windowMs);
  }

  /**
   * A call ended without its answer saying what remains (some endpoints and errors do not): the server has counted it.
   * Where a value seen holds it already, it now counts twice until the reset: one call too few rather than one too many.
   */
  unannounced(now: number): void {
    if (now < this.#resetAt) this.#remaining--;
  }

  /** How many calls could start at `now`, as far as announced; Infinity when nothing is. */
  free(now: number, inFlight: number): number {
    return now < this.#resetAt ? Math.max(0, this.#remaining - inFlight) : Infinity;
  }

  /** Milliseconds until a call may start: 0, or the time to the reset (an answer may shorten it). */
  waitMs(now: number, inFlight: number): number {
    return this.free(now, inFlight) > 0 ? 0 : this.#resetAt - now;
  }

  /** Milliseconds until the announced window is over; 0 when none is. */
  resetMs(now: number): number {
    return Math.max(0, this.#resetAt - now);
  }
}
