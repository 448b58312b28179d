import * as v from "valibot";
import type { Fetched } from "@/lib/finnhub/answer.ts";
import type { Collection } from "./collection.ts";
import { provenance } from "./columns.ts";
import type { Column, Row } from "./dataset.ts";
import { epochSeconds, integer, text, wording } from "./provider.ts";
import { isoTime } from "./time.ts";

const rawArticle = v.looseObject({
  id: integer,
  datetime: epochSeconds,
  category: wording,
  headline: wording,
  summary: wording,
  source: wording,
  url: text,
  image: text,
  related: wording,
});

/** The columns of a news article, for company news and market news alike. */
export const ARTICLE: readonly Column[] = [
  { name: "id", type: "integer", description: "The provider's number of the article.", required: true },
  { name: "published_at", type: "datetime", description: "When it was published." },
  { name: "category", type: "string", description: "Category, as the provider names it." },
  {
    name: "headline",
    type: "string",
    description: "Headline, as it came: it may hold HTML entities.",
    required: true,
  },
  { name: "summary", type: "string", description: "Summary, as it came; empty where there is none." },
  { name: "publisher", type: "string", description: "Who published it." },
  { name: "url", type: "string", description: "Address of the article, through the provider's redirector." },
  { name: "image", type: "string", description: "Address of its picture." },
  { name: "related", type: "string", description: "Symbols the provider relates it to." },
];

/** Adds the articles of an answer, with `lead` (the symbol, if any) in front. */
export function addArticles(
  collection: Collection,
  endpoint: string,
  answer: Fetched<readonly unknown[]>,
  lead: Row,
): void {
  for (const raw of answer.data) {
    const article = collection.read(rawArticle, raw);
    if (article === null) continue;
    collection.merge({
      ...lead,
      id: article.id,
      published_at: article.datetime === null ? null : isoTime(article.datetime),
      category: article.category,
      headline: article.headline,
      summary: article.summary,
      publisher: article.source,
      url: article.url,
      image: article.image,
      related: article.related,
      ...provenance(collection.source(endpoint), article.datetime, answer.fetchedAt),
    }, raw);
  }
}
