import { breadthOf } from "@/lib/market/breadth.ts";
import { indexNow } from "@/lib/market/day_index.ts";
import { closeBefore, type Levels, returnSince, VOLUME_SESSIONS, yearRange } from "@/lib/market/levels.ts";
import type { QuoteView } from "@/lib/market/quote_view.ts";
import type { Row } from "@/lib/datasets/dataset.ts";
import { barsOf, dayOf, levelsFor } from "../overview.ts";
import type { Known } from "../services.ts";
import { adjustedColumn, dailyBars } from "./daily.ts";
import { cellInput, type Input, latestInput, metricInput, quoteInput, type Reckoned } from "./inputs.ts";

type Reckon = (known: Known, symbol: string) => Reckoned;

/** Numbers that are reckoned as they are shown, and stand in no file: by their names, as pages reckon them. */
export const RECKONED: Readonly<Record<string, Reckon>> = {
  "trade.price": (known, symbol) => ofTrade(known, symbol, "price"),
  "trade.change": (known, symbol) => ofTrade(known, symbol, "change"),
  "trade.change_percent": (known, symbol) => ofTrade(known, symbol, "change_percent"),
  "trade.day_high": (known, symbol) => ofTrade(known, symbol, "day_high"),
  "trade.day_low": (known, symbol) => ofTrade(known, symbol, "day_low"),
  "index.equal": (known) => ({
    formula: "index.equal",
    value: indexNow(known.market.quotes()).equal,
    inputs: known.market.quotes().flatMap((quote) => quoteInput(quote, "change_percent")),
  }),
  "index.weighted": (known) => ({
    formula: "index.weighted",
    value: indexNow(known.market.quotes()).weighted,
    inputs: pairs(known.market.quotes(), (quote) => [
      quoteInput(quote, "change_percent"),
      valueInput(known, quote).filter(({ value }) => value > 0),
    ]),
  }),
  "breadth.up": (known) => ofBreadth(known, "up"),
  "breadth.flat": (known) => ofBreadth(known, "flat"),
  "breadth.down": (known) => ofBreadth(known, "down"),
  "breadth.above_sma_50": (known) => ofShare(known, "above_sma_50"),
  "breadth.above_sma_200": (known) => ofShare(known, "above_sma_200"),
  "breadth.year_highs": (known) => ofShare(known, "year_highs"),
  "breadth.year_lows": (known) => ofShare(known, "year_lows"),
  "return.week": (known, symbol) => ofReturn(known, symbol, "week"),
  "return.month": (known, symbol) => ofReturn(known, symbol, "month"),
  "year.high": (known, symbol) => ofYear(known, symbol, "high"),
  "year.low": (known, symbol) => ofYear(known, symbol, "low"),
  "value": (known, symbol) => {
    const quote = known.market.quote(symbol);
    const { market_cap_millions: millions } = quote;
    return {
      formula: "value",
      value: millions === null ? null : millions * 1e6,
      inputs: valueInput(known, quote),
    };
  },
  "volume": (known, symbol) => {
    const stated = metricInput(known, symbol, "10DayAverageTradingVolume", "volume_millions");
    const { average_volume: value } = levelsFor(known, symbol);
    if (stated.length > 0) return { formula: "volume.stated", value, inputs: stated };
    const bars = dailyBars(known, symbol).rows.slice(-VOLUME_SESSIONS);
    return {
      formula: "volume.reckoned",
      value,
      inputs: bars.flatMap((row) => barInput(known, row, "volume")),
    };
  },
};

type TradeColumn = "price" | "change" | "change_percent" | "day_high" | "day_low";

/** What a trade between slots makes of a quote. */
function ofTrade(known: Known, symbol: string, column: TradeColumn): Reckoned {
  const quote = known.market.quote(symbol);
  const price = quoteInput(quote, "price");
  if (column === "price") return { formula: "trade.price", value: quote.price, inputs: [] };
  const other = column === "change" || column === "change_percent" ? "previous_close" : column;
  return {
    formula: `trade.${column}`,
    value: quote[column],
    inputs: [...price, ...latestInput(known, "stock_quotes", symbol, other)],
  };
}

