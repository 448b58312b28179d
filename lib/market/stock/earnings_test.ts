import assert from "node:assert/strict";
import type { Row } from "@/lib/datasets/dataset.ts";
import { earningsView, resultText } from "./earnings.ts";

const TODAY = "2026-07-01";
const quarter = (year: number, quarter: number, more: Row): Row => ({
  symbol: "AAPL",
  year,
  quarter,
  report_date: null,
  eps_actual: null,
  eps_estimate: null,
  surprise_percent: null,
  ...more,
});

Deno.test("earningsView - results newest first, with the surprise as stated or reckoned", () => {
  const { results, summary, range } = earningsView([
    quarter(2025, 4, { eps_actual: 2, eps_estimate: 1.6 }),
    quarter(2026, 1, { eps_actual: 1.8, eps_estimate: 1.9, surprise_percent: -5.3 }),
    quarter(2026, 2, { eps_actual: 1.7 }),
  ], TODAY);
  assert.deepEqual(results.map(({ label }) => label), ["Q2 2026", "Q1 2026", "Q4 2025"]);
  assert.deepEqual(results.map(({ surprisePercent }) => surprisePercent?.toFixed(1)), [
    undefined,
    "-5.3",
    "25.0",
  ]);
  assert.equal(summary, "Beat the estimate in 1 of 2 quarters that had one; mean surprise +9.85\u202f%.");
  assert.deepEqual(range, [1.6, 2]);
});

Deno.test("earningsView - a smaller loss than expected is a good surprise", () => {
  const { results: [result] } = earningsView([quarter(2026, 1, { eps_actual: -1, eps_estimate: -2 })], TODAY);
  assert.equal(result?.surprisePercent, 50);
  assert.equal(result && resultText(result, "USD"), "−$1.00 a share, expected −$2.00 (+50.00\u202f%)");
});

for (
  const [date, hour, words] of [
    ["2026-07-30", "amc", "Q3 2026 on Jul 30, 2026 after the close, in 29 days"],
    ["2026-07-02", "bmo", "Q3 2026 on Jul 2, 2026 before the open, tomorrow"],
    ["2026-07-01", "", "Q3 2026 on Jul 1, 2026, today"],
    ["2026-06-29", "", "Q3 2026 was due on Jun 29, 2026, 2 days ago; the provider has no result yet"],
  ] as const
) {
  Deno.test(`earningsView - the next report is counted down: ${words}`, () => {
    const { next } = earningsView([
      quarter(2026, 4, { report_date: "2026-10-30" }),
      quarter(2026, 3, { report_date: date, report_hour: hour, eps_estimate: 1.5 }),
    ], TODAY);
    assert.deepEqual([next?.words, next?.estimate], [words, 1.5]);
  });
}

Deno.test("earningsView - a date long past that never had a result is no next report", () => {
  assert.equal(earningsView([quarter(2026, 1, { report_date: "2026-04-30" })], TODAY).next, null);
});
