/** A quote as the detector looks at it. Prices in the listing's currency; `null` where the provider said nothing. */
export interface Quote {
  readonly symbol: string;
  readonly price: number;
  /** Highest price of the day so far. */
  readonly high: number | null;
  readonly low: number | null;
  /** First price of the day. */
  readonly open: number | null;
  /** Close of the session before, as the provider has it. */
  readonly previousClose: number | null;
  /** When the exchange said it, epoch milliseconds. */
  readonly at: number;
  /** When it was fetched, epoch milliseconds. */
  readonly fetchedAt: number;
}

/**
 * What is wrong with a quote that came with 200:
 * - `unusable`: zeros, negative prices, no price, no time, a time in the future
 * - `backwards`: older than a quote that is known
 * - `no_range`: the day's low above its high
 * - `outside_range`: the price outside the day's own range
 * - `stale`: the exchange is open, and the quote's own time stands still
 * - `frozen`: the exchange is open, the quote's time goes on, its price stands still while others move
 * - `narrower_range`: the day's range was wider earlier the same day
 * - `previous_close`: not the close that was seen, nor that close after a split or dividend
 * - `jump`: too far in one step for this symbol and this market
 */
export type DoubtKind =
  | "unusable"
  | "backwards"
  | "no_range"
  | "outside_range"
  | "stale"
  | "frozen"
  | "narrower_range"
  | "previous_close"
  | "jump";

/** Why a quote is not believed. */
export interface Doubt {
  readonly kind: DoubtKind;
  /** For people: sentence case, with the values. */
  readonly reason: string;
}

/**
 * Doubts that the same story told several times in a row lays: what is improbable happens. The others cannot be
 * true as they stand, however often they are told.
 */
export const CONFIRMABLE: ReadonlySet<DoubtKind> = new Set(["narrower_range", "previous_close", "jump"]);
