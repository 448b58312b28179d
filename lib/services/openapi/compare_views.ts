import { COMPARE_RANGES, DEFAULT_COMPARE_RANGE, MOST_COMPARED } from "@/lib/market/compare/choice.ts";
import type { Operation } from "./operations.ts";
import { AT, IF_NONE_MATCH, type Parameter } from "./parameters.ts";
import { cachedJson, problems, text } from "./responses.ts";
import {
  COUNT,
  described,
  listOf,
  nullable,
  NUMBER,
  object,
  oneOf,
  ref,
  type Schema,
  TEXT,
} from "./schema.ts";

const DAY: Schema = { type: "string", format: "date" };
const PERCENT: Schema = { ...NUMBER, "x-unit": "percent" };
const CORRELATION: Schema = nullable({ ...NUMBER, minimum: -1, maximum: 1 });
const MOVE = nullable(object({ date: DAY, change_percent: PERCENT }));

/** Several symbols side by side. */
export const COMPARE_SCHEMAS: Readonly<Record<string, Schema>> = {
  Comparison: object({
    symbols: listOf(TEXT, "As asked for."),
    range: oneOf(COMPARE_RANGES),
    from: nullable(DAY),
    to: nullable(DAY),
    days: described(COUNT, "Days on which all compared symbols have a close."),
    compared: listOf(TEXT, "Symbols that columns and figures are of, in their order."),
    left_out: listOf(TEXT, "Symbols with so few days that the others could not be compared either."),
    reach: listOf(
      object({
        symbol: TEXT,
        days: described(COUNT, "Days of the range on which it has a close."),
        from: nullable(DAY),
        to: nullable(DAY),
        missing: described(COUNT, "Days between these two that another has and it does not."),
      }),
      "What each symbol brings.",
    ),
    date: listOf(DAY),
    close: listOf(listOf(NUMBER), "A column a symbol, adjusted for splits, in the listing's currency."),
    figures: listOf(object({
      symbol: TEXT,
      close: NUMBER,
      return_percent: described(PERCENT, "From the first day to the last."),
      per_year_percent: nullable(described(PERCENT, "Compound, over calendar days; null for up to a year.")),
      volatility_percent: nullable(
        described(
          PERCENT,
          "Sample deviation of daily log returns, times the root of 252; null of fewer than ten.",
        ),
      ),
      max_drawdown: nullable(
        object({ depth_percent: PERCENT, peak: DAY, trough: DAY, recovered: nullable(DAY) }),
      ),
      best_day: MOVE,
      worst_day: MOVE,
      correlation_to_first: CORRELATION,
      beta: nullable(
        described(NUMBER, "On the equal-weighted index of the watchlist, by simple daily returns."),
      ),
    })),
    correlation: object({
      returns: described(COUNT, "Daily log returns that it is computed of."),
      matrix: listOf(listOf(CORRELATION), "Pearson's; null of fewer than ten returns."),
    }),
    index_symbols: described(COUNT, "Symbols in the index; 0: there is none."),
  }, "Symbols side by side, on the days that all of them have."),
};

const PARAMETERS: readonly Parameter[] = [
  {
    name: "symbols",
    in: "query",
    description: `Up to ${MOST_COMPARED}, separated by commas; without it the first of the watchlist.`,
    schema: TEXT,
    example: "AAPL,MSFT",
  },
  {
    name: "range",
    in: "query",
    description: "Stretch of time that ends with the last day that all have.",
    schema: { ...oneOf(COMPARE_RANGES), default: DEFAULT_COMPARE_RANGE },
  },
  AT,
  IF_NONE_MATCH,
];

/** The routes of it. */
export const COMPARE_OPERATIONS: readonly Operation[] = [
  {
    path: "/api/compare",
    method: "get",
    operationId: "compare",
    tag: "Market",
    summary: "Symbols side by side",
    description: "Daily adjusted closes on the days that all have, and what is computed of them.",
    parameters: PARAMETERS,
    responses: { ...cachedJson(ref("Comparison"), "The comparison."), ...problems(400) },
  },
  {
    path: "/api/compare.csv",
    method: "get",
    operationId: "compareAsCsv",
    tag: "Market",
    summary: "Aligned closes of symbols as CSV",
    description:
      "A line a day: of each symbol its adjusted close, its change since the first day and its drawdown, in percent.",
    parameters: PARAMETERS,
    responses: { ...text("text/csv", "The days that all have."), ...problems(400) },
  },
];
