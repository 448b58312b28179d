import { OWN_LIST_COOKIE, readOwnList } from "@/lib/market/own_list.ts";
import { type WatchView, watchViewOf } from "@/lib/market/watch_view.ts";
import { cookieOf } from "./cookies.ts";

/** How a reader left the watchlist. */
export interface WatchlistChoice {
  readonly view: WatchView;
  readonly own: readonly string[];
  readonly density: "compact" | "comfortable";
  readonly isEditing: boolean;
}

/**
 * What a request's address and cookies say of the watchlist; the address wins. A word that is none is left out: it is
 * about looks alone, and a link outlives the version it is from.
 */
export function watchlistChoiceOf(request: Request, query: URLSearchParams): WatchlistChoice {
  const density = query.getAll("density").at(-1) ?? cookieOf(request, "density");
  return {
    view: watchViewOf(query, cookieOf(request, "list") === "own" ? "own" : "server"),
    own: readOwnList(cookieOf(request, OWN_LIST_COOKIE)),
    density: density === "compact" ? "compact" : "comfortable",
    isEditing: query.get("edit") === "1",
  };
}
