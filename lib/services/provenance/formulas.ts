import { NEUTRAL_BAND } from "@/lib/datasets/sentiment/day.ts";

/** How a number is reckoned. */
export interface Formula {
  /** What the number is. */
  readonly title: string;
  readonly unit: string;
  /** Arithmetic over the names of its inputs, as `evaluate` in arithmetic.ts reckons it. */
  readonly text: string;
  /** What the names mean, where they do not say it. */
  readonly words?: string;
}

const symbols = (title: string, text: string, words?: string): Formula => (
  { title, unit: "symbols", text, ...(words !== undefined && { words }) }
);
const usd = (title: string, text: string, words?: string): Formula => (
  { title, unit: "USD", text, ...(words !== undefined && { words }) }
);

const percent = (title: string, text: string, words?: string): Formula => (
  { title, unit: "percent", text, ...(words !== undefined && { words }) }
);

const OF_CLOSES = "Over all daily closes up to that day, adjusted where they are.";
const LAST = (count: number) => `Of the last ${count} daily closes, adjusted where they are.`;
const OF_QUOTES = "Of our quotes within the bar.";
const OF_HEADLINES = "Our score of the words of each headline of that day in New York, −1 to 1.";
const POSITIVE = `headline_score ≥ ${NEUTRAL_BAND}`;
const NEGATIVE = `headline_score ≤ −${NEUTRAL_BAND}`;
const BOLLINGER = "Two standard deviations of the last 20 daily closes";
const AS_CLOSE = "The source adjusts closes alone: the chart takes the bar’s other prices along.";
const YEAR_AVERAGE = "Of the symbols of which price and average are known.";
const YEAR_RANGE =
  "Of the symbols of which both are known; the year's as the provider states it, else of our bars.";

