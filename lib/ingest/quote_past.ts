import type { Row } from "@/lib/datasets/dataset.ts";
import { newestInOrder } from "@/lib/datasets/in_order.ts";
import { type Past, pastOf, type Quote, type TradingDays } from "@/lib/detector/mod.ts";
import type { SeriesView } from "@/lib/store/ledger.ts";
import type { Store } from "@/lib/store/store.ts";

/** Quotes looked back at: two months of quarter-hours twice over. */
const MOST_QUOTES = 3000;
/** Daily bars looked back at where quotes do not reach back. */
const MOST_BARS = 41;

/** A row of `stock_quotes` as the detector looks at it; `null` where it lacks what a quote needs. */
export function quoteOf({ symbol, price, as_of, fetched_at, ...cells }: Row): Quote | null {
  if (typeof price !== "number" || typeof as_of !== "string" || typeof fetched_at !== "string") return null;
  const priceOf = (cell: Row[string] | undefined) => typeof cell === "number" && cell > 0 ? cell : null;
  return {
    symbol: String(symbol),
    price,
    high: priceOf(cells.day_high),
    low: priceOf(cells.day_low),
    open: priceOf(cells.day_open),
    previousClose: priceOf(cells.previous_close),
    at: Date.parse(as_of),
    fetchedAt: Date.parse(fetched_at),
  };
}

/** What the volume knows of a symbol. */
export function pastOn(store: Store, symbol: string, days: TradingDays): Past {
  const ledger = store.ledger("stock_quotes");
  const series = ledger.series(symbol);
  const quotes = series === undefined
    ? newestRows(newestInOrder(ledger.rows(symbol), MOST_QUOTES))
    : newestOf(series.slice(Math.max(0, series.length - MOST_QUOTES), series.length), symbol);
  return pastOf(quotes, days, () => dailyCloses(store, symbol));
}

function* newestOf(series: SeriesView, symbol: string): Generator<Quote> {
  const { time } = series;
  const [price, high, low, open, previousClose] = [
    "price",
    "day_high",
    "day_low",
    "day_open",
    "previous_close",
  ].map((name) => series.column(name));
  // An empty cell is no number, and so not above 0.
  const at = (column: Float64Array | undefined, index: number) => {
    const value = column?.[index] ?? NaN;
    return value > 0 ? value : null;
  };
  for (let index = series.length - 1; index >= 0; index--) {
    const last = at(price, index);
    if (last === null) continue;
    yield {
      symbol,
      price: last,
      high: at(high, index),
      low: at(low, index),
      open: at(open, index),
      previousClose: at(previousClose, index),
      at: time[index] ?? NaN,
      fetchedAt: series.fetchedAt(index),
    };
  }
}

function* newestRows(rows: readonly Row[]): Generator<Quote> {
  for (let index = rows.length - 1; index >= 0; index--) {
    const row = rows[index];
    const quote = row === undefined ? null : quoteOf(row);
    if (quote !== null && quote.price > 0) yield quote;
  }
}

/** Closes of the newest daily bars, oldest first. */
function dailyCloses(store: Store, symbol: string): number[] {
  if (!store.datasets.some(({ name }) => name === "stock_historical")) return [];
  const bars = store.ledger("stock_historical").series(symbol, { interval: "1d" });
  if (bars === undefined) return [];
  return [...bars.slice(Math.max(0, bars.length - MOST_BARS), bars.length).column("close")];
}
