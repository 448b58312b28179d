import type { Row } from "@/lib/datasets/dataset.ts";
import type { MarketView } from "./market_view.ts";
import { type Verdict, type VerdictMarket, verdictOf } from "./verdict.ts";

/** One line of the watchlist, as pages, API and event stream give it. Prices in the listing's currency. */
export interface QuoteView {
  readonly symbol: string;
  /** Company's name; empty until the profile is known. */
  readonly name: string;
  readonly industry: string;
  /** Last good price, or `null` when none was ever seen. */
  readonly price: number | null;
  readonly change: number | null;
  readonly change_percent: number | null;
  readonly day_open: number | null;
  readonly day_high: number | null;
  readonly day_low: number | null;
  readonly previous_close: number | null;
  /** Millions of the currency. */
  readonly market_cap_millions: number | null;
  /** Where the price comes from: `finnhub:/quote`, or `finnhub:trades` between slots. */
  readonly source: string;
  /** When the exchange said it, ISO 8601 UTC. */
  readonly as_of: string | null;
  /** When it was fetched. */
  readonly fetched_at: string | null;
  /** When we last asked with success; later than `fetched_at` when the answer had not changed. */
  readonly checked_at: string | null;
  readonly verdict: Verdict;
  /** Why the provider's newest word is not believed, so that an older number stands; `null` when it is. */
  readonly doubt: Doubt | null;
  /** Prices of about the last day, oldest first, thinned for a sparkline. */
  readonly spark: readonly number[];
}

/** Why a number is not today's although the provider answers. */
export interface Doubt {
  /** One word: `frozen`, `jump`, `stale` and others; see docs/detector.md. */
  readonly kind: string;
  /** A sentence for people, with the values. */
  readonly reason: string;
  /** When it began, ISO 8601 UTC. */
  readonly since: string;
}

/** A trade heard between slots. */
export interface Trade {
  readonly symbol: string;
  readonly price: number;
  /** Epoch milliseconds, the exchange's. */
  readonly at: number;
}

/** What a view is made of; rows are the last of their key. */
export interface QuoteSources {
  readonly symbol: string;
  readonly quote: Row | undefined;
  readonly profile: Row | undefined;
  readonly spark: readonly number[];
  /** Epoch milliseconds of the last successful asking. */
  readonly checkedAt: number | undefined;
  /** @default null */
  readonly doubt?: Doubt | null;
}

/** Makes one line of the watchlist. */
export function quoteView(
  { symbol, quote, profile, spark, checkedAt, doubt = null }: QuoteSources,
  market: MarketView,
  now: number,
): QuoteView {
  const asOf = textOf(quote, "as_of");
  const view = {
    symbol,
    name: textOf(profile, "name") ?? "",
    industry: textOf(profile, "industry") ?? "",
    price: numberOf(quote, "price"),
    change: numberOf(quote, "change"),
    change_percent: numberOf(quote, "change_percent"),
    day_open: numberOf(quote, "day_open"),
    day_high: numberOf(quote, "day_high"),
    day_low: numberOf(quote, "day_low"),
    previous_close: numberOf(quote, "previous_close"),
    market_cap_millions: numberOf(profile, "market_cap_millions"),
    source: textOf(quote, "source") ?? "",
    as_of: asOf,
    fetched_at: textOf(quote, "fetched_at"),
    checked_at: checkedAt === undefined ? textOf(quote, "fetched_at") : new Date(checkedAt).toISOString(),
    doubt,
    spark,
  };
  return { ...view, verdict: verdictOfView(view, market, now) };
}

/**
 * The verdict on a view at another time: a number grows old on the screen too.
 * @param isConnected whether the page hears from the server
 */
export function verdictOfView(
  view: Pick<QuoteView, "price" | "as_of" | "checked_at" | "doubt">,
  market: MarketView,
  now: number,
  isConnected = true,
): Verdict {
  return verdictOf(
    { asOf: view.price === null ? null : timeOf(view.as_of), checkedAt: timeOf(view.checked_at) },
    verdictMarketOf(market),
    now,
    undefined,
    { isConnected, isDoubted: view.doubt !== null },
  );
}

/** The view with a trade's price, when the trade is newer; change and day range follow. */
export function withTrade(
  view: QuoteView,
  trade: Trade,
  source: string,
  market: MarketView,
  now: number,
): QuoteView {
  const asOf = timeOf(view.as_of);
  if (asOf !== null && trade.at <= asOf) return view;
  const { previous_close } = view;
  const change = previous_close === null ? null : rounded(trade.price - previous_close, 6);
  const at = new Date(trade.at).toISOString();
  const next = {
    ...view,
    price: trade.price,
    change,
    change_percent: change === null || !previous_close ? null : rounded(change / previous_close * 100, 4),
    day_high: view.day_high === null ? null : Math.max(view.day_high, trade.price),
    day_low: view.day_low === null ? null : Math.min(view.day_low, trade.price),
    source,
    as_of: at,
    fetched_at: new Date(now).toISOString(),
    checked_at: new Date(now).toISOString(),
    // Another way than the one that is in doubt.
    doubt: null,
  };
  return { ...next, verdict: verdictOfView(next, market, now) };
}

/** What a verdict needs of the exchange. */
export function verdictMarketOf({ is_open, opened_at, previous_close }: MarketView): VerdictMarket {
  return { isOpen: is_open, openedAt: timeOf(opened_at), previousClose: timeOf(previous_close) };
}

function numberOf(row: Row | undefined, column: string): number | null {
  const cell = row?.[column];
  return typeof cell === "number" ? cell : null;
}

function textOf(row: Row | undefined, column: string): string | null {
  const cell = row?.[column];
  return typeof cell === "string" ? cell : null;
}

function timeOf(text: string | null): number | null {
  return text === null ? null : Date.parse(text);
}

/** A number without what binary fractions add to it. */
function rounded(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}
