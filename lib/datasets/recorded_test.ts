import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { analystRecommendations } from "./analyst_recommendations.ts";
import { companyProfiles } from "./company_profiles.ts";
import type { Dataset } from "./dataset.ts";
import { earnings } from "./earnings.ts";
import { failed, requestOf } from "./fake_finnhub.ts";
import { stockQuotes } from "./stock_quotes.ts";

const RECORDED = new URL("../../../shared/finnhub/recorded/", import.meta.url);
const ignore = !existsSync(RECORDED);
const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, RECORDED), "utf8"));

const CASES: readonly [dataset: Dataset, canned: () => Parameters<typeof requestOf>[0], expected: object][] =
  [
    [stockQuotes, () => ({ quote: read("quote-AAPL.json") }), {
      price: 308.82,
      change_percent: 1.2558,
      as_of: "2026-05-22T20:00:00.000Z",
    }],
    [companyProfiles, () => ({ profile: read("profile-AAPL.json") }), {
      name: "Apple Inc",
      industry: "Technology",
      ipo_date: "1980-12-12",
      market_cap_millions: 4535749.272209372,
      shares_outstanding_millions: 14687.36,
    }],
    [earnings, () => {
      const { earningsCalendar } = read("calendar-earnings-aapl.json") as { earningsCalendar: unknown };
      return { earningsCalendar, earnings: failed("timeout") };
    }, {
      year: 2026,
      quarter: 3,
      report_date: "2026-07-29",
      eps_estimate: 1.9316,
      revenue_estimate: 110771401872,
    }],
    [analystRecommendations, () => ({ recommendations: read("recommendation-AAPL.json") }), {
      period: "2026-05-01",
      strong_buy: 15,
    }],
  ];
for (const [dataset, canned, expected] of CASES) {
  Deno.test({
    name: `${dataset.name} - reads the recorded answer of the real provider`,
    ignore,
    fn: async () => {
      const { rows, rejected } = await dataset.collect(requestOf(canned()));
      assert.deepEqual(rejected, []);
      assert.deepEqual({ ...rows[0], ...expected }, rows[0]);
    },
  });
}

Deno.test({
  name: "stock_quotes - keeps the recorded quote of an unknown symbol aside",
  ignore,
  fn: async () => {
    const { rows, rejected } = await stockQuotes.collect(requestOf({ quote: read("quote-unknown.json") }));
    assert.deepEqual(rows, []);
    assert.match(rejected[0]?.reason ?? "", /^All zeros/);
  },
});
