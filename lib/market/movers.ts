import type { QuoteView } from "./quote_view.ts";

/** Symbols that moved most, the furthest first. */
export interface Movers {
  readonly up: readonly string[];
  readonly down: readonly string[];
}

/** The symbols that rose and fell most since the previous close. */
export function moversOf(
  quotes: readonly Pick<QuoteView, "symbol" | "change_percent">[],
  most: number,
): Movers {
  const moved = quotes.flatMap(({ symbol, change_percent }) =>
    change_percent === null ? [] : [{ symbol, percent: change_percent }]
  ).sort((a, b) => b.percent - a.percent);
  const symbols = (some: typeof moved) => some.slice(0, most).map(({ symbol }) => symbol);
  return {
    up: symbols(moved.filter(({ percent }) => percent > 0)),
    down: symbols(moved.filter(({ percent }) => percent < 0).reverse()),
  };
}
