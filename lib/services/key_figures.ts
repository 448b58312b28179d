import type { Row } from "@/lib/datasets/dataset.ts";
import { isDay } from "@/lib/datasets/time.ts";
import type { Known } from "./services.ts";

/** What a figure tells of. */
export type FigureGroup = "valuation" | "profitability" | "growth" | "balance" | "trading" | "returns";

/** One figure of a stock. */
export interface KeyFigure {
  readonly label: string;
  readonly group: FigureGroup;
  readonly value: number | null;
  /** Instead of a number. */
  readonly text?: string;
  /** The day of a high or low, `YYYY-MM-DD`. */
  readonly day?: string;
  readonly format: "price" | "percent" | "share" | "amount" | "millions" | "ratio";
  /** The provider's name of it; absent where it is of the profile. */
  readonly metric?: string;
}

interface MetricPlan {
  /** Names in `/stock/metric`'s `metric` block, the one preferred first. */
  readonly metrics: readonly string[];
  readonly label: string;
  readonly format: KeyFigure["format"];
  /** Metric with its day. */
  readonly day?: string;
}

const one = (metric: string, label: string, format: KeyFigure["format"]): MetricPlan => ({
  metrics: [metric],
  label,
  format,
});

/** What people call the provider's metrics, in the order in which they are read. */
const METRICS: Readonly<Record<FigureGroup, readonly MetricPlan[]>> = {
  valuation: [
    one("peTTM", "P/E (12 months)", "ratio"),
    one("psTTM", "Price to sales", "ratio"),
    { metrics: ["pbQuarterly", "pbTTM", "pbAnnual"], label: "Price to book", format: "ratio" },
    { metrics: ["evEbitdaTTM", "evEbitdaAnnual"], label: "EV to EBITDA", format: "ratio" },
    one("currentDividendYieldTTM", "Dividend yield", "share"),
  ],
  profitability: [
    one("epsTTM", "EPS (12 months)", "price"),
    one("grossMarginTTM", "Gross margin", "share"),
    one("operatingMarginTTM", "Operating margin", "share"),
    one("netProfitMarginTTM", "Net margin", "share"),
    one("roeTTM", "Return on equity", "share"),
    one("roaTTM", "Return on assets", "share"),
  ],
  growth: [
    one("revenueGrowthTTMYoy", "Revenue, 12 months", "percent"),
    one("epsGrowthTTMYoy", "EPS, 12 months", "percent"),
    one("revenueGrowthQuarterlyYoy", "Revenue, quarter", "percent"),
    one("epsGrowthQuarterlyYoy", "EPS, quarter", "percent"),
    one("revenueGrowth5Y", "Revenue, 5 years", "percent"),
    one("epsGrowth5Y", "EPS, 5 years", "percent"),
  ],
  balance: [
    { metrics: ["currentRatioQuarterly", "currentRatioAnnual"], label: "Current ratio", format: "ratio" },
    { metrics: ["quickRatioQuarterly", "quickRatioAnnual"], label: "Quick ratio", format: "ratio" },
    {
      metrics: ["totalDebt/totalEquityQuarterly", "totalDebt/totalEquityAnnual"],
      label: "Debt to equity",
      format: "ratio",
    },
    {
      metrics: ["bookValuePerShareQuarterly", "bookValuePerShareAnnual"],
      label: "Book value per share",
      format: "price",
    },
    {
      metrics: ["cashPerSharePerShareQuarterly", "cashPerSharePerShareAnnual"],
      label: "Cash per share",
      format: "price",
    },
    { metrics: ["payoutRatioTTM", "payoutRatioAnnual"], label: "Payout ratio", format: "share" },
  ],
  trading: [
    { metrics: ["52WeekHigh"], label: "52-week high", format: "price", day: "52WeekHighDate" },
    { metrics: ["52WeekLow"], label: "52-week low", format: "price", day: "52WeekLowDate" },
    one("beta", "Beta", "ratio"),
    one("10DayAverageTradingVolume", "Volume, 10-day avg.", "millions"),
    one("3MonthAverageTradingVolume", "Volume, 3-month avg.", "millions"),
  ],
  returns: [
    one("5DayPriceReturnDaily", "Return, 5 days", "percent"),
    one("monthToDatePriceReturnDaily", "Return, this month", "percent"),
    one("13WeekPriceReturnDaily", "Return, 13 weeks", "percent"),
    one("26WeekPriceReturnDaily", "Return, 26 weeks", "percent"),
    one("52WeekPriceReturnDaily", "Return, 52 weeks", "percent"),
    one("yearToDatePriceReturnDaily", "Return, year to date", "percent"),
  ],
};

/**
 * A stock's key figures: market value and industry from its profile, the rest from its metrics, which a free key has
 * from the first run on; none where neither is known.
 */
export function keyFigures({ store, market }: Known, symbol: string): KeyFigure[] {
  const { market_cap_millions, industry } = market.quote(symbol);
  const current = currentMetrics(store.ledger("company_metrics").rows(symbol));
  if (current.size === 0 && market_cap_millions === null && industry === "") return [];
  const groups = Object.entries(METRICS) as [FigureGroup, readonly MetricPlan[]][];
  return [
    {
      label: "Market value",
      group: "valuation",
      value: market_cap_millions === null ? null : market_cap_millions * 1e6,
      format: "amount",
    },
    {
      label: "Industry",
      group: "valuation",
      value: null,
      text: industry === "" ? "–" : industry,
      format: "amount",
    },
    ...groups.flatMap(([group, plans]) => plans.map((plan) => figureOf(plan, group, current))),
  ];
}

/** The provider's current metrics of a symbol, by their names. */
export function currentMetrics(rows: readonly Row[]): ReadonlyMap<unknown, Row> {
  return new Map(rows.filter((row) => row["period"] === "current").map((row) => [row["metric"], row]));
}

function figureOf(
  { metrics, label, format, day = "" }: MetricPlan,
  group: FigureGroup,
  current: ReadonlyMap<unknown, Row>,
): KeyFigure {
  const metric = metrics.find((name) => typeof current.get(name)?.["value"] === "number") ?? metrics[0] ?? "";
  const value = current.get(metric)?.["value"];
  const date = current.get(day)?.["text"];
  return {
    label,
    group,
    value: typeof value === "number" ? value : null,
    format,
    metric,
    ...(typeof date === "string" && isDay(date) && { day: date }),
  };
}
