import { addArticles, ARTICLE } from "./article.ts";
import { Collection } from "./collection.ts";
import { PROVENANCE } from "./columns.ts";
import type { Collected, CollectRequest, Dataset } from "./dataset.ts";
import { answers } from "./freshness.ts";
import { DAY_MS, QUARTER_HOUR_MS } from "./time.ts";

/** As the source of a row names it; its query is `category=general`. */
const ENDPOINT = "/news";

/** News of the market. */
export const marketNews: Dataset = {
  name: "market_news",
  title: "Market news",
  description: "General market news; one row an article.",
  scope: "market",
  endpoints: [ENDPOINT],
  cadenceMs: QUARTER_HOUR_MS,
  lags: true,
  freshness: answers(QUARTER_HOUR_MS, DAY_MS),
  calls: 1,
  state: false,
  columns: [...ARTICLE, ...PROVENANCE],
  key: ["id"],
  collect,
};

async function collect(request: CollectRequest): Promise<Collected> {
  const collection = new Collection(marketNews, request);
  const answer = await request.finnhub.marketNews("general");
  if (answer.ok) {
    collection.outcome(ENDPOINT, "ok");
    addArticles(collection, ENDPOINT, answer, {});
  } else collection.fail(ENDPOINT, answer);
  return collection.collected();
}
