import { sessionOn } from "@/lib/exchange/mod.ts";
import { replay } from "./_replay.ts";
import type { Judgement } from "./judge.ts";
import type { DoubtKind, Quote } from "./quote.ts";

/** Wednesday 2026-07-01, 9:30 in New York. */
export const OPEN = Date.UTC(2026, 6, 1, 13, 30);
export const QUARTER_MS = 15 * 60_000;

/** A good quote of 100, at a quarter-hour of that day; what is named otherwise differs. */
export function quote(quarter: number, more: Partial<Quote> = {}): Quote {
  const at = OPEN + quarter * QUARTER_MS;
  const price = more.price ?? 100;
  return {
    symbol: "AAPL",
    price,
    high: Math.max(102, price),
    low: Math.min(98, price),
    open: 100,
    previousClose: 100,
    at,
    fetchedAt: (more.at ?? at) + 2_000,
    ...more,
  };
}

/** Dates of the sessions before that day, oldest first. */
const DATES = ["22", "23", "24", "25", "26", "29", "30"].map((day) => `2026-06-${day}`);

/**
 * A week of good quotes before that day: around 100, some 1 % a day, another price every quarter-hour, and a close of
 * 100 on the last.
 */
export function week(symbol: string): Quote[] {
  return DATES.flatMap((date, day) => {
    const { open, close } = sessionOn(date) ?? { open: 0, close: 0 };
    const base = day % 2 === 0 ? 100 : 101;
    const quotes: Quote[] = [];
    for (let at = open; at <= close; at += QUARTER_MS) {
      const price = at === close ? base : base + Math.sin(at / QUARTER_MS) / 2;
      quotes.push({
        symbol,
        price,
        high: base + 1,
        low: base - 1,
        open: base,
        previousClose: day % 2 === 0 ? 101 : 100,
        at,
        fetchedAt: at + 2_000,
      });
    }
    return quotes;
  });
}

/** Judgements of the last quotes, after a week of good ones and the given ones before. */
export function judged(quotes: readonly Quote[]): Judgement[] {
  const symbols = [...new Set(quotes.map(({ symbol }) => symbol))];
  const { judgements } = replay([...symbols.flatMap(week), ...quotes]);
  return judgements.slice(-quotes.length);
}

/** What each was doubted for. */
export function kinds(judgements: readonly Judgement[]): (DoubtKind | null)[] {
  return judgements.map(({ doubt }) => doubt?.kind ?? null);
}
