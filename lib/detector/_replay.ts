import { parse } from "@std/csv";
import { NEW_YORK_DAYS, type TradingDays } from "./days.ts";
import { type Judgement, judgeQuotes, type Watch } from "./judge.ts";
import { pastOf } from "./past.ts";
import type { Quote } from "./quote.ts";
import { sessionOn } from "@/lib/exchange/mod.ts";

/** One day of a symbol, as traded. */
export interface Daily {
  readonly symbol: string;
  /** `YYYY-MM-DD` in New York. */
  readonly date: string;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  /** Dividend that the price is without from this day on. */
  readonly dividend: number;
  /** New shares for an old one on this day; 1 on others. */
  readonly split: number;
}

const QUARTER_HOUR_MS = 15 * 60_000;

/** Where the project keeps real prices, or `null` where they are not. */
export async function realPrices(): Promise<Map<string, Daily[]> | null> {
  const folder = new URL("../../../shared/prices/", import.meta.url);
  try {
    const wiki = await Deno.readTextFile(new URL("plotly-dash-stock-ticker-demo.csv", folder));
    const yahoo = await Deno.readTextFile(new URL("plotly-finance-charts-apple.csv", folder));
    return Map.groupBy([...wikiDays(wiki), ...yahooDays(yahoo)], ({ symbol }) => symbol);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

function wikiDays(text: string): Daily[] {
  return recordsOf(text).map((row) => ({
    symbol: row.Stock ?? "",
    date: row.Date ?? "",
    open: Number(row.Open),
    high: Number(row.High),
    low: Number(row.Low),
    close: Number(row.Close),
    dividend: Number(row.ExDividend),
    split: Number(row.SplitRatio),
  })).sort(byDate);
}

function yahooDays(text: string): Daily[] {
  return recordsOf(text).map((row) => ({
    symbol: "AAPL (Yahoo)",
    date: row.Date ?? "",
    open: Number(row["AAPL.Open"]),
    high: Number(row["AAPL.High"]),
    low: Number(row["AAPL.Low"]),
    close: Number(row["AAPL.Close"]),
    dividend: 0,
    split: 1,
  })).sort(byDate);
}

function recordsOf(text: string): Record<string, string>[] {
  const [header = [], ...rows] = parse(text);
  return rows.map((cells) => Object.fromEntries(header.map((name, index) => [name, cells[index] ?? ""])));
}

function byDate(a: Daily, b: Daily): number {
  return a.date < b.date ? -1 : a.date > b.date ? 1 : 0;
}

/**
 * The quotes that a provider would have given at every quarter-hour of a day: from the open over both extremes to
 * the close, with the day's range as it stood then.
 * @param previousClose as the provider has it
 */
export function quotesOfDay(daily: Daily, previousClose: number | null, price = cents): Quote[] {
  const session = sessionOn(daily.date);
  if (session === null) return [];
  const { open, high, low, close, symbol } = daily;
  const path = close >= open ? [open, low, high, close] : [open, high, low, close];
  // A day that opens at its low goes straight to its high.
  const corners = path.filter((price, index) => index === 0 || price !== path[index - 1]);
  const legs = Math.max(1, corners.length - 1);
  const quotes: Quote[] = [];
  for (let at = session.open; at <= session.close; at += QUARTER_HOUR_MS) {
    const place = legs * (at - session.open) / (session.close - session.open);
    const corner = Math.min(legs - 1, Math.floor(place));
    const [from = open, to = close] = corners.slice(corner, corner + 2);
    const now = from + (to - from) * (place - corner);
    const seen = [...corners.slice(0, corner + 1), now];
    quotes.push({
      symbol,
      price: price(now),
      high: price(Math.max(...seen)),
      low: price(Math.min(...seen)),
      open: price(open),
      previousClose,
      at,
      fetchedAt: at + 5_000,
    });
  }
  return quotes;
}

function cents(value: number): number {
  return Number(value.toFixed(4));
}

/** What a replay came to. */
export interface Replayed {
  readonly judgements: readonly Judgement[];
  /** The good quotes of each symbol, oldest first. */
  readonly good: ReadonlyMap<string, readonly Quote[]>;
}

/** Judges quotes run by run, as the ingest does: all of one time together, with what was good before as the past. */
export function replay(quotes: readonly Quote[], options: {
  readonly days?: TradingDays;
  readonly isOpen?: (at: number) => boolean;
} = {}): Replayed {
  const { days = NEW_YORK_DAYS, isOpen = (at) => at < days.at(at).close } = options;
  const good = new Map<string, Quote[]>();
  const watches = new Map<string, Watch>();
  const judgements: Judgement[] = [];
  const runs = Map.groupBy(quotes, ({ fetchedAt }) => fetchedAt);
  for (const [time, run] of [...runs].sort(([a], [b]) => a - b)) {
    const candidates = run.map((quote) => ({
      quote,
      past: pastOf(backwards(good.get(quote.symbol) ?? []), days),
      watch: watches.get(quote.symbol),
    }));
    for (const judgement of judgeQuotes(candidates, { isOpen: isOpen(time), days })) {
      const { quote, doubt, confirmed, watch } = judgement;
      const { symbol } = quote;
      judgements.push(judgement);
      watches.set(symbol, watch);
      const known = good.get(symbol) ?? [];
      good.set(symbol, known);
      if (doubt === null) known.push(...confirmed, quote);
    }
  }
  return { judgements, good };
}

function* backwards(quotes: readonly Quote[]): Generator<Quote> {
  for (let index = quotes.length - 1; index >= 0; index--) {
    const quote = quotes[index];
    if (quote !== undefined) yield quote;
  }
}
