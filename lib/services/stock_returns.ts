import { dailyCloses } from "@/lib/market/compare/daily_closes.ts";
import { periodReturns } from "@/lib/market/performance/mod.ts";
import { currentMetrics } from "./key_figures.ts";
import type { Known } from "./services.ts";

/** What a stock's price did over a period. */
export interface StockReturn {
  readonly label: string;
  /** Percent; `null` where nobody knows. */
  readonly percent: number | null;
  /** The provider's metric; absent where it is reckoned out of our bars, or of the quote. */
  readonly metric?: string;
}

/** Periods, with the provider's metric of each and what of our own bars stands in where it has none. */
const PERIODS = [
  { label: "5 days", metric: "5DayPriceReturnDaily", own: "5D" },
  { label: "This month", metric: "monthToDatePriceReturnDaily", own: null },
  { label: "13 weeks", metric: "13WeekPriceReturnDaily", own: "3M" },
  { label: "26 weeks", metric: "26WeekPriceReturnDaily", own: "6M" },
  { label: "Year to date", metric: "yearToDatePriceReturnDaily", own: "YTD" },
  { label: "52 weeks", metric: "52WeekPriceReturnDaily", own: "1Y" },
  { label: "5 years", metric: null, own: "5Y" },
] as const;

/** Returns over the usual periods, shortest first: as the provider states them, else of our daily bars. */
export function stockReturns({ store, market }: Known, symbol: string): StockReturn[] {
  const metrics = currentMetrics(store.ledger("company_metrics").rows(symbol));
  const own = periodReturns(dailyCloses(store.ledger("stock_historical").series(symbol, { interval: "1d" })));
  const returns = PERIODS.map(({ label, metric, own: period }): StockReturn => {
    const stated = metric === null ? undefined : metrics.get(metric)?.["value"];
    if (metric !== null && typeof stated === "number") return { label, percent: stated, metric };
    const reckoned = period === null ? undefined : own[period]?.simple;
    return { label, percent: reckoned === undefined ? null : reckoned * 100 };
  });
  return [
    { label: "Today", percent: market.quote(symbol).change_percent },
    ...returns.filter(({ label, percent }) => label !== "5 years" || percent !== null),
  ];
}
