import type { Overview } from "@/lib/services/overview.ts";
import type { WatchlistChoice } from "@/lib/services/watchlist_choice.ts";
import { watchViewOf } from "@/lib/market/watch_view.ts";

/** An overview of which nothing is known. */
export const OVERVIEW: Overview = {
  levels: [],
  day: { from: null, to: null, equal: [], weighted: [] },
  map: { tiles: [], unvalued: [], smaller: 0 },
  news: [],
  news_checked_at: null,
};

/** A watchlist that nobody has changed. */
export const CHOICE: WatchlistChoice = {
  view: watchViewOf(new URLSearchParams()),
  own: [],
  density: "comfortable",
  isEditing: false,
};
