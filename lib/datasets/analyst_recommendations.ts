import * as v from "valibot";
import { Collection } from "./collection.ts";
import { PROVENANCE, provenance, SYMBOL } from "./columns.ts";
import type { Collected, CollectRequest, Dataset } from "./dataset.ts";
import { answers } from "./freshness.ts";
import { date, integer } from "./provider.ts";
import { DAY_MS } from "./time.ts";

const ENDPOINT = "/stock/recommendation";

const rawTrend = v.looseObject({
  period: date,
  strongBuy: integer,
  buy: integer,
  hold: integer,
  sell: integer,
  strongSell: integer,
});

/** How many analysts say what. */
export const analystRecommendations: Dataset = {
  name: "analyst_recommendations",
  title: "Analyst recommendations",
  description:
    "How many analysts recommended what, each month. A free key gets about four months; the rest is what " +
    "this pipeline has seen.",
  scope: "symbol",
  endpoints: [ENDPOINT],
  cadenceMs: DAY_MS,
  freshness: answers(DAY_MS, 75 * DAY_MS),
  calls: 1,
  state: true,
  columns: [
    SYMBOL,
    { name: "period", type: "date", description: "First day of the month.", required: true },
    { name: "strong_buy", type: "integer", unit: "analysts", description: "Analysts who say strong buy." },
    { name: "buy", type: "integer", unit: "analysts", description: "Analysts who say buy." },
    { name: "hold", type: "integer", unit: "analysts", description: "Analysts who say hold." },
    { name: "sell", type: "integer", unit: "analysts", description: "Analysts who say sell." },
    { name: "strong_sell", type: "integer", unit: "analysts", description: "Analysts who say strong sell." },
    ...PROVENANCE,
  ],
  key: ["symbol", "period"],
  collect,
};

async function collect(request: CollectRequest): Promise<Collected> {
  const collection = new Collection(analystRecommendations, request);
  const answer = await request.finnhub.recommendations(request.symbol);
  if (!answer.ok) {
    collection.fail(ENDPOINT, answer);
    return collection.collected();
  }
  collection.outcome(ENDPOINT, "ok", answer.data.length === 0 ? "No recommendations" : undefined);
  for (const raw of answer.data) {
    const trend = collection.read(rawTrend, raw);
    if (trend === null) continue;
    collection.merge({
      symbol: request.symbol,
      period: trend.period,
      strong_buy: trend.strongBuy,
      buy: trend.buy,
      hold: trend.hold,
      sell: trend.sell,
      strong_sell: trend.strongSell,
      ...provenance(collection.source(ENDPOINT), null, answer.fetchedAt),
    }, raw);
  }
  return collection.collected();
}
