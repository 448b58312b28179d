import assert from "node:assert/strict";
import { unitOfMetric } from "./metric_unit.ts";

const CASES: readonly [unit: string, metrics: readonly string[]][] = [
  ["date", ["52WeekHighDate"]],
  ["million shares", ["10DayAverageTradingVolume", "3MonthAverageTradingVolume"]],
  ["million USD", [
    "marketCapitalization",
    "enterpriseValue",
    "revenueEmployeeTTM",
    "netIncomeEmployeeAnnual",
  ]],
  ["percent", [
    "52WeekPriceReturnDaily",
    "3MonthADReturnStd",
    "epsGrowthTTMYoy",
    "bookValueShareGrowth5Y",
    "capexCagr5Y",
    "currentDividendYieldTTM",
    "grossMarginTTM",
    "payoutRatioAnnual",
    "priceRelativeToS&P50052Week",
    "roaRfy",
    "roeTTM",
    "roi5Y",
  ]],
  ["USD per share", [
    "52WeekHigh",
    "bookValuePerShareAnnual",
    "dividendIndicatedAnnual",
    "dividendPerShareTTM",
    "epsTTM",
    "revenuePerShareTTM",
  ]],
  ["ratio", [
    "beta",
    "currentRatioQuarterly",
    "peTTM",
    "pb",
    "longTermDebt/equityAnnual",
    "currentEv/freeCashFlowTTM",
  ]],
];
for (const [unit, metrics] of CASES) {
  Deno.test(`unitOfMetric - current ${metrics.join(", ")} in ${unit}`, () => {
    for (const metric of metrics) assert.equal(unitOfMetric(metric, "current"), unit, metric);
  });
}

Deno.test("unitOfMetric - a series gives as ratio what is current in percent, and a book value of the whole company", () => {
  assert.equal(unitOfMetric("netMargin", "annual"), "ratio");
  assert.equal(unitOfMetric("roeTTM", "quarterly"), "ratio");
  assert.equal(unitOfMetric("bookValue", "annual"), "million USD");
  assert.equal(unitOfMetric("salesPerShare", "quarterly"), "USD per share");
});
