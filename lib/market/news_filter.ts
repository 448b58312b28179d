import { newYorkDate } from "@/lib/exchange/mod.ts";
import type { Story } from "./stories.ts";

/** What a reader wants to see of the news. Empty means all. */
export interface NewsFilter {
  /** About any of these. */
  readonly symbols: readonly string[];
  /** Published by any of these. */
  readonly publishers: readonly string[];
  /** Words, all of which stand in headline, publisher or symbols, in whatever case. */
  readonly text: string;
}

/** A name and how many stories have it. */
export interface Facet {
  readonly name: string;
  readonly count: number;
}

/** The stories that a filter lets through. */
export function filterStories<S extends Story>(stories: readonly S[], filter: NewsFilter): S[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter((word) => word !== "");
  const [symbols, publishers] = [new Set(filter.symbols), new Set(filter.publishers)];
  return stories.filter((story) =>
    (symbols.size === 0 || story.symbols.some((symbol) => symbols.has(symbol))) &&
    (publishers.size === 0 || publishers.has(story.publisher)) &&
    (words.length === 0 || hasWords(story, words))
  );
}

function hasWords({ headline, publisher, symbols }: Story, words: readonly string[]): boolean {
  const text = `${headline} ${publisher} ${symbols.join(" ")}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

/**
 * A page of stories, newest first. Those of one instant stay together, so that the next page can begin before it.
 * @param before only what is older, ISO 8601 UTC
 * @returns `older`: where the next page begins; `null` where there is none
 */
export function pageOfStories<S extends Story>(
  stories: readonly S[],
  limit: number,
  before?: string,
): { shown: S[]; older: string | null } {
  const left = before === undefined ? stories : stories.filter(({ time }) => time < before);
  let end = Math.min(limit, left.length);
  // Not for ever: a provider may stamp everything with the same time.
  const most = Math.min(left.length, limit * 4);
  while (end > 0 && end < most && left[end]?.time === left[end - 1]?.time) end++;
  return { shown: left.slice(0, end), older: end < left.length ? left[end - 1]?.time ?? null : null };
}

/** How many stories come under each symbol, and by each publisher; the most frequent first. */
export function facetsOf(stories: readonly Story[]): { symbols: Facet[]; publishers: Facet[] } {
  return {
    symbols: counted(stories.flatMap(({ symbols }) => symbols)),
    publishers: counted(stories.flatMap(({ publisher }) => publisher === "" ? [] : [publisher])),
  };
}

function counted(names: readonly string[]): Facet[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, count]) => ({ name, count }))
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
}

/** Stories of one day in New York, days and stories in the order in which they came. */
export function storiesByDay<S extends Story>(
  stories: readonly S[],
): { readonly date: string; readonly stories: readonly S[] }[] {
  const days = Map.groupBy(stories, ({ time }) => newYorkDate(Date.parse(time)));
  return [...days].map(([date, stories]) => ({ date, stories }));
}
