import type { Row } from "@/lib/datasets/dataset.ts";
import { newestInOrder } from "@/lib/datasets/in_order.ts";
import { type Past, pastOf, type Quote, type TradingDays } from "@/lib/detector/mod.ts";
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
  const rows = newestInOrder(store.ledger("stock_quotes").rows(symbol), MOST_QUOTES);
  return pastOf(newestFirst(rows), days, () => dailyCloses(store, symbol));
}

function* newestFirst(rows: readonly Row[]): Generator<Quote> {
  for (let index = rows.length - 1; index >= 0; index--) {
    const row = rows[index];
    const quote = row === undefined ? null : quoteOf(row);
    if (quote !== null && quote.price > 0) yield quote;
  }
}

/** Closes of the newest daily bars, oldest first. */
function dailyCloses(store: Store, symbol: string): number[] {
  if (!store.datasets.some(({ name }) => name === "stock_historical")) return [];
  return store.ledger("stock_historical").rows(symbol)
    .filter(({ interval }) => interval === "1d")
    .toSorted((a, b) => String(a.time) < String(b.time) ? -1 : 1)
    .slice(-MOST_BARS)
    .flatMap(({ close }) => typeof close === "number" ? [close] : []);
}
