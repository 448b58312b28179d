import type { Row } from "@/lib/datasets/dataset.ts";
import { newestInOrder } from "@/lib/datasets/in_order.ts";
import { barsFromQuotes } from "@/lib/datasets/stock_historical.ts";
import { newYorkDate } from "@/lib/exchange/mod.ts";
import type { Store } from "@/lib/store/store.ts";

/**
 * The bars of a quote's day, built again with it: a run builds only those of the last days. Better bars, imported or
 * from the provider, stay.
 */
export function barsAround(store: Store, quote: Row): Row[] {
  const symbol = String(quote.symbol);
  const dateOf = ({ as_of }: Row) => typeof as_of === "string" ? newYorkDate(Date.parse(as_of)) : "";
  const date = dateOf(quote);
  const quotes = store.ledger("stock_quotes").rows(symbol).filter((row) => dateOf(row) === date);
  const bars = store.ledger("stock_historical");
  return barsFromQuotes(symbol, newestInOrder(quotes, quotes.length), (key) => bars.get(key));
}
