/**
 * Prints the figures of docs/detector.md, measured on real prices:
 * `deno run -A --config deno.test.json lib/detector/_figures.ts`
 *
 * @module
 */
import { type Daily, quotesOfDay, realPrices, replay } from "./_replay.ts";
import type { Quote } from "./quote.ts";

const MARKETS = [["AAPL", "TSLA", "COKE", "YHOO", "GOOGL"], ["AAPL (Yahoo)"]];
const CADENCES: readonly [name: string, polled: (quotes: readonly Quote[]) => readonly Quote[]][] = [
  ["every quarter-hour", (quotes) => quotes],
  ["every 90 minutes", (quotes) => quotes.filter((_, i) => i % 6 === 0 || i === quotes.length - 1)],
  ["at the open and the close", (quotes) => quotes.filter((_, i) => i === 0 || i === quotes.length - 1)],
  ["once a day, at the close", (quotes) => quotes.slice(-1)],
];
const LIES = [0.05, 0.08, 0.1, 0.15, 0.2, 0.3, 0.5];
const LIES_EACH = 200;

const prices = await realPrices();
if (prices === null) throw new Error("Cannot measure: ../shared/prices is missing");

function quotesOf(daily: readonly Daily[], polled: (quotes: readonly Quote[]) => readonly Quote[]): Quote[] {
  return daily.slice(1).flatMap((day, index) => polled(quotesOfDay(day, daily[index]?.close ?? null)));
}

function print(line: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${line}\n`));
}

/** Quotes doubted in a watchlist: how many, of how many, and most in one symbol and year. */
function alarms(symbols: readonly string[], polled: (quotes: readonly Quote[]) => readonly Quote[]): string {
  const quotes = symbols.flatMap((symbol) => quotesOf(prices?.get(symbol) ?? [], polled));
  const counts = new Map<string, number>();
  for (const { quote, doubt } of replay(quotes).judgements) {
    if (doubt === null) continue;
    const name = `${quote.symbol} ${new Date(quote.at).getUTCFullYear()}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const sum = counts.values().reduce((total, count) => total + count, 0);
  return `${sum} of ${quotes.length} (${Math.max(0, ...counts.values())})`;
}

print("| polled | the five together | AAPL alone | TSLA | COKE | YHOO | GOOGL | AAPL (Yahoo) |");
for (const [name, polled] of CADENCES) {
  const cells = [...MARKETS.slice(0, 1), ...MARKETS.flat().map((symbol) => [symbol])]
    .map((symbols) => alarms(symbols, polled));
  print(`| ${name} | ${cells.join(" | ")} |`);
}

print("| one quote wrong by | found |");
const all = MARKETS[0]?.flatMap((symbol) => quotesOf(prices.get(symbol) ?? [], (quotes) => quotes)) ?? [];
for (const size of LIES) {
  let found = 0;
  for (let index = 0; index < LIES_EACH; index++) {
    const symbol = MARKETS[0]?.[index % 5];
    const own = all.filter((quote) => quote.symbol === symbol);
    const place = 27 * 15 + Math.floor((own.length - 27 * 16) * index / LIES_EACH);
    const at = own[place]?.at ?? 0, from = own[place - 27 * 12]?.at ?? 0;
    const lied = all.filter((quote) => quote.at >= from && quote.at <= at).map((quote) => {
      if (quote.symbol !== symbol || quote.at !== at) return quote;
      const price = quote.price * (index % 2 === 0 ? 1 + size : 1 - size);
      return {
        ...quote,
        price,
        high: Math.max(quote.high ?? 0, price),
        low: Math.min(quote.low ?? price, price),
      };
    });
    const { judgements } = replay(lied);
    if (judgements.some(({ quote, doubt }) => doubt !== null && quote.at === at && quote.symbol === symbol)) {
      found++;
    }
  }
  print(`| ${size * 100} % | ${Math.round(100 * found / LIES_EACH)} % |`);
}