/** Every formula there is, by the figure, or by dataset and column. What is shown is what is reckoned: a test does both. */
export const FORMULAS = {
  "trade.price": usd("Price of the last trade", "price", "Heard between slots; it is kept in no file."),
  "trade.change": usd("Change", "price − previous_close"),
  "trade.change_percent": { title: "Change", unit: "percent", text: "(price ÷ previous_close − 1) × 100" },
  "trade.day_high": usd("Day's high", "max(day_high, price)"),
  "trade.day_low": usd("Day's low", "min(day_low, price)"),
  "index.equal": {
    title: "Index, equal weight",
    unit: "percent",
    text: "mean(change_percent)",
    words: "Change since the previous close, over all symbols of the watchlist.",
  },
  "index.weighted": {
    title: "Index, by market value",
    unit: "percent",
    text: "sum(change_percent × market_cap_millions) ÷ sum(market_cap_millions)",
    words: "Over the symbols whose market value is known.",
  },
  "breadth.up": symbols("Advancing", "count(change > 0)"),
  "breadth.flat": symbols("Unchanged", "count(change = 0)"),
  "breadth.down": symbols("Declining", "count(change < 0)"),
  "breadth.above_sma_50": symbols("Above the 50-day average", "count(price > sma_50)", YEAR_AVERAGE),
  "breadth.above_sma_200": symbols("Above the 200-day average", "count(price > sma_200)", YEAR_AVERAGE),
  "breadth.year_highs": symbols("New highs of 52 weeks", "count(day_high ≥ year_high)", YEAR_RANGE),
  "breadth.year_lows": symbols("New lows of 52 weeks", "count(day_low ≤ year_low)", YEAR_RANGE),
  "return.week": {
    title: "Return of a week",
    unit: "percent",
    text: "(price ÷ week_ago − 1) × 100",
    words: "Since the last close a week ago or earlier, adjusted where it is.",
  },
  "return.month": {
    title: "Return of 30 days",
    unit: "percent",
    text: "(price ÷ month_ago − 1) × 100",
    words: "Since the last close 30 days ago or earlier, adjusted where it is.",
  },
  "year.high": usd("52-week high", "max(year_high, day_high)", "With today's prices in it."),
  "year.low": usd("52-week low", "min(year_low, day_low)", "With today's prices in it."),
  "value": { title: "Market value", unit: "USD", text: "market_cap_millions × 1000000" },
  "volume.stated": { title: "Average volume", unit: "shares a day", text: "volume_millions × 1000000" },
  "volume.reckoned": {
    title: "Average volume",
    unit: "shares a day",
    text: "mean(volume)",
    words: "Of the last ten daily bars.",
  },
  "scaled.open": usd("Open, on today’s scale", "open × round(adjusted_close ÷ close, 6)", AS_CLOSE),
  "scaled.high": usd("High, on today’s scale", "high × round(adjusted_close ÷ close, 6)", AS_CLOSE),
  "scaled.low": usd("Low, on today’s scale", "low × round(adjusted_close ÷ close, 6)", AS_CLOSE),
  "compare.return": percent(
    "Return",
    "(last_close ÷ first_close − 1) × 100",
    "Of the first and the last common day.",
  ),
  "compare.per_year": percent(
    "Return per year",
    "((last_close ÷ first_close) ^ (365.25 ÷ {days}) − 1) × 100",
    "Compound annual growth rate: the exponent has the calendar days from the first close to the last.",
  ),
  "compare.volatility": percent(
    "Volatility, a year",
    "stdev(log_returns(close)) × sqrt(252) × 100",
    "Sample deviation of ln(close ÷ the close before) over all common days; a year has 252 sessions.",
  ),
  "compare.fall": percent(
    "Deepest fall",
    "(trough_close ÷ peak_close − 1) × 100",
    "The deepest that any close of the common days lay below the highest before it.",
  ),
  "compare.best_day": percent(
    "Best day",
    "(close ÷ close_before − 1) × 100",
    "The highest change of all from one common day to the next.",
  ),
  "compare.worst_day": percent(
    "Worst day",
    "(close ÷ close_before − 1) × 100",
    "The lowest change of all from one common day to the next.",
  ),
  "compare.correlation": {
    title: "Correlation",
    unit: "",
    text: "covariance(log_returns(close), log_returns(other_close)) ÷ " +
      "(stdev(log_returns(close)) × stdev(log_returns(other_close)))",
    words: "Pearson’s, of ln(close ÷ the close before) over all common days.",
  },
  "compare.beta": {
    title: "Beta",
    unit: "",
    text: "covariance(returns(close), returns(index)) ÷ variance(returns(index))",
    words:
      "Of close ÷ the close before − 1 over all common days, on the equal-weighted index of the watchlist.",
  },
  "compare.change": percent("Change", "(close ÷ first_close − 1) × 100"),
  "compare.index": {
    title: "Equal-weighted index",
    unit: "",
    text: "index_before × (1 + mean(close ÷ close_before − 1))",
    words: "Over the symbols of the watchlist that have a close on both common days.",
  },
  "compare.index_start": {
    title: "Equal-weighted index",
    unit: "",
    text: "100",
    words: "Where it starts, on the first common day.",
  },
  "stock_quotes.change": usd("Change", "price − previous_close"),
  "stock_quotes.change_percent": {
    title: "Change",
    unit: "percent",
    text: "(price ÷ previous_close − 1) × 100",
  },
  "bar.day_open": usd("Open", "day_open", "The provider's own open of the day, by our last quote of it."),
  "bar.open": usd("Open", "first(price)", OF_QUOTES),
  "bar.day_high": usd(
    "High",
    "max(price, open, day_high)",
    "Our quotes, and the provider's own high of the day.",
  ),
  "bar.high": usd("High", "max(price)", OF_QUOTES),
  "bar.day_low": usd(
    "Low",
    "min(price, open, day_low)",
    "Our quotes, and the provider's own low of the day.",
  ),
  "bar.low": usd("Low", "min(price)", OF_QUOTES),
  "bar.close": usd("Close", "last(price)", OF_QUOTES),
  "bar.samples": { title: "Samples", unit: "quotes", text: "number(price)", words: OF_QUOTES },
  "technical_indicators.close": usd("Close", "close", "Adjusted where the bar is."),
  "technical_indicators.sma_20": usd("Simple average, 20 days", "mean(close)", LAST(20)),
  "technical_indicators.sma_50": usd("Simple average, 50 days", "mean(close)", LAST(50)),
  "technical_indicators.sma_200": usd("Simple average, 200 days", "mean(close)", LAST(200)),
  "technical_indicators.ema_12": usd("Exponential average, 12 days", "ema(close, 12)", OF_CLOSES),
  "technical_indicators.ema_26": usd("Exponential average, 26 days", "ema(close, 26)", OF_CLOSES),
  "technical_indicators.rsi_14": {
    title: "Relative strength, 14 days",
    unit: "0 to 100",
    text: "rsi(close, 14)",
    words: OF_CLOSES,
  },
  "technical_indicators.macd": usd("MACD", "ema(close, 12) − ema(close, 26)", OF_CLOSES),
  "technical_indicators.macd_signal": usd(
    "MACD signal",
    "macd_signal(close)",
    `Exponential average of 9 days of the MACD. ${OF_CLOSES}`,
  ),
  "technical_indicators.macd_histogram": usd("MACD histogram", "macd(close) − macd_signal(close)", OF_CLOSES),
  "technical_indicators.bollinger_upper": usd(
    "Upper Bollinger band",
    "bollinger_upper(close)",
    `${BOLLINGER} above their mean.`,
  ),
  "technical_indicators.bollinger_middle": usd("Middle Bollinger band", "mean(close)", LAST(20)),
  "technical_indicators.bollinger_lower": usd(
    "Lower Bollinger band",
    "bollinger_lower(close)",
    `${BOLLINGER} below their mean.`,
  ),
  "technical_indicators.atr_14": usd(
    "Average true range, 14 days",
    "atr(high, low, close, 14)",
    "Over all daily bars up to that day, adjusted where they are, smoothed as Wilder does.",
  ),
  "social_sentiment.mention": {
    title: "Headlines",
    unit: "headlines",
    text: "number(headline_score)",
    words: OF_HEADLINES,
  },
  "social_sentiment.positive_mention": {
    title: "Positive headlines",
    unit: "headlines",
    text: `count(${POSITIVE})`,
    words: OF_HEADLINES,
  },
  "social_sentiment.negative_mention": {
    title: "Negative headlines",
    unit: "headlines",
    text: `count(${NEGATIVE})`,
    words: OF_HEADLINES,
  },
  "social_sentiment.positive_score": {
    title: "Score of the positive headlines",
    unit: "0 to 1",
    text: `mean(headline_score where ${POSITIVE})`,
    words: OF_HEADLINES,
  },
  "social_sentiment.negative_score": {
    title: "Score of the negative headlines",
    unit: "−1 to 0",
    text: `mean(headline_score where ${NEGATIVE})`,
    words: OF_HEADLINES,
  },
  "social_sentiment.score": {
    title: "Score of the headlines",
    unit: "−1 to 1",
    text: "mean(headline_score)",
    words: OF_HEADLINES,
  },
  "dividends.total_paid": {
    title: "Dividends paid in the period",
    unit: "currency",
    text: "abs(value)",
    words: "As the cash flow statement has it; some file it as the outflow that it is.",
  },
  "dividends.amount": { title: "Dividend of a year", unit: "currency per share", text: "value" },
  "dividends.yield_percent": { title: "Dividend yield", unit: "percent", text: "value" },
} as const satisfies Readonly<Record<string, Formula>>;

/** Name of a formula. */
export type FormulaName = keyof typeof FORMULAS;

/** Whether a formula has this name. */
export function isFormula(name: string): name is FormulaName {
  return Object.hasOwn(FORMULAS, name);
}
