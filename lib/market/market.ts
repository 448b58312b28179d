import { newYorkDate, newYorkTime } from "@/lib/exchange/mod.ts";
import type { Dataset, DatasetName, Row } from "@/lib/datasets/dataset.ts";
import { type DatasetFreshness, datasetFreshness, freshnessOf, type FreshnessView } from "./freshness.ts";
import { type History, historyOf, type Interval, type Range } from "./history.ts";
import { type ExchangeCalendar, type MarketView, marketView, type ProviderStatus } from "./market_view.ts";
import {
  type Doubt,
  type QuoteView,
  quoteView,
  type Trade,
  verdictMarketOf,
  withTrade,
} from "./quote_view.ts";
import type { SeriesView } from "@/lib/store/ledger.ts";
import { thin } from "./thin.ts";
import type { Truth } from "./truth_at.ts";

/** Stretch of time a sparkline shows. */
const SPARK_MS = 86_400_000;
/** Values of a sparkline: twice as many as it has pixels to tell apart would be waste. */
const SPARK_POINTS = 48;

/** What the read models are made from. */
export interface MarketOptions {
  /** The watchlist, read anew at every use. */
  readonly symbols: readonly string[];
  readonly ledger: (dataset: DatasetName) => Truth;
  /** When a dataset of a symbol was last asked for with success, epoch milliseconds. */
  readonly checkedAt: (dataset: DatasetName, symbol: string) => number | undefined;
  /** Why a symbol's newest quote is not believed. @default none is in doubt */
  readonly doubtOf?: (symbol: string) => Doubt | null;
  readonly providerStatus: () => ProviderStatus | null;
  readonly calendar: ExchangeCalendar;
  /** Source of prices between slots, for instance `finnhub:trades`. */
  readonly tradesSource: string;
  readonly now: () => number;
}

/**
 * What pages, API and event stream show: a pure function of the files on the volume, the clock and, where
 * trades are heard, the last trade of each symbol.
 */
export class Market {
  readonly #options: MarketOptions;
  readonly #trades = new Map<string, Trade>();
  readonly #sparks = new WeakMap<SeriesView, readonly number[]>();

  constructor(options: MarketOptions) {
    this.#options = options;
  }

