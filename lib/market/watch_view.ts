import type { Levels } from "./levels.ts";
import type { QuoteView } from "./quote_view.ts";
import { watchColumn, type WatchColumnKey } from "./watch_columns.ts";

/** How the watchlist is looked at, as the address says it. */
export interface WatchView {
  /** Key of the column it is sorted by; `null`: in the list's order. */
  readonly sort: WatchColumnKey | null;
  readonly direction: "ascending" | "descending";
  /** Letters of a symbol, name or industry. */
  readonly filter: string;
  /** The list of the server, or the reader's own. */
  readonly list: "server" | "own";
  /** From 1. */
  readonly page: number;
}

/** Lines of a page: with more, a phone is slow. */
export const PAGE_LINES = 50;

const MOST_FILTER = 40;

/**
 * Reads the view out of an address: `?sort=-change&q=app&list=own&page=2`, a minus for descending. What it cannot read
 * is as if it were not there. Of a name that is there twice the last counts: a form's button comes after its fields.
 * @param list where the address does not say: as the reader left it
 */
export function watchViewOf(query: URLSearchParams, list: WatchView["list"] = "server"): WatchView {
  const last = (name: string) => query.getAll(name).at(-1) ?? "";
  const sort = last("sort");
  const column = watchColumn(sort.replace(/^-/, ""));
  const page = Number(last("page"));
  const asked = last("list");
  return {
    sort: column === undefined ? null : column.key as WatchColumnKey,
    direction: sort.startsWith("-") ? "descending" : "ascending",
    filter: last("q").slice(0, MOST_FILTER),
    list: asked === "own" || asked === "server" ? asked : list,
    page: Number.isInteger(page) && page > 1 ? page : 1,
  };
}

/** What a view adds to an address; what is so anyway is left out. */
export function queryOf({ sort, direction, filter, page }: WatchView): URLSearchParams {
  const query = new URLSearchParams();
  if (filter !== "") query.set("q", filter);
  if (sort !== null) query.set("sort", sortWord(sort, direction));
  if (page > 1) query.set("page", String(page));
  return query;
}

/** A sort order in one word: `-change`. */
export function sortWord(sort: WatchColumnKey | null, direction: WatchView["direction"]): string {
  return sort === null ? "" : `${direction === "descending" ? "-" : ""}${sort}`;
}

/** What a click on a column's title leads to: its first direction, then the other, then the list's own order. */
export function sortedBy(view: WatchView, key: WatchColumnKey): WatchView {
  const first = watchColumn(key)?.first ?? "descending";
  if (view.sort !== key) return { ...view, sort: key, direction: first, page: 1 };
  if (view.direction !== first) return { ...view, sort: null, direction: "ascending", page: 1 };
  return { ...view, direction: first === "ascending" ? "descending" : "ascending", page: 1 };
}

/**
 * Symbols that a view shows, in its order, of all pages.
 * @param symbols the list, in its own order; some may have no quote
 */
export function orderOf(
  symbols: readonly string[],
  view: WatchView,
  quotes: ReadonlyMap<string, QuoteView>,
  levels: ReadonlyMap<string, Levels>,
): string[] {
  const wanted = view.filter.trim().toUpperCase();
  const matching = symbols.filter((symbol) => {
    const { name = "", industry = "" } = quotes.get(symbol) ?? {};
    return [symbol, name, industry].some((text) => text.toUpperCase().includes(wanted));
  });
  const column = watchColumn(view.sort);
  if (column === undefined) return matching;
  const sign = view.direction === "ascending" ? 1 : -1;
  const valued = matching.map((symbol) => {
    const quote = quotes.get(symbol);
    return { symbol, value: quote === undefined ? null : column.value(quote, levels.get(symbol)) };
  });
  return valued.sort((a, b) => {
    if (a.value === null || b.value === null) return Number(a.value === null) - Number(b.value === null);
    return a.value < b.value ? -sign : a.value > b.value ? sign : 0;
  }).map(({ symbol }) => symbol);
}

/** The symbols of one page, and how many pages there are; a page that is not there is the last. */
export function pageOf(
  symbols: readonly string[],
  page: number,
): { shown: string[]; page: number; pages: number } {
  const pages = Math.max(1, Math.ceil(symbols.length / PAGE_LINES));
  const at = Math.min(page, pages);
  return { shown: symbols.slice((at - 1) * PAGE_LINES, at * PAGE_LINES), page: at, pages };
}
