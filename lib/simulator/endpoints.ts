import { candlesBetween, isResolution } from "./candles.ts";
import { peersOf, search } from "./directory.ts";
import { marketHolidays, marketStatus } from "./market.ts";
import { companyNews, marketNews } from "./news.ts";
import { profileOf } from "./profile.ts";
import { quoteAt } from "./quote.ts";
import { spanOf, type World } from "./world.ts";

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
