import { type Levels, placeIn, returnSince, yearRange } from "./levels.ts";
import type { QuoteView } from "./quote_view.ts";

/** A column of the watchlist by which it can be sorted. */
export interface WatchColumn {
  readonly key: string;
  readonly title: string;
  /** What the title leaves out. */
  readonly hint?: string;
  /** Class names of its cells. */
  readonly class: string;
  /** What it is sorted by: a number or text; `null` is always last. */
  readonly value: (quote: QuoteView, levels: Levels | undefined) => number | string | null;
  /** Where a first click begins: names and ages at their least, figures at their most. */
  readonly first: "ascending" | "descending";
}

/** The columns from left to right. */
export const WATCH_COLUMNS = [
  { key: "symbol", title: "Symbol", class: "", value: ({ symbol }) => symbol, first: "ascending" },
  { key: "price", title: "Price", class: "number", value: ({ price }) => price, first: "descending" },
  {
    key: "change",
    title: "Change",
    hint: "since the previous close, sorted by percent",
    class: "number change",
    value: ({ change_percent }) => change_percent,
    first: "descending",
  },
  {
    key: "range",
    title: "Day range",
    hint: "sorted by where the price stands in it",
    class: "from-m",
    value: ({ price, day_low, day_high }) => placeIn(price, day_low, day_high),
    first: "descending",
  },
  {
    key: "spark",
    title: "24 h",
    hint: "prices of the last 24 hours, sorted by what they came to",
    class: "spark-cell",
    value: ({ spark }) => returnSince(spark.at(-1) ?? null, spark[0]),
    first: "descending",
  },
  {
    key: "week",
    title: "1 W",
    hint: "return of a week",
    class: "number from-l",
    value: ({ price }, levels) => returnSince(price, levels?.week_ago),
    first: "descending",
  },
  {
    key: "month",
    title: "1 M",
    hint: "return of 30 days",
    class: "number from-l",
    value: ({ price }, levels) => returnSince(price, levels?.month_ago),
    first: "descending",
  },
  {
    key: "year",
    title: "52 weeks",
    hint: "lowest to highest price of 52 weeks, sorted by where the price stands in it",
    class: "from-xl",
    value: (quote, levels) => {
      const { low, high } = yearRange(quote, levels);
      return placeIn(quote.price, low, high);
    },
    first: "descending",
  },
  {
    key: "value",
    title: "Value",
    hint: "market value, in the listing's currency",
    class: "number from-xxl",
    value: ({ market_cap_millions }) => market_cap_millions,
    first: "descending",
  },
  {
    key: "volume",
    title: "Volume",
    hint: "shares a day, mean of ten sessions",
    class: "number from-xxxl",
    value: (_, levels) => levels?.average_volume ?? null,
    first: "descending",
  },
  {
    key: "age",
    title: "Age",
    hint: "since the exchange said the price",
    class: "number",
    value: ({ as_of }) => as_of === null ? null : -Date.parse(as_of),
    first: "ascending",
  },
] as const satisfies readonly WatchColumn[];

/** Key of a column. */
export type WatchColumnKey = typeof WATCH_COLUMNS[number]["key"];

/** The column of a key. */
export function watchColumn(key: string | null): WatchColumn | undefined {
  return WATCH_COLUMNS.find((column) => column.key === key);
}
