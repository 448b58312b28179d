import type { Answer } from "@/lib/finnhub/answer.ts";
import type { Finnhub } from "@/lib/finnhub/finnhub.ts";

/** One question to one endpoint. */
export interface Probe {
  readonly endpoint: string;
  /** @param now epoch milliseconds */
  ask(finnhub: Finnhub, now: number): Promise<Answer<unknown>>;
}

/** A US symbol that every plan covers. */
const SYMBOL = "AAPL";
const DAY_MS = 86_400_000;

/** A question to each endpoint that a dataset asks, as small as the endpoint allows. A test compares with the datasets. */
export const PROBES: readonly Probe[] = [
  { endpoint: "/quote", ask: (finnhub) => finnhub.quote(SYMBOL) },
  {
    endpoint: "/stock/candle",
    ask: (finnhub, now) => finnhub.candles(SYMBOL, "D", now - 7 * DAY_MS, now),
  },
  { endpoint: "/stock/profile2", ask: (finnhub) => finnhub.profile(SYMBOL) },
  {
    endpoint: "/company-news",
    ask: (finnhub, now) => finnhub.companyNews(SYMBOL, day(now, -1), day(now, 0)),
  },
  { endpoint: "/news", ask: (finnhub) => finnhub.marketNews("general") },
  { endpoint: "/stock/earnings", ask: (finnhub) => finnhub.earnings(SYMBOL) },
  {
    endpoint: "/calendar/earnings",
    ask: (finnhub, now) => finnhub.earningsCalendar(SYMBOL, day(now, -30), day(now, 30)),
  },
  {
    endpoint: "/stock/financials-reported",
    ask: (finnhub, now) => finnhub.financialsReported(SYMBOL, "annual", day(now, -400)),
  },
  { endpoint: "/stock/metric", ask: (finnhub) => finnhub.metrics(SYMBOL) },
  {
    endpoint: "/stock/insider-transactions",
    ask: (finnhub, now) => finnhub.insiderTransactions(SYMBOL, day(now, -30), day(now, 0)),
  },
  { endpoint: "/stock/recommendation", ask: (finnhub) => finnhub.recommendations(SYMBOL) },
  {
    endpoint: "/stock/social-sentiment",
    ask: (finnhub, now) => finnhub.socialSentiment(SYMBOL, day(now, -7), day(now, 0)),
  },
  {
    endpoint: "/stock/dividend",
    ask: (finnhub, now) => finnhub.dividends(SYMBOL, day(now, -366), day(now, 0)),
  },
  { endpoint: "/calendar/ipo", ask: (finnhub, now) => finnhub.ipoCalendar(day(now, -7), day(now, 7)) },
];

/** The date some days from now, `YYYY-MM-DD` UTC. */
function day(now: number, days: number): string {
  return new Date(now + days * DAY_MS).toISOString().slice(0, 10);
}
