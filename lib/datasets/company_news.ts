import { addArticles, ARTICLE } from "./article.ts";
import { Collection } from "./collection.ts";
import { PROVENANCE, SYMBOL } from "./columns.ts";
import type { Collected, CollectRequest, Dataset } from "./dataset.ts";
import { answers } from "./freshness.ts";
import { DAY_MS, HOUR_MS, QUARTER_HOUR_MS, utcDate } from "./time.ts";
import { windowStart } from "./window.ts";

const ENDPOINT = "/company-news";
/** Articles come late and are corrected: a week is asked for again each time. */
const WINDOW_MS = 7 * DAY_MS;
/** A free key gets the news of a year. */
const LONGEST_WINDOW_MS = 365 * DAY_MS;

/** News of a company. */
export const companyNews: Dataset = {
  name: "company_news",
  title: "Company news",
  description: "Articles about a company, of the last week and as far back as this pipeline has run. " +
    "The same article can appear under several symbols.",
  scope: "symbol",
  endpoints: [ENDPOINT],
  cadenceMs: QUARTER_HOUR_MS,
  lags: true,
  freshness: answers(HOUR_MS / 2, 30 * DAY_MS),
  calls: 1,
  state: false,
  columns: [SYMBOL, ...ARTICLE, ...PROVENANCE],
  key: ["symbol", "id"],
  collect,
};

async function collect(request: CollectRequest): Promise<Collected> {
  const { finnhub, symbol, now } = request;
  const collection = new Collection(companyNews, request);
  const from = windowStart(request, WINDOW_MS, LONGEST_WINDOW_MS);
  const answer = await finnhub.companyNews(symbol, utcDate(from), utcDate(now));
  if (answer.ok) {
    collection.outcome(ENDPOINT, "ok", answer.data.length === 0 ? "No news in this window" : undefined);
    addArticles(collection, ENDPOINT, answer, { symbol });
  } else collection.fail(ENDPOINT, answer);
  return collection.collected();
}
