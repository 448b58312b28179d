/** What an answer's headers say about the key's budget; null where they say nothing usable. */
export interface AnnouncedLimit {
  /** Calls a minute, `X-Ratelimit-Limit`. */
  readonly limit: number | null;
  /** Calls left until the reset, `X-Ratelimit-Remaining`. */
  readonly remaining: number | null;
  /** `X-Ratelimit-Reset` as sent, epoch seconds: names the server's window. */
  readonly resetId: number | null;
  /** Milliseconds from the answer to that reset, by the best clock known; negative when it is past. */
  readonly resetInMs: number | null;
  /** `Retry-After` in milliseconds, from seconds or an HTTP date. */
  readonly retryAfterMs: number | null;
}

/** The two clocks are taken to agree within this; a `Date` header has whole seconds only. */
const CLOCK_TOLERANCE_MS = 2_000;

/**
 * Reads the rate-limit headers. A clock that differs from the server's is corrected by the answer's `Date`.
 *
 * @param now epoch milliseconds by our clock
 */
export function readLimitHeaders(headers: Headers, now: number): AnnouncedLimit {
  const date = Date.parse(headers.get("date") ?? "");
  const serverNow = Number.isNaN(date) || Math.abs(date - now) < CLOCK_TOLERANCE_MS ? now : date;
  const resetId = whole(headers.get("x-ratelimit-reset"));
  const limit = whole(headers.get("x-ratelimit-limit"));
  return {
    limit: limit === 0 ? null : limit,
    remaining: whole(headers.get("x-ratelimit-remaining")),
    resetId,
    resetInMs: resetId === null ? null : resetId * 1000 - serverNow,
    retryAfterMs: retryAfter(headers.get("retry-after"), serverNow),
  };
}

function retryAfter(text: string | null, serverNow: number): number | null {
  const seconds = whole(text);
  if (seconds !== null) return seconds * 1000;
  const date = Date.parse(text ?? "");
  return Number.isNaN(date) ? null : date - serverNow;
}

/** A non-negative whole number, or null: Number() alone would read "" as 0. */
function whole(text: string | null): number | null {
  return text !== null && /^\d{1,15}$/.test(text.trim()) ? Number(text) : null;
}
