/**
 * One limit of the provider, `limit` calls in any `ms`, kept as the *server* may see it.
 *
 * The server counts a call at some instant between our send and its answer, and nobody tells us which. So a
 * call occupies the window from its start until one window length after its answer. Then no sliding
 * window can hold more than `limit` counts: of the calls counted in one window, all others still occupied it
 * when the one that started last was let in.
 */
export class SlidingWindow {
  /** Calls allowed in any window; may be lowered and raised again. */
  limit: number;
  readonly ms: number;
  /** A call's stay after its answer: the window and a thousandth, for clocks that differ a little. */
  readonly #stayMs: number;
  #inFlight = 0;
  /** Times of answers still inside the window, ascending, from `#head` on. */
  #answers: number[] = [];
  #head = 0;

  constructor(limit: number, ms: number) {
    this.limit = limit;
    this.ms = ms;
    this.#stayMs = ms + Math.max(2, ms / 1000);
  }

  /** A call goes out. */
  start(): void {
    this.#inFlight++;
  }

  /** A call was answered, or given up, at `now`; times never go back. */
  answer(now: number): void {
    this.#inFlight--;
    this.#answers.push(now);
  }

  /** A call was never sent. */
  withdraw(): void {
    this.#inFlight--;
  }

  /** How many calls could start at `now`. */
  free(now: number): number {
    this.#expire(now);
    return Math.max(0, this.limit - this.#inFlight - this.#settled());
  }

  /** Milliseconds until a call may start; Infinity when that takes an answer first. */
  waitMs(now: number): number {
    this.#expire(now);
    const over = this.#inFlight + this.#settled() - this.limit;
    if (over < 0) return 0;
    const freed = this.#answers[this.#head + over];
    return freed === undefined ? Infinity : freed + this.#stayMs - now;
  }

  /** Milliseconds until the window is empty, were nothing else to start and every call answered now. */
  emptyMs(now: number): number {
    this.#expire(now);
    if (this.#inFlight > 0) return this.#stayMs;
    const last = this.#answers[this.#answers.length - 1];
    return last === undefined || this.#settled() === 0 ? 0 : last + this.#stayMs - now;
  }

  #settled(): number {
    return this.#answers.length - this.#head;
  }

  #expire(now: number): void {
    for (;;) {
      const oldest = this.#answers[this.#head];
      if (oldest === undefined || oldest + this.#stayMs > now) break;
      this.#head++;
    }
    // Dropped in blocks, so that letting go of one answer costs O(1).
    if (this.#head > 1024) {
      this.#answers = this.#answers.slice(this.#head);
      this.#head = 0;
    }
  }
}
