/**
 * How far a number can be trusted to be today's:
 * - `live`: the exchange said it within the last two minutes
 * - `delayed`: within the last polling interval; that is as fresh as polling gives
 * - `provider_stale`: we asked, and the provider still gives an old number
 * - `we_are_stale`: we have not managed to ask
 * - `market_closed`: the last number of the last session; there is no newer one to have
 * - `never_seen`: there is no number
 */
export type Verdict = "live" | "delayed" | "provider_stale" | "we_are_stale" | "market_closed" | "never_seen";

/** The clocks of a number; epoch milliseconds, `null` where nothing is known. */
export interface Clocks {
  /** When the exchange said it. */
  readonly asOf: number | null;
  /** When we last asked with success. */
  readonly checkedAt: number | null;
}

/** What the exchange is doing, as far as a verdict needs it. */
export interface VerdictMarket {
  readonly isOpen: boolean;
  /** End of the last session, epoch milliseconds; `null` where the exchange never closes. */
  readonly previousClose: number | null;
}

/** Limits of a dataset's ages, milliseconds. */
export interface FreshnessPolicy {
  /** @default 120_000 */
  readonly liveMs?: number;
  /** Polling interval plus the time a run takes. @default 1_200_000 */
  readonly delayedMs?: number;
}

/** Providers stamp a close some seconds to minutes after the bell, and the last trade lies before it. */
const CLOSE_SLACK_MS = 10 * 60_000;

/** Judges a number. The one place that does: pages, API and metrics ask here. */
export function verdictOf(
  { asOf, checkedAt }: Clocks,
  market: VerdictMarket,
  now: number,
  { liveMs = 120_000, delayedMs = 20 * 60_000 }: FreshnessPolicy = {},
): Verdict {
  if (asOf === null) return "never_seen";
  if (market.isOpen || market.previousClose === null) {
    if (now - asOf <= liveMs) return "live";
    if (now - asOf <= delayedMs) return "delayed";
    return checkedAt !== null && now - checkedAt <= delayedMs ? "provider_stale" : "we_are_stale";
  }
  if (asOf >= market.previousClose - CLOSE_SLACK_MS) return "market_closed";
  return checkedAt !== null && checkedAt >= market.previousClose ? "provider_stale" : "we_are_stale";
}

/** Words for a page. */
export const VERDICT_LABELS: Readonly<Record<Verdict, string>> = {
  live: "live",
  delayed: "delayed",
  provider_stale: "provider stale",
  we_are_stale: "we are stale",
  market_closed: "market closed",
  never_seen: "never seen",
};