function ofBreadth(known: Known, direction: "up" | "flat" | "down"): Reckoned {
  const quotes = known.market.quotes();
  return {
    formula: `breadth.${direction}`,
    value: breadthOf(quotes, new Map())[direction],
    inputs: quotes.flatMap((quote) => quoteInput(quote, "change")),
  };
}

type Share = "above_sma_50" | "above_sma_200" | "year_highs" | "year_lows";

function ofShare(known: Known, share: Share): Reckoned {
  const quotes = known.market.quotes();
  const levels = new Map(quotes.map(({ symbol }) => [symbol, levelsFor(known, symbol)]));
  const inputs = pairs(quotes, (quote) => {
    const { symbol } = quote;
    if (share === "above_sma_50" || share === "above_sma_200") {
      const column = share === "above_sma_50" ? "sma_50" : "sma_200";
      return [quoteInput(quote, "price"), latestInput(known, "technical_indicators", symbol, column)];
    }
    const end = share === "year_highs" ? "high" : "low";
    return [quoteInput(quote, `day_${end}`), yearInput(known, symbol, levels.get(symbol), end)];
  });
  return { formula: `breadth.${share}`, value: breadthOf(quotes, levels)[share].count, inputs };
}

function ofReturn(known: Known, symbol: string, span: "week" | "month"): Reckoned {
  const quote = known.market.quote(symbol);
  const bars = barsOf(known, symbol);
  const at = bars === null ? -1 : closeBefore(bars, dayOf(known), span);
  const time = new Date(bars?.time[at] ?? NaN);
  const row = at < 0
    ? undefined
    : dailyBars(known, symbol).rows.findLast((row) => Date.parse(String(row["time"])) === time.getTime());
  const name = `${span}_ago` as const;
  return {
    formula: `return.${span}`,
    value: returnSince(quote.price, levelsFor(known, symbol)[name]),
    inputs: [
      ...quoteInput(quote, "price"),
      ...row === undefined ? [] : barInput(known, row, adjustedColumn(row, "close"), name),
    ],
  };
}

function ofYear(known: Known, symbol: string, end: "high" | "low"): Reckoned {
  const quote = known.market.quote(symbol);
  const levels = levelsFor(known, symbol);
  return {
    formula: `year.${end}`,
    value: yearRange(quote, levels)[end],
    inputs: [
      ...yearInput(known, symbol, levels, end),
      ...quote[`day_${end}`] === null
        ? quoteInput(quote, "price", `day_${end}`)
        : quoteInput(quote, `day_${end}`),
    ],
  };
}

/** The year's range as the provider states it, else that bar of ours which has it. */
function yearInput(known: Known, symbol: string, levels: Levels | undefined, end: "high" | "low"): Input[] {
  const name = `year_${end}` as const;
  const wanted = levels?.[name] ?? null;
  if (wanted === null) return [];
  const stated = metricInput(known, symbol, end === "high" ? "52WeekHigh" : "52WeekLow", name);
  if (stated.length > 0) return stated;
  const row = dailyBars(known, symbol).rows.findLast((row) => row[adjustedColumn(row, end)] === wanted);
  return row === undefined ? [] : barInput(known, row, adjustedColumn(row, end), name);
}

function valueInput(known: Known, { symbol }: QuoteView): Input[] {
  return latestInput(known, "company_profiles", symbol, "market_cap_millions");
}

function barInput({ store }: Known, row: Row, column: string, name = column): Input[] {
  const { dataset } = store.ledger("stock_historical");
  return cellInput({ dataset, row, column, name, label: String(row["time"]).slice(0, 10) });
}

/** Inputs two by two, where both are known: a formula reckons them row by row. */
function pairs(
  quotes: readonly QuoteView[],
  of: (quote: QuoteView) => readonly [Input[], Input[]],
): Input[] {
  return quotes.flatMap((quote) => {
    const [left, right] = of(quote);
    return left.length > 0 && right.length > 0 ? [...left, ...right] : [];
  });
}
