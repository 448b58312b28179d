/** What the limiter says about one call. */
export interface Verdict {
  readonly allowed: boolean;
  /** Ready for the answer: `X-Ratelimit-Limit`, `-Remaining`, `-Reset`. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Sliding windows of a minute and of a second, as the server sees the calls arrive. */
export class Limits {
  readonly #perMinute: number;
  readonly #perSecond: number;
  readonly #calls: number[] = [];

  constructor(perMinute: number, perSecond: number) {
    this.#perMinute = perMinute;
    this.#perSecond = perSecond;
  }

  /** Counts a call that arrives at `now` (epoch ms), unless a window is full: then it is refused and not counted. */
  admit(now: number): Verdict {
    while ((this.#calls[0] ?? Infinity) <= now - 60_000) this.#calls.shift();
    const inMinute = this.#calls.length;
    const ofSecond = this.#calls.at(-this.#perSecond) ?? -Infinity;
    const minuteFull = inMinute >= this.#perMinute;
    const secondFull = ofSecond > now - 1000;
    const allowed = !minuteFull && !secondFull;
    if (allowed) this.#calls.push(now);
    const oldest = this.#calls[0] ?? now;
    const reset = minuteFull || !secondFull ? oldest + 60_000 : ofSecond + 1000;
    return {
      allowed,
      headers: {
        "x-ratelimit-limit": String(this.#perMinute),
        "x-ratelimit-remaining": allowed ? String(this.#perMinute - this.#calls.length) : "0",
        "x-ratelimit-reset": String(Math.ceil(reset / 1000)),
      },
    };
  }
}
