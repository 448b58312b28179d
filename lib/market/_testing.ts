import type { Row } from "@/lib/datasets/dataset.ts";
import type { MarketView } from "./market_view.ts";
import type { QuoteView } from "./quote_view.ts";

/** What the tests of the read models share. */

/** Wednesday 2026-07-01, 10:00 in New York. */
export const NOW = Date.parse("2026-07-01T14:00:00Z");

export const iso = (at: number): string => new Date(at).toISOString();

/** The exchange in its regular session. */
export const OPEN: MarketView = {
  is_open: true,
  session: "regular",
  holiday: null,
  opened_at: iso(NOW - 1_800_000),
  next_open: iso(NOW + 86_400_000),
  next_close: iso(NOW + 21_600_000),
  previous_close: iso(NOW - 64_800_000),
  source: "calendar",
};

/** A line of the watchlist of which the test says what matters. */
export function quoteOf(more: Partial<QuoteView>): QuoteView {
  return {
    symbol: "AAPL",
    name: "Apple Inc",
    industry: "Technology",
    price: 300,
    change: 3,
    change_percent: 1.0101,
    day_open: 298,
    day_high: 301,
    day_low: 297,
    previous_close: 297,
    market_cap_millions: 4_500_000,
    source: "finnhub:/quote",
    as_of: iso(NOW - 60_000),
    fetched_at: iso(NOW - 55_000),
    checked_at: iso(NOW - 55_000),
    verdict: "live",
    doubt: null,
    spark: [],
    ...more,
  };
}

/** A row of `stock_quotes`. */
export function quoteRow(at: number, price: number | null, symbol = "AAPL"): Row {
  return {
    symbol,
    price,
    change: price === null ? null : price - 297,
    change_percent: price === null ? null : (price - 297) / 2.97,
    day_high: 301,
    day_low: 297,
    day_open: 298,
    previous_close: 297,
    source: "finnhub:/quote",
    as_of: iso(at),
    fetched_at: iso(at + 5_000),
  };
}
