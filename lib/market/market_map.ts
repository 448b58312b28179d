// @ts-types="./d3_hierarchy.d.ts"
import { hierarchy, treemap } from "d3-hierarchy";
import type { QuoteView } from "./quote_view.ts";

/** One company of the map. Places are shares of the map's width and height, 0 to 1. */
export interface Tile {
  readonly symbol: string;
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Millions of the listing's currency. */
  readonly market_cap_millions: number;
}

/** The watchlist as a map whose areas are market values. */
export interface MarketMap {
  /** Largest first. */
  readonly tiles: readonly Tile[];
  /** Symbols whose market value is not known. */
  readonly unvalued: readonly string[];
  /** How many smaller companies there are beside those shown. */
  readonly smaller: number;
}

/** Companies that can be told apart on a map, and tabbed through. */
const MOST_TILES = 60;
/** Shape for which the squares are made square: near that of the panel at most widths. */
const ASPECT = 1.45;

type Valued = Pick<QuoteView, "symbol" | "name" | "market_cap_millions">;

/** Lays the map out: squarified (Bruls, Huizing, van Wijk), by market value. */
export function marketMapOf(quotes: readonly Valued[], most: number = MOST_TILES): MarketMap {
  const valued = quotes.filter(({ market_cap_millions }) => (market_cap_millions ?? 0) > 0)
    .toSorted((a, b) => (b.market_cap_millions ?? 0) - (a.market_cap_millions ?? 0));
  const shown = valued.slice(0, most);
  const known = new Set(valued.map(({ symbol }) => symbol));
  return {
    tiles: tilesOf(shown),
    unvalued: quotes.map(({ symbol }) => symbol).filter((symbol) => !known.has(symbol)),
    smaller: valued.length - shown.length,
  };
}

function tilesOf(shown: readonly Valued[]): Tile[] {
  if (shown.length === 0) return [];
  const root: Node = { children: shown.map((company) => ({ company })) };
  const tree = hierarchy<Node>(root, ({ children }) => children)
    .sum(({ company }) => company?.market_cap_millions ?? 0)
    .sort((a, b) => (b.value ?? 0) - (a.value ?? 0));
  return treemap().size([ASPECT, 1])(tree).leaves().flatMap(({ data: { company }, x0, y0, x1, y1 }) =>
    company === undefined ? [] : [{
      symbol: company.symbol,
      name: company.name,
      x: share(x0 / ASPECT),
      y: share(y0),
      width: share((x1 - x0) / ASPECT),
      height: share(y1 - y0),
      market_cap_millions: company.market_cap_millions ?? 0,
    }]
  );
}

interface Node {
  readonly company?: Valued;
  readonly children?: readonly Node[];
}

/** A hundredth of a percent is finer than a pixel. */
function share(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
