/** What is known of the key. */
export type KeyVerdict = "good" | "bad" | "unknown";

/** How long a bad key stays bad unasked: long enough for a run to end soon, short enough for a mended one. */
const BAD_MS = 60_000;

/**
 * How long a good key stays good unasked. Short: a key revoked right after would have its refusals taken for
 * the plan's.
 */
const GOOD_MS = 60_000;

/**
 * The 401 rule. Finnhub says 401 for a bad key and for some endpoints a plan lacks; the key is bad only
 * when an endpoint that every plan has says 401 too. However many calls want to know, one question is asked.
 */
export class KeyCheck {
  readonly #now: () => number;
  readonly #ask: () => Promise<KeyVerdict>;
  #verdict: KeyVerdict = "unknown";
  #since = -Infinity;
  #asking: Promise<KeyVerdict> | null = null;

  /** @param ask asks an endpoint that every plan has; never rejects */
  constructor(now: () => number, ask: () => Promise<KeyVerdict>) {
    this.#now = now;
    this.#ask = ask;
  }

  /** What is remembered, without a call. */
  known(): KeyVerdict {
    const age = this.#now() - this.#since;
    // A negative age is a clock set back: forget rather than believe for ever.
    return age >= 0 && age < (this.#verdict === "bad" ? BAD_MS : GOOD_MS) ? this.#verdict : "unknown";
  }

  /** What is remembered, or else what the provider says now. */
  verdict(): Promise<KeyVerdict> {
    const known = this.known();
    if (known !== "unknown") return Promise.resolve(known);
    this.#asking ??= this.#ask().then((verdict) => this.learn(verdict)).finally(() => this.#asking = null);
    return this.#asking;
  }

  /** Remembers what an answer told. */
  learn(verdict: KeyVerdict): KeyVerdict {
    this.#verdict = verdict;
    this.#since = this.#now();
    return verdict;
  }
}
