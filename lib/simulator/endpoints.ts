import { candlesBetween, isResolution } from "./candles.ts";
import { peersOf, search } from "./directory.ts";
import { dividendsOf } from "./dividends.ts";
import { earningsCalendar, earningsOf } from "./earnings.ts";
import { financialsReported } from "./financials.ts";
import { insiderSentiment, insiderTransactions } from "./insiders.ts";
import { ipoCalendar } from "./ipos.ts";
import { marketHolidays, marketStatus } from "./market.ts";
import { metricsOf } from "./metrics.ts";
import { companyNews, marketNews } from "./news.ts";
import { recommendationsOf, socialSentiment } from "./opinions.ts";
import { profileOf } from "./profile.ts";
import { quoteAt } from "./quote.ts";
import { type Span, spanOf, type World } from "./world.ts";

/** One path of the API. */
export interface Endpoint {
  /** Refused to a free key. */
  readonly premium?: boolean;
  /** Parameters without which the answer is 422. */
  readonly needs: readonly string[];
  /** Answers without rate-limit headers, as some of Finnhub's do. */
  readonly withoutLimitHeaders?: boolean;
  answer(world: World, params: URLSearchParams): unknown;
}

const DAY_MS = 86_400_000;
const MONTH_MS = 31 * DAY_MS;

function yearOf(world: World, params: URLSearchParams): Span {
  return spanOf(params, world.now - 366 * DAY_MS, world.now);
}

function symbolOf(params: URLSearchParams): string {
  return params.get("symbol") ?? "";
}

/** Every path that the simulator answers, below `/api/v1`; `/stock/symbol` redirects and is the server's own. */
export const ENDPOINTS: Readonly<Record<string, Endpoint>> = {
  "/quote": {
    needs: ["symbol"],
    answer: (world, params) => quoteAt(symbolOf(params), world.now, world),
  },
  "/stock/candle": {
    premium: true,
    needs: ["symbol", "resolution", "from", "to"],
    answer: candle,
  },
  "/stock/profile2": {
    needs: ["symbol"],
    answer: (world, params) => profileOf(world, symbolOf(params)),
  },
  "/company-news": {
    needs: ["symbol", "from", "to"],
    answer: (world, params) => {
      const span = spanOf(params, world.now - 7 * DAY_MS, world.now);
      // A free key reads one year back.
      const from = world.plan === "free" ? Math.max(span.from, world.now - 366 * DAY_MS) : span.from;
      return companyNews(world, symbolOf(params), { from, to: span.to });
    },
  },
  "/news": {
    needs: ["category"],
    answer: (world, params) =>
      params.get("category") === "general" ? marketNews(world, Number(params.get("minId") ?? 0) || 0) : [],
  },
  "/stock/earnings": {
    needs: ["symbol"],
    answer: (world, params) => earningsOf(world, symbolOf(params), Number(params.get("limit")) || 40),
  },
  "/calendar/earnings": {
    needs: [],
    answer: (world, params) =>
      earningsCalendar(
        world,
        symbolOf(params),
        spanOf(params, world.now - MONTH_MS, world.now + 3 * MONTH_MS),
      ),
  },
  "/stock/financials-reported": {
    needs: ["symbol"],
    answer: (world, params) =>
      financialsReported(
        world,
        symbolOf(params),
        params.get("freq") === "quarterly" ? "quarterly" : "annual",
        spanOf(params, 0, world.now),
      ),
  },
  "/stock/metric": {
    needs: ["symbol", "metric"],
    answer: (world, params) => metricsOf(world, symbolOf(params)),
  },
  "/stock/insider-transactions": {
    needs: ["symbol"],
    answer: (world, params) => insiderTransactions(world, symbolOf(params), yearOf(world, params)),
  },
  "/stock/insider-sentiment": {
    needs: ["symbol", "from", "to"],
    answer: (world, params) => insiderSentiment(world, symbolOf(params), yearOf(world, params)),
  },
  "/stock/recommendation": {
    needs: ["symbol"],
    answer: (world, params) => recommendationsOf(world, symbolOf(params)),
  },
  "/stock/social-sentiment": {
    premium: true,
    needs: ["symbol"],
    answer: (world, params) =>
      socialSentiment(world, symbolOf(params), spanOf(params, world.now - 7 * DAY_MS, world.now)),
  },
  "/stock/dividend": {
    premium: true,
    needs: ["symbol", "from", "to"],
    answer: (world, params) => dividendsOf(world, symbolOf(params), yearOf(world, params)),
  },
  "/calendar/ipo": {
    needs: ["from", "to"],
    answer: (world, params) => ipoCalendar(world, spanOf(params, world.now - MONTH_MS, world.now)),
  },
  "/stock/market-status": { needs: ["exchange"], answer: marketStatus },
  "/stock/market-holiday": { needs: ["exchange"], withoutLimitHeaders: true, answer: marketHolidays },
  "/stock/peers": { needs: ["symbol"], answer: (_, params) => peersOf(symbolOf(params)) },
  "/search": {
    needs: ["q"],
    withoutLimitHeaders: true,
    answer: (_, params) => search(params.get("q") ?? ""),
  },
};

function candle(world: World, params: URLSearchParams): unknown {
  const resolution = params.get("resolution") ?? "";
  const from = Number(params.get("from")) * 1000, to = Math.min(Number(params.get("to")) * 1000, world.now);
  if (!isResolution(resolution) || !(from <= to)) return { s: "no_data" };
  // At most a month of intraday bars a call; of days as many as there are.
  const start = resolution === "D" ? Math.max(from, Date.UTC(1990, 0)) : Math.max(from, to - MONTH_MS);
  return candlesBetween(symbolOf(params), resolution, start, to, { ...world, asOf: world.now });
}
