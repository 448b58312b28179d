import type { Row } from "@/lib/datasets/dataset.ts";
import { callOf } from "@/lib/datasets/sentiment/day.ts";
import { headlineScorer } from "@/lib/datasets/social_sentiment.ts";
import {
  type Facet,
  facetsOf,
  filterStories,
  type NewsFilter,
  pageOfStories,
} from "@/lib/market/news_filter.ts";
import { newestOf, storiesOf, type Story } from "@/lib/market/stories.ts";
import { instantOf, integerOf, listOf, symbolOf } from "./parameters.ts";
import type { Known } from "./services.ts";

/** Stories on a page unless it asks for another number. */
export const PAGE_STORIES = 50;
/** Most stories of a page. */
export const MOST_STORIES = 200;
/** Rows that are put together into the river; of a single company all are. */
const MOST_ROWS = 20_000;
/** A text to look for is a few words. */
const MOST_TEXT = 100;

/** A story with what our scorer makes of its headline. */
export interface ScoredStory extends Story {
  /** -1 to 1; `null` for news of the market, of which nobody says whom it should be good for. */
  readonly score: number | null;
  /** The score in a word. */
  readonly tone: "good" | "bad" | "neutral" | null;
}

/** A page of the news, and what it can be narrowed down to. */
export interface NewsView {
  /** Newest first. */
  readonly items: readonly ScoredStory[];
  /** Stories that the filter lets through, on whatever page. */
  readonly total: number;
  /** Where the next page begins, ISO 8601 UTC; `null` where there is none. */
  readonly older: string | null;
}

/** As {@linkcode NewsView}, for the page. */
export interface NewsPage extends NewsView {
  readonly filter: NewsFilter;
  readonly facets: { readonly symbols: readonly Facet[]; readonly publishers: readonly Facet[] };
  /** Stories of the first page, by id: what is not among them later is new. */
  readonly newest: readonly string[];
  /** Whether anything is known at all, whatever the filter. */
  readonly isEmpty: boolean;
}

/**
 * The news that a request asks for, by `symbol`, `source`, `q`, `before` and `limit`.
 * @throws {HttpError} 400 for a parameter that cannot be read
 */
export function newsView(known: Known, query: URLSearchParams): NewsView {
  return viewOf(known, query, filterStories(riverOf(known, newsFilter(query)), newsFilter(query)));
}

/**
 * As {@linkcode newsView}, with what the page shows beside it.
 * @throws {HttpError} as there
 */
export function newsPage(known: Known, query: URLSearchParams): NewsPage {
  const filter = newsFilter(query);
  const river = riverOf(known, filter);
  const found = filterStories(river, filter);
  return {
    ...viewOf(known, query, found),
    filter,
    facets: {
      symbols: facetsOf(filterStories(river, { ...filter, symbols: [] })).symbols,
      publishers: facetsOf(filterStories(river, { ...filter, publishers: [] })).publishers,
    },
    newest: pageOfStories(found, PAGE_STORIES).shown.map(({ id }) => id),
    isEmpty: river.length === 0,
  };
}

function viewOf(known: Known, query: URLSearchParams, found: readonly Story[]): NewsView {
  const before = instantOf(query, "before");
  const limit = integerOf(query, "limit", { least: 1, most: MOST_STORIES, fallback: PAGE_STORIES });
  const iso = before === undefined ? undefined : new Date(before).toISOString();
  const { shown, older } = pageOfStories(found, limit, iso);
  return { items: shown.map((story) => scored(known, story)), total: found.length, older };
}

/** @throws {HttpError} 400 for what is no symbol */
function newsFilter(query: URLSearchParams): NewsFilter {
  return {
    symbols: listOf(query, "symbol").map(symbolOf),
    // A publisher's name may hold commas.
    publishers: query.getAll("source").filter((name) => name !== ""),
    text: (query.get("q") ?? "").slice(0, MOST_TEXT).trim(),
  };
}

/** Stories by the rows that they were made of: a ledger gives the same rows until one of them changes. */
const rivers = new WeakMap<readonly Row[], { readonly market: readonly Row[]; readonly stories: Story[] }>();

function riverOf({ store }: Known, { symbols }: NewsFilter): readonly Story[] {
  const companies = store.ledger("company_news");
  // Of a company all that is known; of all of them together the newest.
  if (symbols.length > 0) {
    return storiesOf(newestOf(symbols.flatMap((symbol) => companies.rows(symbol)), MOST_ROWS));
  }
  const [company, market] = [companies.rows(), store.ledger("market_news").rows()];
  const made = rivers.get(company);
  if (made !== undefined && made.market === market) return made.stories;
  const newest = newestOf([...newestOf(company, MOST_ROWS), ...newestOf(market, MOST_ROWS)], MOST_ROWS);
  const stories = storiesOf(newest);
  rivers.set(company, { market, stories });
  return stories;
}

function scored({ store }: Known, story: Story): ScoredStory {
  if (story.symbols.length === 0) return { ...story, score: null, tone: null };
  const names = story.symbols.map((symbol) => store.ledger("company_profiles").latest(symbol)?.["name"]);
  const company = names.filter((name) => typeof name === "string").join(" ");
  const score = headlineScorer()(story.headline, company);
  const call = callOf(score);
  return { ...story, score, tone: call > 0 ? "good" : call < 0 ? "bad" : "neutral" };
}
