import type { DatasetName, Row } from "@/lib/datasets/dataset.ts";
import { headlineScorer } from "@/lib/datasets/social_sentiment.ts";
import { newYorkDate } from "@/lib/exchange/mod.ts";
import { splitsOf } from "@/lib/market/chart_events.ts";
import { type FinancialView, financialView, type Frequency } from "@/lib/market/financial_summary.ts";
import { formatPrice } from "@/lib/market/format.ts";
import { type NewsItem, newsOf } from "@/lib/market/news.ts";
import { textIn } from "@/lib/market/stock/cells.ts";
import { type DividendView, dividendView } from "@/lib/market/stock/dividends.ts";
import { type EarningsView, earningsView } from "@/lib/market/stock/earnings.ts";
import { type InsiderView, insiderView } from "@/lib/market/stock/insiders.ts";
import { type RecommendationView, recommendationView } from "@/lib/market/stock/recommendations.ts";
import { type SentimentView, sentimentView } from "@/lib/market/stock/sentiment.ts";
import { type Reason, reasonsOf, whyQuestion } from "@/lib/market/stock/why.ts";
import { type KeyFigure, keyFigures } from "./key_figures.ts";
import type { Known } from "./services.ts";
import { type StockReturn, stockReturns } from "./stock_returns.ts";

/** A headline with our score of its words, -1 to 1. */
export interface ScoredNews extends NewsItem {
  readonly score: number;
}

/** What the panels below a stock's chart show, and the line near its quote. */
export interface StockPanels {
  /** `YYYY-MM-DD` in New York. */
  readonly today: string;
  readonly profile: Row | undefined;
  readonly figures: readonly KeyFigure[];
  readonly returns: readonly StockReturn[];
  readonly financials: FinancialView;
  readonly earnings: EarningsView;
  readonly recommendations: RecommendationView;
  readonly insiders: InsiderView;
  readonly sentiment: SentimentView;
  readonly dividends: DividendView;
  /** Newest first. */
  readonly news: readonly ScoredNews[];
  readonly why: {
    readonly question: string;
    readonly reasons: readonly Reason[];
    readonly asOf: string | null;
  };
  /** Currency of estimates and results per share. */
  readonly currency: string;
}

const NEWS_SHOWN = 12;

/** Gathers it from what is known now, or was then. */
export function stockPanels(known: Known, symbol: string, frequency: Frequency): StockPanels {
  const { market, store, now } = known;
  const rows = (name: DatasetName) => store.ledger(name).rows(symbol);
  const today = newYorkDate(now());
  const profile = store.ledger("company_profiles").latest(symbol);
  const quote = market.quote(symbol);
  const score = headlineScorer();
  const until = quote.as_of === null ? now() : Date.parse(quote.as_of);
  const since = market.moveBegan(until);
  const headlines = newsOf(
    market.newest("company_news", "published_at", Infinity, symbol)
      .filter((row, i) => i < NEWS_SHOWN || Date.parse(String(row["published_at"])) > since),
  );
  const scored = (item: NewsItem) => ({ ...item, score: score(item.headline, quote.name) });
  const earnings = earningsView(rows("earnings"), today);
  const dividends = dividendView(rows("dividends"));
  const currency = textIn(profile, "estimate_currency") || textIn(profile, "currency");
  const reasons = reasonsOf({
    quote,
    others: market.quotes(),
    news: headlines.flatMap((item) =>
      item.published_at !== null && Date.parse(item.published_at) > since
        ? [{ ...scored(item), published_at: item.published_at }]
        : []
    ),
    earnings,
    currency,
    events: eventsAround(known, symbol, dividends),
    since,
    until,
    now: now(),
    today,
  });
  return {
    today,
    profile,
    figures: keyFigures(known, symbol),
    returns: stockReturns(known, symbol),
    financials: financialView(rows("financials"), frequency),
    earnings,
    recommendations: recommendationView(rows("analyst_recommendations")),
    insiders: insiderView(rows("insider_transactions"), today),
    sentiment: sentimentView(rows("social_sentiment"), today),
    dividends,
    news: headlines.slice(0, NEWS_SHOWN).map(scored),
    why: { question: whyQuestion(quote), reasons, asOf: quote.as_of },
    currency,
  };
}

/** Splits as the bars of the last month show them, and dividends, newest first. */
function eventsAround({ market }: Known, symbol: string, { kind, bars }: DividendView) {
  const splits = splitsOf(market.history(symbol, "1M", "1d")).map(({ date, text }) => ({ date, text }));
  const paid = kind !== "payments"
    ? []
    : bars.map(({ date, amount }) => ({ date, text: `Ex-dividend, ${formatPrice(amount)} a share` }));
  return [...splits, ...paid].sort((a, b) => a.date < b.date ? 1 : -1);
}
