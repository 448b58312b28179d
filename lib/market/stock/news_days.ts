import { newYorkDate } from "@/lib/exchange/mod.ts";
import type { NewsItem } from "../news.ts";

/** Headlines of one day in New York. */
export interface NewsDay<Item extends NewsItem = NewsItem> {
  /** `YYYY-MM-DD`; empty for those without a time. */
  readonly date: string;
  readonly items: readonly Item[];
}

/** Headlines by day, in their order: newest first as they come. */
export function newsByDay<Item extends NewsItem>(items: readonly Item[]): NewsDay<Item>[] {
  const days = Map.groupBy(
    items,
    ({ published_at }) => published_at === null ? "" : newYorkDate(Date.parse(published_at)),
  );
  return [...days].map(([date, items]) => ({ date, items }));
}
