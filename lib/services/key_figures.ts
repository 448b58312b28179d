import { isDay } from "@/lib/datasets/time.ts";
import type { Known } from "./services.ts";

/** One figure of a stock. */
export interface KeyFigure {
  readonly label: string;
  readonly value: number | null;
  /** Instead of a number. */
  readonly text?: string;
  /** The day of a high or low, `YYYY-MM-DD`. */
  readonly day?: string;
  readonly format: "price" | "percent" | "share" | "amount" | "millions" | "ratio";
}

/** Names in `/stock/metric`'s `metric` block, and what people call them. */
const METRICS: readonly {
  metric: string;
  label: string;
  format: KeyFigure["format"];
  /** Metric with its day. */
  day?: string;
}[] = [
  { metric: "52WeekHigh", label: "52-week high", format: "price", day: "52WeekHighDate" },
  { metric: "52WeekLow", label: "52-week low", format: "price", day: "52WeekLowDate" },
  { metric: "peTTM", label: "P/E (12 months)", format: "ratio" },
  { metric: "epsTTM", label: "EPS (12 months)", format: "price" },
  { metric: "beta", label: "Beta", format: "ratio" },
  { metric: "currentDividendYieldTTM", label: "Dividend yield", format: "share" },
  { metric: "netProfitMarginTTM", label: "Net margin", format: "share" },
  { metric: "5DayPriceReturnDaily", label: "Return, 5 days", format: "percent" },
  { metric: "monthToDatePriceReturnDaily", label: "Return, this month", format: "percent" },
  { metric: "13WeekPriceReturnDaily", label: "Return, 13 weeks", format: "percent" },
  { metric: "26WeekPriceReturnDaily", label: "Return, 26 weeks", format: "percent" },
  { metric: "52WeekPriceReturnDaily", label: "Return, 52 weeks", format: "percent" },
  { metric: "yearToDatePriceReturnDaily", label: "Return, year to date", format: "percent" },
  { metric: "10DayAverageTradingVolume", label: "Volume, 10-day avg.", format: "millions" },
  { metric: "3MonthAverageTradingVolume", label: "Volume, 3-month avg.", format: "millions" },
];

/**
 * A stock's key figures: market value and industry from its profile, the rest from its metrics, which a free key has
 * from the first run on; none where neither is known.
 */
export function keyFigures({ store, market }: Known, symbol: string): KeyFigure[] {
  const { market_cap_millions, industry } = market.quote(symbol);
  const current = new Map(
    store.ledger("company_metrics").rows(symbol)
      .filter((row) => row["period"] === "current").map((row) => [row["metric"], row]),
  );
  if (current.size === 0 && market_cap_millions === null && industry === "") return [];
  const metrics = METRICS.map(({ metric, label, format, day = "" }): KeyFigure => {
    const value = current.get(metric)?.["value"];
    const date = current.get(day)?.["text"];
    return {
      label,
      value: typeof value === "number" ? value : null,
      format,
      ...(typeof date === "string" && isDay(date) && { day: date }),
    };
  });
  return [
    {
      label: "Market value",
      value: market_cap_millions === null ? null : market_cap_millions * 1e6,
      format: "amount",
    },
    { label: "Industry", value: null, text: industry === "" ? "–" : industry, format: "amount" },
    ...metrics,
  ];
}
