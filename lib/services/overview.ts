import type { Row } from "@/lib/datasets/dataset.ts";
import { newYorkDate } from "@/lib/exchange/mod.ts";
import { type DayIndex, dayIndexOf } from "@/lib/market/day_index.ts";
import { type DailyBars, type Levels, levelsOf, type Stated } from "@/lib/market/levels.ts";
import { type MarketMap, marketMapOf } from "@/lib/market/market_map.ts";
import type { NewsItem } from "@/lib/market/news.ts";
import { newsRiver } from "@/lib/market/news_river.ts";
import type { Known } from "./services.ts";

/** What the market page shows beside the quotes: it changes with a run, not with a trade. */
export interface Overview {
  /** Of the watchlist's symbols, in its order. */
  readonly levels: readonly Levels[];
  readonly day: DayIndex;
  readonly map: MarketMap;
  readonly news: readonly NewsItem[];
  /** When news of the market was last asked for with success, ISO 8601 UTC. */
  readonly news_checked_at: string | null;
}

/** Points of the day's curves: twice as many as they have pixels to tell apart would be waste. */
const DAY_POINTS = 60;
const NEWS_SHOWN = 12;

/** Gathers it from what is known now, or was then. */
export function overviewOf(known: Known): Overview {
  const { market, store } = known;
  const quotes = market.quotes();
  const samples = store.ledger("stock_quotes");
  const news = store.datasets.find(({ name }) => name === "market_news");
  return {
    levels: quotes.map(({ symbol }) => levelsFor(known, symbol)),
    day: dayIndexOf(
      quotes.flatMap(({ symbol, market_cap_millions }) => {
        const series = samples.series(symbol);
        // A day's quotes, one a minute at most: the columns of years are not copied for them.
        const recent = series?.slice(Math.max(0, series.length - 1440), series.length);
        return recent === undefined ? [] : [{
          samples: {
            time: recent.time,
            price: recent.column("price"),
            previousClose: recent.column("previous_close"),
          },
          weight: market_cap_millions,
        }];
      }),
      DAY_POINTS,
    ),
    map: marketMapOf(quotes),
    news: newsRiver(
      store.ledger("company_news").rows().filter(({ symbol }) => market.symbols.includes(String(symbol))),
      store.ledger("market_news").rows(),
      NEWS_SHOWN,
    ),
    news_checked_at: news === undefined ? null : market.freshness(news, "").checked_at,
  };
}

/** What a symbol's price is held against. */
export function levelsFor(known: Known, symbol: string): Levels {
  return levelsOf(symbol, barsOf(known, symbol), statedOf(known, symbol), dayOf(known));
}

/** Midnight UTC of the date in New York, epoch milliseconds. */
export function dayOf({ now }: Known): number {
  return Date.parse(`${newYorkDate(now())}T00:00:00Z`);
}

/** Daily bars of a year and some days, adjusted for splits where the source adjusts. */
export function barsOf({ store, now }: Known, symbol: string): DailyBars | null {
  const series = store.ledger("stock_historical").series(symbol, { interval: "1d" });
  if (series === undefined) return null;
  const year = series.between(now() - 400 * 86_400_000, Infinity);
  const column = (name: "high" | "low" | "close") => {
    const [plain, adjusted] = [year.column(name), year.column(`adjusted_${name}`)];
    return plain.map((price, i) => (adjusted[i] ?? NaN) > 0 ? adjusted[i] ?? NaN : price);
  };
  return {
    time: year.time,
    high: column("high"),
    low: column("low"),
    close: column("close"),
    volume: year.column("volume"),
  };
}

function statedOf({ store }: Known, symbol: string): Stated {
  const metrics = currentMetrics(store.ledger("company_metrics").rows(symbol));
  const averages = store.ledger("technical_indicators").latest(symbol);
  const average = (name: string) => {
    const cell = averages?.[name];
    return typeof cell === "number" ? cell : null;
  };
  return {
    year_high: metrics.get("52WeekHigh") ?? null,
    year_low: metrics.get("52WeekLow") ?? null,
    average_volume_millions: metrics.get("10DayAverageTradingVolume") ?? null,
    sma_50: average("sma_50"),
    sma_200: average("sma_200"),
  };
}

const WANTED = new Set(["52WeekHigh", "52WeekLow", "10DayAverageTradingVolume"]);

/** Known by the array of rows: a ledger gives the same one until a row of the symbol changes. */
const found = new WeakMap<readonly Row[], ReadonlyMap<string, number>>();

function currentMetrics(rows: readonly Row[]): ReadonlyMap<string, number> {
  const known = found.get(rows);
  if (known !== undefined) return known;
  const metrics = new Map(
    rows.flatMap(({ metric, period, value }): [string, number][] =>
      period === "current" && typeof metric === "string" && WANTED.has(metric) && typeof value === "number"
        ? [[metric, value]]
        : []
    ),
  );
  found.set(rows, metrics);
  return metrics;
}
