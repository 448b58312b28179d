import assert from "node:assert/strict";
import { companyNews } from "./company_news.ts";
import type { Row } from "./dataset.ts";
import { failed, requestOf } from "./fake_finnhub.ts";
import { callOf } from "./sentiment/day.ts";
import { headlineScorer, socialSentiment } from "./social_sentiment.ts";

async function news(
  ...articles: readonly [datetime: number, headline: string][]
): Promise<{ company_news: readonly Row[] }> {
  const answer = articles.map(([datetime, headline], id) => ({ id, datetime, headline }));
  return { company_news: (await companyNews.collect(requestOf({ companyNews: answer }))).rows };
}
const FRIDAY = Date.parse("2026-05-22T14:00:00Z") / 1000;

Deno.test("social_sentiment - takes the provider's figures where there are some", async () => {
  const figures = {
    atTime: "2021-05-08 14:00:00",
    mention: 32,
    positiveScore: 0.92,
    negativeScore: -0.98,
    positiveMention: 20,
    negativeMention: 12,
    score: -0.03,
  };
  const { rows, rejected } = await socialSentiment.collect(
    requestOf({ socialSentiment: [figures, { ...figures, atTime: "soon" }, { ...figures, atTime: null }] }),
  );
  assert.deepEqual(rows, [{
    symbol: "AAPL",
    time: "2021-05-08T14:00:00.000Z",
    mention: 32,
    positive_mention: 20,
    negative_mention: 12,
    positive_score: 0.92,
    negative_score: -0.98,
    score: -0.03,
    source: "finnhub:/stock/social-sentiment",
    as_of: "2021-05-08T14:00:00.000Z",
    fetched_at: "2026-05-22T20:15:00.000Z",
  }]);
  assert.equal(rejected.length, 2);
});

for (const [name, answer] of [["refused", failed("refused")], ["empty", []]] as const) {
  Deno.test(`social_sentiment - scores headlines day by day where the endpoint is ${name}`, async () => {
    const known = await news(
      [FRIDAY, "Apple beats estimates"],
      [FRIDAY + 60, "Apple shares plunge"],
      [FRIDAY + 120, "Apple to hold an event"],
      [FRIDAY - 86_400, "Apple surges"],
      [FRIDAY - 30 * 86_400, "Apple sinks"],
    );
    const { rows, outcomes } = await socialSentiment.collect(requestOf({ socialSentiment: answer }, known));
    assert.deepEqual(
      rows.map((
        row,
      ) => [row.time, row.mention, row.positive_mention, row.negative_mention, row.source, row.as_of]),
      [
        ["2026-05-22T00:00:00.000Z", 3, 1, 1, "derived:company_news", "2026-05-22T14:02:00.000Z"],
        ["2026-05-21T00:00:00.000Z", 1, 1, 0, "derived:company_news", "2026-05-21T14:00:00.000Z"],
      ],
    );
    assert.equal(rows[1]?.negative_score, null);
    assert.equal(outcomes.at(-1)?.result, "substituted");
  });
}

Deno.test("social_sentiment - scores nothing when the endpoint fails by accident", async () => {
  const { rows } = await socialSentiment.collect(
    requestOf({ socialSentiment: failed("server") }, await news([FRIDAY, "Apple beats estimates"])),
  );
  assert.deepEqual(rows, []);
});

const HEADLINES: readonly [sign: -1 | 0 | 1, headline: string][] = [
  [1, "Apple beats estimates as iPhone sales surge"],
  [1, "Analyst raises price target on Nvidia"],
  [1, "Microsoft shares hit record high"],
  [1, "Tesla avoids recall after probe"],
  [1, "Meta cuts costs, shares rally"],
  [1, "Amazon isn&#39;t struggling anymore"],
  [-1, "Tesla misses delivery estimates"],
  [-1, "Google fails to win EU appeal"],
  [-1, "Apple isn’t growing"],
  [-1, "Meta cuts guidance on weak ad demand"],
  [-1, "Nvidia plunges after downgrade"],
  [-1, "Profit warning at Amazon supplier"],
  [0, "Apple to hold its developer conference in June"],
  [0, "Everything we know of the next phone"],
  [0, ""],
];
for (const [sign, headline] of HEADLINES) {
  Deno.test(`headlineScorer - "${headline}" is ${sign > 0 ? "good" : sign < 0 ? "bad" : "neutral"}`, () => {
    const score = headlineScorer()(headline);
    assert.equal(callOf(score), sign, String(score));
    assert.ok(Math.abs(score) <= 1);
  });
}
