import assert from "node:assert/strict";
import { earnings } from "./earnings.ts";
import { failed, requestOf } from "./fake_finnhub.ts";

const RESULT = {
  actual: 1.88,
  estimate: 1.9744,
  period: "2023-03-31",
  quarter: 1,
  surprise: -0.0944,
  surprisePercent: -4.7812,
  symbol: "AAPL",
  year: 2023,
};
const RELEASE = {
  date: "2023-02-02",
  epsActual: 1.88,
  epsEstimate: 1.97,
  hour: "amc",
  quarter: 1,
  revenueActual: 117154000000,
  revenueEstimate: null,
  symbol: "AAPL",
  year: 2023,
};

Deno.test("earnings - merges results and calendar by fiscal quarter", async () => {
  const next = {
    ...RELEASE,
    date: "2026-07-29",
    epsActual: null,
    quarter: 3,
    year: 2026,
    revenueActual: null,
  };
  const { rows, rejected } = await earnings.collect(
    requestOf({ earnings: [RESULT], earningsCalendar: [RELEASE, RELEASE, next] }),
  );
  assert.deepEqual(rejected, []);
  assert.deepEqual(rows, [
    {
      symbol: "AAPL",
      year: 2026,
      quarter: 3,
      period: null,
      report_date: "2026-07-29",
      report_hour: "amc",
      eps_actual: null,
      eps_estimate: 1.97,
      surprise: null,
      surprise_percent: null,
      revenue_actual: null,
      revenue_estimate: null,
      source: "finnhub:/calendar/earnings",
      as_of: null,
      fetched_at: "2026-05-22T20:15:00.000Z",
    },
    {
      symbol: "AAPL",
      year: 2023,
      quarter: 1,
      period: "2023-03-31",
      report_date: "2023-02-02",
      report_hour: "amc",
      eps_actual: 1.88,
      eps_estimate: 1.9744,
      surprise: -0.0944,
      surprise_percent: -4.7812,
      revenue_actual: 117154000000,
      revenue_estimate: null,
      source: "finnhub:/calendar/earnings+/stock/earnings",
      as_of: null,
      fetched_at: "2026-05-22T20:15:00.000Z",
    },
  ]);
});

Deno.test("earnings - what is known of a quarter stays when the calendar has forgotten it", async () => {
  const before = await earnings.collect(requestOf({ earnings: [RESULT], earningsCalendar: [RELEASE] }));
  const known = { earnings: before.rows };
  const after = await earnings.collect(requestOf({ earnings: [RESULT], earningsCalendar: [] }, known));
  assert.deepEqual(after.rows, before.rows);
});

Deno.test("earnings - one endpoint's failure does not cost the other's rows", async () => {
  const { rows, outcomes } = await earnings.collect(
    requestOf({ earnings: [RESULT, { ...RESULT, year: null }], earningsCalendar: failed("server") }),
  );
  assert.equal(rows.length, 1);
  assert.deepEqual(outcomes.map((outcome) => [outcome.endpoint, outcome.result]), [
    ["/calendar/earnings", "server"],
    ["/stock/earnings", "ok"],
  ]);
});
