/** What a call to the provider came to: data, or the reason why there is none. Never an exception. */
export type Answer<T> = Fetched<T> | Failed;

/** The provider answered with data of the right outer shape. */
export interface Fetched<T> {
  readonly ok: true;
  readonly data: T;
  /** When the answer had arrived, epoch milliseconds. */
  readonly fetchedAt: number;
}

/** The provider gave no data. */
export interface Failed {
  readonly ok: false;
  readonly kind: FailureKind;
  /** HTTP status, where there was one. */
  readonly status?: number;
  /** What went wrong, in words fit for a log and a page; never holds the key. */
  readonly message: string;
}

/** All kinds of failure, in the order of {@linkcode FailureKind}. */
export const FAILURE_KINDS = [
  "refused",
  "unauthorized",
  "rate_limited",
  "server",
  "timeout",
  "network",
  "malformed",
  "client",
  "cancelled",
] as const;

/**
 * Why there is no data:
 * - `refused`: 403, the plan does not include it: normal operation, remembered and asked again daily
 * - `unauthorized`: 401, and the probe said 401 too: the key is bad
 * - `rate_limited`: 429 to the last try
 * - `server`: 5xx to the last try
 * - `timeout`: no whole answer in time
 * - `network`: no connection, or it broke
 * - `malformed`: 200 with HTML, broken JSON or another outer shape
 * - `client`: another 4xx: our request was wrong
 * - `cancelled`: we stopped waiting (shutdown)
 */
export type FailureKind = (typeof FAILURE_KINDS)[number];