  /** The same market as it was at an instant: without trades, without doubts, by the calendar alone. */
  at(past: Pick<MarketOptions, "ledger" | "checkedAt" | "now">): Market {
    return new Market({ ...this.#options, ...past, doubtOf: () => null, providerStatus: () => null });
  }

  get symbols(): readonly string[] {
    return this.#options.symbols;
  }

  /** State of the exchange. */
  exchange(): MarketView {
    const { calendar, providerStatus, now } = this.#options;
    return marketView(calendar, providerStatus(), now());
  }

  /**
   * When the close was that the change of a quote counts from, epoch milliseconds: the last one before the quote's day
   * in New York; that day's beginning where the exchange never closes.
   * @param asOf the quote's time, epoch milliseconds
   */
  moveBegan(asOf: number): number {
    const midnight = newYorkTime(newYorkDate(asOf), 0, 0);
    return this.#options.calendar.previousClose(midnight) ?? midnight;
  }

  /** The watchlist, in its order. */
  quotes(): QuoteView[] {
    const market = this.exchange();
    return this.symbols.map((symbol) => this.#quote(symbol, market));
  }

  /** One symbol's line, whether or not it is on the watchlist. */
  quote(symbol: string): QuoteView {
    return this.#quote(symbol, this.exchange());
  }

  #quote(symbol: string, market: MarketView): QuoteView {
    const { ledger, checkedAt, doubtOf, tradesSource, now } = this.#options;
    const view = quoteView(
      {
        symbol,
        quote: ledger("stock_quotes").latest(symbol),
        profile: ledger("company_profiles").latest(symbol),
        spark: this.#spark(symbol),
        checkedAt: checkedAt("stock_quotes", symbol),
        doubt: doubtOf?.(symbol) ?? null,
      },
      market,
      now(),
    );
    const trade = this.#trades.get(symbol);
    return trade === undefined ? view : withTrade(view, trade, tradesSource, market, now());
  }

  /** The clocks of a dataset of one symbol (empty for a dataset of the market), and the verdict on them. */
  freshness(dataset: Dataset, symbol: string): FreshnessView {
    return this.#freshness(dataset, symbol, this.exchange());
  }

  /** The verdicts on a dataset of the whole watchlist. */
  datasetFreshness(dataset: Dataset): DatasetFreshness {
    const market = this.exchange();
    const symbols = dataset.scope === "market" ? [""] : this.symbols;
    return datasetFreshness(
      symbols.map((symbol) => [symbol, this.#freshness(dataset, symbol, market).verdict]),
    );
  }

  #freshness(dataset: Dataset, symbol: string, market: MarketView): FreshnessView {
    const { ledger, checkedAt, doubtOf, now } = this.#options;
    const isDoubted = dataset.name === "stock_quotes" && (doubtOf?.(symbol) ?? null) !== null;
    const newest = dataset.scope === "market"
      ? newestOf(ledger(dataset.name))
      : ledger(dataset.name).latest(symbol);
    const checked = checkedAt(dataset.name, symbol);
    return freshnessOf(dataset, newest, checked, verdictMarketOf(market), now(), isDoubted);
  }

  /** Takes trades heard between slots; answers the lines they change, without the sparkline, which they do not. */
  hear(trades: readonly Trade[]): Omit<QuoteView, "spark">[] {
    for (const trade of trades) this.#trades.set(trade.symbol, trade);
    return trades.map(({ symbol }) => {
      const { spark: _, ...view } = this.quote(symbol);
      return view;
    });
  }

  /** Whether anything is known of a symbol. */
  knows(symbol: string): boolean {
    return this.symbols.includes(symbol) || this.#options.ledger("stock_quotes").latest(symbol) !== undefined;
  }

  /** Bars for a chart. */
  history(symbol: string, range: Range, interval: Interval, points?: number): History {
    const bars = this.#options.ledger("stock_historical").series(symbol, { interval });
    return historyOf(bars, { symbol, range, interval, points, now: this.#options.now() });
  }

  /** Rows of a dataset that read newest first, by a column of dates or times. */
  newest(dataset: DatasetName, column: string, limit: number, symbol?: string): Row[] {
    return [...this.#options.ledger(dataset).rows(symbol)]
      .sort((a, b) => compareText(b[column], a[column]))
      .slice(0, limit);
  }

  #spark(symbol: string): readonly number[] {
    // The ledger gives the same view until a quote of the symbol arrives.
    const quotes = this.#options.ledger("stock_quotes").series(symbol);
    if (quotes === undefined) return [];
    const known = this.#sparks.get(quotes);
    if (known !== undefined) return known;
    const spark = sparkOf(quotes);
    this.#sparks.set(quotes, spark);
    return spark;
  }
}

/** Prices of the day before the newest quote, oldest first, thinned. */
function sparkOf(quotes: SeriesView): number[] {
  const newest = quotes.time.at(-1) ?? NaN;
  const prices = quotes.between(newest - SPARK_MS, newest).column("price").filter((price) =>
    !Number.isNaN(price)
  );
  return thin(prices, SPARK_POINTS);
}

/** The row of the latest time in a dataset of the market; its rows may name symbols all the same. */
function newestOf(ledger: Truth): Row | undefined {
  let newest: Row | undefined;
  for (const symbol of ["", ...ledger.symbols()]) {
    const row = ledger.latest(symbol);
    if (row !== undefined && (newest === undefined || timeOfRow(row) > timeOfRow(newest))) newest = row;
  }
  return newest;
}

function timeOfRow(row: Row): string {
  return String(row["as_of"] ?? row["fetched_at"] ?? "");
}

function compareText(a: unknown, b: unknown): number {
  const [left, right] = [String(a ?? ""), String(b ?? "")];
  return left < right ? -1 : left > right ? 1 : 0;
}
