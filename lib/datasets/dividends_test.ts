import assert from "node:assert/strict";
import { companyMetrics } from "./company_metrics.ts";
import type { Row } from "./dataset.ts";
import { dividends } from "./dividends.ts";
import { failed, requestOf } from "./fake_finnhub.ts";
import { financials } from "./financials.ts";

async function known(
  yieldPercent: number,
): Promise<{ company_metrics: readonly Row[]; financials: readonly Row[] }> {
  const metric = { dividendPerShareAnnual: 1.04, dividendYieldIndicatedAnnual: yieldPercent };
  const report = {
    year: 2025,
    quarter: 0,
    form: "10-K",
    startDate: "2024-09-29 00:00:00",
    endDate: "2025-09-27 00:00:00",
    report: {
      bs: [],
      ic: [],
      cf: [{ concept: "us-gaap_PaymentsOfDividends", label: "Dividends", unit: "usd", value: 15421000000 }],
    },
  };
  return {
    company_metrics: (await companyMetrics.collect(requestOf({ metrics: { metric } }))).rows,
    financials: (await financials.collect(requestOf({ financialsReported: [report] }))).rows,
  };
}

Deno.test("dividends - lists the payments where the plan allows it", async () => {
  const payment = {
    symbol: "AAPL",
    date: "2019-11-07",
    amount: 0.77,
    adjustedAmount: 0.1925,
    payDate: "2019-11-14",
    recordDate: "2019-11-11",
    declarationDate: "2019-10-30",
    currency: "USD",
    freq: "2",
  };
  const { rows, outcomes } = await dividends.collect(requestOf({ dividends: [payment] }));
  assert.deepEqual(
    rows.map((row) => [row.date, row.kind, row.amount, row.adjusted_amount, row.frequency, row.source]),
    [
      ["2019-11-07", "payment", 0.77, 0.1925, "quarterly", "finnhub:/stock/dividend"],
    ],
  );
  assert.deepEqual(outcomes.map((outcome) => outcome.result), ["ok"]);
});

Deno.test("dividends - where refused: the yearly rate and what was paid, each naming its source", async () => {
  const { rows, outcomes } = await dividends.collect(requestOf({}, await known(0.34)));
  assert.deepEqual(
    rows.map((row) => [row.date, row.kind, row.amount, row.yield_percent, row.total_paid, row.source]),
    [
      ["2026-05-22", "annual_rate", 1.04, 0.34, null, "finnhub:/stock/metric"],
      ["2025-09-27", "paid_in_period", null, null, 15421000000, "finnhub:/stock/financials-reported"],
    ],
  );
  assert.deepEqual(outcomes.map((outcome) => outcome.result), ["refused", "substituted"]);
});

Deno.test("dividends - an unchanged rate keeps the day on which it was first seen", async () => {
  const rate: Row = { source: "finnhub:/stock/metric", amount: 1.04, yield_percent: 0.4, date: "2026-01-05" };
  const { rows } = await dividends.collect(requestOf({}, { ...(await known(0.34)), dividends: [rate] }));
  assert.deepEqual(rows.map((row) => [row.date, row.yield_percent])[0], ["2026-01-05", 0.34]);
});

Deno.test("dividends - substitutes nothing for a call that merely failed", async () => {
  const { rows, outcomes } = await dividends.collect(
    requestOf({ dividends: failed("timeout") }, await known(0.34)),
  );
  assert.deepEqual([rows, outcomes.map((outcome) => outcome.result)], [[], ["timeout"]]);
});

Deno.test("dividends - what stands in says its currency, its period, and an outflow as what was paid", async () => {
  const report = {
    year: 2026,
    quarter: 2,
    form: "10-Q",
    startDate: "2025-09-28 00:00:00",
    endDate: "2026-03-28 00:00:00",
    report: {
      bs: [],
      ic: [],
      cf: [{ concept: "PaymentsOfDividends", unit: "iso4217:usd", value: -7_700_000_000 }],
    },
  };
  const { rows } = await dividends.collect(requestOf({}, {
    ...(await known(0.34)),
    financials: (await financials.collect(requestOf({ financialsReported: [report] }))).rows,
  }));
  assert.deepEqual(
    rows.map((row) => [row.kind, row.amount, row.currency, row.total_paid, row.period_start, row.date]),
    [
      ["annual_rate", 1.04, "USD", null, null, "2026-05-22"],
      ["paid_in_period", null, "USD", 7_700_000_000, "2025-09-28", "2026-03-28"],
    ],
  );
});

Deno.test("dividends - a company that pays none has no rate", async () => {
  const metric = { dividendPerShareAnnual: 0, dividendYieldIndicatedAnnual: 0 };
  const { rows } = await dividends.collect(
    requestOf({}, {
      company_metrics: (await companyMetrics.collect(requestOf({ metrics: { metric } }))).rows,
    }),
  );
  assert.deepEqual(rows, []);
});
