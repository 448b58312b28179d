import {
  type RangeColumns,
  type TechnicalIndicators,
  technicalIndicators as indicatorsOf,
} from "@/lib/indicators/mod.ts";
import { Collection } from "./collection.ts";
import { PROVENANCE, SYMBOL } from "./columns.ts";
import type { Cell, Collected, CollectRequest, Column, Dataset, Row } from "./dataset.ts";
import { SESSIONS } from "./freshness.ts";
import { QUARTER_HOUR_MS } from "./time.ts";

const SOURCE = "derived:stock_historical";
const FETCHED_AT = "fetched_at";

/** A column of the dataset and the indicator it holds. */
const INDICATORS: readonly (readonly [
  column: string,
  indicator: keyof TechnicalIndicators,
  description: string,
])[] = [
  ["sma_20", "sma20", "Simple moving average of 20 days."],
  ["sma_50", "sma50", "Simple moving average of 50 days."],
  ["sma_200", "sma200", "Simple moving average of 200 days."],
  [
    "ema_12",
    "ema12",
    "Exponential moving average of 12 days, seeded with the simple average of the first 12.",
  ],
  [
    "ema_26",
    "ema26",
    "Exponential moving average of 26 days, seeded with the simple average of the first 26.",
  ],
  ["rsi_14", "rsi14", "Relative strength index of 14 days, 0 to 100, smoothed as Wilder does."],
  ["macd", "macd", "Moving average convergence/divergence: `ema_12` minus `ema_26`."],
  ["macd_signal", "macdSignal", "Signal line: exponential moving average of 9 days of `macd`."],
  ["macd_histogram", "macdHistogram", "`macd` minus `macd_signal`."],
  ["bollinger_upper", "bollingerUpper", "Two standard deviations of 20 days above their mean."],
  ["bollinger_middle", "bollingerMiddle", "Mean of 20 days."],
  ["bollinger_lower", "bollingerLower", "Two standard deviations of 20 days below their mean."],
  ["atr_14", "atr14", "Average true range of 14 days, smoothed as Wilder does."],
];

/** The usual indicators of each day. */
export const technicalIndicators: Dataset = {
  name: "technical_indicators",
  title: "Technical indicators",
  description:
    "The usual indicators of each day, computed from the daily bars of `stock_historical` as far back as they reach. A " +
    "cell is empty until there are as many days as its indicator needs. Today's row is provisional: it changes with " +
    "today's bar.",
  scope: "symbol",
  endpoints: [],
  cadenceMs: QUARTER_HOUR_MS,
  freshness: SESSIONS,
  calls: 0,
  after: ["stock_historical"],
  state: false,
  columns: [
    SYMBOL,
    { name: "date", type: "date", description: "Date of the session in New York.", required: true },
    {
      name: "close",
      type: "number",
      unit: "USD",
      description:
        "Price that the indicators are of: the day's adjusted close where the bar has one, else its close.",
      required: true,
    },
    ...INDICATORS.map(([name, indicator, description]): Column => ({
      name,
      type: "number",
      ...(indicator === "rsi14" ? {} : { unit: "USD" }),
      description,
    })),
    ...PROVENANCE,
  ],
  key: ["symbol", "date"],
  collect: (request) => Promise.resolve(collect(request)),
};

function collect(request: CollectRequest): Collected {
  const collection = new Collection(technicalIndicators, request);
  const bars = dailyBars(request.known("stock_historical", request.symbol, { interval: "1d" }));
  const indicators = indicatorsOf(columnsOf(bars));
  let fetchedAt = "";
  for (const [index, bar] of bars.entries()) {
    // An indicator is known when the last of the bars that it looks back on is.
    if (bar.fetchedAt > fetchedAt) fetchedAt = bar.fetchedAt;
    const row: Record<string, Cell> = { symbol: request.symbol, date: bar.date, close: bar.close };
    for (const [column, indicator] of INDICATORS) row[column] = indicators[indicator][index] ?? null;
    row.source = SOURCE;
    row.as_of = bar.asOf;
    row[FETCHED_AT] = fetchedAt;
    if (!saysTheSame(collection.earlier(row), row)) collection.add(row);
  }
  collection.outcome(SOURCE, "ok", `Daily bars: ${bars.length}, rows that changed: ${collection.size}`);
  return collection.collected();
}

/** What the indicators need of one daily bar; prices adjusted where the bar is. */
interface DailyBar {
  readonly date: string;
  readonly high: number | null;
  readonly low: number | null;
  readonly close: number;
  readonly asOf: Cell;
  readonly fetchedAt: string;
}

/** The daily bars among rows of `stock_historical`, oldest first. */
function dailyBars(rows: readonly Row[]): DailyBar[] {
  const byDate = new Map<string, DailyBar>();
  for (const row of rows) {
    const bar = row.interval === "1d" ? barOf(row) : null;
    if (bar !== null) byDate.set(bar.date, bar);
  }
  return [...byDate.values()].sort((a, b) => a.date < b.date ? -1 : a.date > b.date ? 1 : 0);
}

function barOf(row: Row): DailyBar | null {
  const { time, close, high, low, fetched_at, as_of = null } = row;
  if (typeof time !== "string" || typeof close !== "number" || typeof fetched_at !== "string") return null;
  const adjusted = numberOr(row.adjusted_close) ?? close;
  // A source that adjusts closes alone leaves a range of other money: it is adjusted as the close is.
  const scaled = (price: Cell | undefined) => {
    const known = numberOr(price);
    return known === null ? null : adjusted === close ? known : known * (adjusted / close);
  };
  return {
    date: time.slice(0, "2026-05-22".length),
    close: adjusted,
    high: numberOr(row.adjusted_high) ?? scaled(high),
    low: numberOr(row.adjusted_low) ?? scaled(low),
    asOf: as_of,
    fetchedAt: fetched_at,
  };
}

function columnsOf(bars: readonly DailyBar[]): RangeColumns {
  return {
    high: bars.map(({ high }) => high),
    low: bars.map(({ low }) => low),
    close: bars.map(({ close }) => close),
  };
}

/** Whether two rows differ in their time of fetching at most; text for text is slow for so many numbers. */
function saysTheSame(before: Row | undefined, row: Row): boolean {
  return before !== undefined &&
    Object.entries(row).every(([name, cell]) => name === FETCHED_AT || before[name] === cell);
}

function numberOr(cell: Cell | undefined): number | null {
  return typeof cell === "number" ? cell : null;
}
