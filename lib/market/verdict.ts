import type { Freshness } from "@/lib/datasets/dataset.ts";

/**
 * How far what is shown can be trusted to be today's:
 * - `live`: said within the last minutes; of what has no price's clock: asked for when it was due
 * - `delayed`: as fresh as polling gives, or a little late
 * - `provider_stale`: we asked, and the provider still gives an old number
 * - `we_are_stale`: we have not managed to ask, or the page that shows it does not hear from the server
 * - `in_doubt`: we asked, and what the provider says now is not believed; the last good number stands
 * - `market_closed`: the last number of the last session; there is no newer one to have
 * - `never_seen`: there is nothing
 */
export type Verdict =
  | "live"
  | "delayed"
  | "provider_stale"
  | "we_are_stale"
  | "in_doubt"
  | "market_closed"
  | "never_seen";

/** The clocks of a number; epoch milliseconds, `null` where nothing is known. */
export interface Clocks {
  /** When the exchange, or the provider, said it. */
  readonly asOf: number | null;
  /** When we last asked with success. */
  readonly checkedAt: number | null;
}

/** What the exchange is doing, as far as a verdict needs it. */
export interface VerdictMarket {
  readonly isOpen: boolean;
  /** Beginning of the session in progress, epoch milliseconds. @default unknown */
  readonly openedAt?: number | null;
  /** End of the last session, epoch milliseconds; `null` where the exchange never closes. */
  readonly previousClose: number | null;
}

/** What else a verdict depends on. */
export interface Standing {
  /** Whether the page that shows the number hears from the server. @default true */
  readonly isConnected?: boolean;
  /** Whether the provider's newest word on it is not believed. @default false */
  readonly isDoubted?: boolean;
}

const DAY_MS = 86_400_000;

/** Judges a number, or a dataset of a symbol. The one place that does: pages, API and metrics ask here. */
export function verdictOf(
  clocks: Clocks,
  market: VerdictMarket,
  now: number,
  policy: Freshness = { follows: "exchange" },
  { isConnected = true, isDoubted = false }: Standing = {},
): Verdict {
  if (clocks.asOf === null) return isDoubted ? "in_doubt" : "never_seen";
  // Whatever it was when the server was heard last: there may be a newer one, and nobody here would know.
  if (!isConnected) return "we_are_stale";
  const { follows } = policy;
  const judge = follows === "exchange" ? ofPrice : follows === "session" ? ofSession : ofAnswer;
  const verdict = judge({ asOf: clocks.asOf, checkedAt: clocks.checkedAt }, market, now, policy);
  // Who has not asked for long cannot tell whether the doubt still stands.
  return isDoubted && verdict !== "we_are_stale" ? "in_doubt" : verdict;
}

/** Whether a number with this verdict is shown grey: it is not what it should be by now. */
export function isOld(verdict: Verdict): boolean {
  return verdict === "we_are_stale" || verdict === "in_doubt" || verdict === "provider_stale";
}

type Judge = (
  clocks: { readonly asOf: number; readonly checkedAt: number | null },
  market: VerdictMarket,
  now: number,
  policy: Freshness,
) => Verdict;

/** What moves while the exchange is open. */
const ofPrice: Judge = (
  { asOf, checkedAt },
  { isOpen, openedAt = null, previousClose },
  now,
  { liveMs = 2 * 60_000, delayedMs = 20 * 60_000, slackMs = 10 * 60_000 },
) => {
  const age = now - asOf;
  if (isOpen || previousClose === null) {
    if (age <= liveMs) return "live";
    if (age <= delayedMs) return "delayed";
    // Right after the bell nobody has asked yet: the last close is as fresh as it gets.
    const hasJustOpened = openedAt !== null && now - openedAt <= delayedMs;
    if (hasJustOpened && previousClose !== null && asOf >= previousClose - slackMs) return "delayed";
    return checkedAt !== null && now - checkedAt <= delayedMs ? "provider_stale" : "we_are_stale";
  }
  if (asOf >= previousClose - slackMs) return "market_closed";
  if (age <= delayedMs) return "delayed";
  return checkedAt !== null && checkedAt >= previousClose ? "provider_stale" : "we_are_stale";
};

/** What is made of whole sessions: that of the last one is all there can be. */
const ofSession: Judge = (
  { asOf, checkedAt },
  { isOpen, previousClose },
  now,
  { liveMs = 2 * 60_000, delayedMs = 20 * 60_000, slackMs = DAY_MS },
) => {
  const isRunning = isOpen || previousClose === null;
  const wanted = previousClose ?? now - DAY_MS;
  if (isRunning && now - asOf <= liveMs) return "live";
  if (asOf >= wanted - slackMs) return isRunning ? "delayed" : "market_closed";
  return checkedAt !== null && checkedAt >= wanted && now - checkedAt <= DAY_MS + delayedMs
    ? "provider_stale"
    : "we_are_stale";
};

/** What the provider knows and changes at hours of its own: when it was asked counts. */
const ofAnswer: Judge = (
  { asOf, checkedAt },
  _market,
  now,
  { liveMs = DAY_MS, delayedMs = 2 * DAY_MS, quietMs = Infinity },
) => {
  if (checkedAt === null || now - checkedAt > delayedMs) return "we_are_stale";
  if (now - asOf > quietMs) return "provider_stale";
  return now - checkedAt <= liveMs ? "live" : "delayed";
};

/** Words for a page. */
export const VERDICT_LABELS: Readonly<Record<Verdict, string>> = {
  live: "live",
  delayed: "delayed",
  provider_stale: "provider stale",
  we_are_stale: "we are stale",
  in_doubt: "in doubt",
  market_closed: "market closed",
  never_seen: "never seen",
};

/** From what is most wrong to what is least. */
const BY_CONCERN: readonly Verdict[] = [
  "we_are_stale",
  "in_doubt",
  "provider_stale",
  "delayed",
  "live",
  "market_closed",
  "never_seen",
];

/** How many have each verdict; every verdict is in it. */
export function countVerdicts(verdicts: readonly Verdict[]): Record<Verdict, number> {
  const counts: Record<Verdict, number> = {
    live: 0,
    delayed: 0,
    provider_stale: 0,
    we_are_stale: 0,
    in_doubt: 0,
    market_closed: 0,
    never_seen: 0,
  };
  for (const verdict of verdicts) counts[verdict]++;
  return counts;
}

/**
 * The verdict on several together: the most worrying that one of them has. What never had anything (a company that pays
 * no dividends) worries only where all are like that.
 */
export function worstVerdict(verdicts: readonly Verdict[]): Verdict {
  return BY_CONCERN.find((verdict) => verdicts.includes(verdict)) ?? "never_seen";
}
