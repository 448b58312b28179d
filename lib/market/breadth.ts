import type { Levels } from "./levels.ts";
import type { QuoteView } from "./quote_view.ts";

/** How many of those for which it is known. */
export interface ShareOf {
  readonly count: number;
  readonly of: number;
}

/** How many take part in a move. */
export interface Breadth {
  readonly up: number;
  readonly flat: number;
  readonly down: number;
  /** Symbols without a change: never seen. */
  readonly unknown: number;
  readonly above_sma_50: ShareOf;
  readonly above_sma_200: ShareOf;
  /** At the highest, or lowest, price of 52 weeks today. */
  readonly year_highs: ShareOf;
  readonly year_lows: ShareOf;
}

type Counted = Pick<QuoteView, "symbol" | "price" | "change" | "day_high" | "day_low">;

/** Counts a list. */
export function breadthOf(quotes: readonly Counted[], levels: ReadonlyMap<string, Levels>): Breadth {
  const changes = quotes.flatMap(({ change }) => change === null ? [] : [change]);
  const share = (judge: (quote: Counted, levels: Levels) => boolean | null): ShareOf => {
    const judged = quotes.flatMap((quote) => {
      const known = levels.get(quote.symbol);
      return (known && judge(quote, known)) ?? [];
    });
    return { count: judged.filter(Boolean).length, of: judged.length };
  };
  return {
    up: changes.filter((change) => change > 0).length,
    flat: changes.filter((change) => change === 0).length,
    down: changes.filter((change) => change < 0).length,
    unknown: quotes.length - changes.length,
    above_sma_50: share(({ price }, { sma_50 }) => both(price, sma_50, (a, b) => a > b)),
    above_sma_200: share(({ price }, { sma_200 }) => both(price, sma_200, (a, b) => a > b)),
    year_highs: share(({ day_high }, { year_high }) => both(day_high, year_high, (a, b) => a >= b)),
    year_lows: share(({ day_low }, { year_low }) => both(day_low, year_low, (a, b) => a <= b)),
  };
}

function both(
  a: number | null,
  b: number | null,
  judge: (a: number, b: number) => boolean,
): boolean | null {
  return a === null || b === null ? null : judge(a, b);
}
