import type { Answer, FailureKind } from "./answer.ts";

/** What one endpoint was asked and said since the client was made. */
export interface EndpointStats {
  /** Path, for instance `/quote`. */
  readonly endpoint: string;
  /** HTTP requests sent. */
  readonly calls: number;
  /** Those of them that repeated a failed one. */
  readonly retries: number;
  /** Requests that were answered 429. */
  readonly throttled: number;
  /** Answers that held data. */
  readonly ok: number;
  /** Refused by the plan, asked or known from before. */
  readonly refused: number;
  /** Failed for any other reason. */
  readonly errors: number;
  /** When the last answer came, epoch milliseconds; `null` before the first. */
  readonly lastAt: number | null;
  /** What it came to. */
  readonly lastResult: "ok" | FailureKind | null;
  /** What was last said to be wrong, and when, epoch milliseconds; empty where nothing ever was. */
  readonly lastMessage: string;
  readonly lastMessageAt: number | null;
}

type Counts = { -readonly [Name in keyof EndpointStats]: EndpointStats[Name] };

/** Counts by endpoint. What a shutdown cut off counts for nothing: nobody answered. */
export class EndpointLog {
  readonly #counts = new Map<string, Counts>();

  /** A request goes out. */
  sent(endpoint: string, isRetry: boolean): void {
    const counts = this.#of(endpoint);
    counts.calls++;
    if (isRetry) counts.retries++;
  }

  /** A request was answered 429. */
  throttled(endpoint: string): void {
    this.#of(endpoint).throttled++;
  }

  /** A call came to its end. @param at epoch milliseconds */
  answered(endpoint: string, answer: Answer<unknown>, at: number): void {
    if (!answer.ok && answer.kind === "cancelled") return;
    const counts = this.#of(endpoint);
    counts.lastAt = at;
    counts.lastResult = answer.ok ? "ok" : answer.kind;
    if (answer.ok) {
      counts.ok++;
      return;
    }
    if (answer.kind === "refused") counts.refused++;
    else counts.errors++;
    counts.lastMessage = answer.message;
    counts.lastMessageAt = at;
  }

  /** All that were asked, by path. */
  all(): readonly EndpointStats[] {
    return this.#counts.values().map((counts) => ({ ...counts })).toArray()
      .sort((a, b) => a.endpoint < b.endpoint ? -1 : 1);
  }

  #of(endpoint: string): Counts {
    const known = this.#counts.get(endpoint);
    if (known !== undefined) return known;
    const counts: Counts = {
      endpoint,
      calls: 0,
      retries: 0,
      throttled: 0,
      ok: 0,
      refused: 0,
      errors: 0,
      lastAt: null,
      lastResult: null,
      lastMessage: "",
      lastMessageAt: null,
    };
    this.#counts.set(endpoint, counts);
    return counts;
  }
}
