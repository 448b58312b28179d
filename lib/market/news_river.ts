import type { Row } from "@/lib/datasets/dataset.ts";
import type { NewsItem } from "./news.ts";
import { newestOf, storiesOf } from "./stories.ts";

/**
 * The newest headlines of the market and of the watchlist's companies in one list, newest first. An article that came
 * under several symbols is one line that names them.
 * @param companies rows of `company_news`, in any order
 * @param market rows of `market_news`, in any order
 */
export function newsRiver(companies: readonly Row[], market: readonly Row[], most: number): NewsItem[] {
  // As many again as may be the same article under another symbol.
  const newest = newestOf([...newestOf(companies, most * 3), ...newestOf(market, most)], most * 4);
  return storiesOf(newest).slice(0, most).map(({ time: _, summary: __, ...item }) => item);
}
