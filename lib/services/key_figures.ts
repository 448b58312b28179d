import type { Known } from "./services.ts";

/** One figure of a stock. */
export interface KeyFigure {
  readonly label: string;
  readonly value: number | null;
  /** Instead of a number. */
  readonly text?: string;
  readonly format: "price" | "percent" | "share" | "amount" | "millions" | "ratio";
}

/** Names in `/stock/metric`'s `metric` block, and what people call them. */
const METRICS: readonly { metric: string; label: string; format: KeyFigure["format"] }[] = [
  { metric: "52WeekHigh", label: "52-week high", format: "price" },
  { metric: "52WeekLow", label: "52-week low", format: "price" },
  { metric: "peTTM", label: "P/E (12 months)", format: "ratio" },
  { metric: "epsTTM", label: "EPS (12 months)", format: "price" },
  { metric: "beta", label: "Beta", format: "ratio" },
  { metric: "currentDividendYieldTTM", label: "Dividend yield", format: "share" },
  { metric: "netProfitMarginTTM", label: "Net margin", format: "share" },
  { metric: "52WeekPriceReturnDaily", label: "Return, 52 weeks", format: "percent" },
  { metric: "yearToDatePriceReturnDaily", label: "Return, year to date", format: "percent" },
  { metric: "10DayAverageTradingVolume", label: "Volume, 10-day average", format: "millions" },
];

/** A stock's key figures: market value and industry from its profile, the rest from its metrics. */
export function keyFigures({ store, market }: Known, symbol: string): KeyFigure[] {
  const { market_cap_millions, industry } = market.quote(symbol);
  const values = new Map(
    store.ledger("company_metrics").rows(symbol)
      .filter((row) => row["period"] === "current" && typeof row["value"] === "number")
      .map((row) => [String(row["metric"]), Number(row["value"])]),
  );
  return [
    {
      label: "Market value",
      value: market_cap_millions === null ? null : market_cap_millions * 1e6,
      format: "amount",
    },
    { label: "Industry", value: null, text: industry === "" ? "–" : industry, format: "amount" },
    ...METRICS.map(({ metric, label, format }) => ({ label, value: values.get(metric) ?? null, format })),
  ];
}
