import assert from "node:assert/strict";
import type { Row } from "@/lib/datasets/dataset.ts";
import { type FinancialSeries, financialView } from "./financial_summary.ts";

const item = (
  year: number,
  concept: string,
  value: number | null,
  { quarter = 0, statement = "ic" }: { quarter?: number; statement?: string } = {},
): Row => ({
  symbol: "AAPL",
  year,
  quarter,
  statement,
  concept,
  item: null,
  value,
  unit: "usd",
  source: "finnhub:/stock/financials-reported",
});
const valuesOf = (series: readonly FinancialSeries[], name: string) =>
  series.find((each) => each.name === name)?.values.map((value) => value?.value ?? null);

Deno.test("financialView - the items people read first, by fiscal year, oldest first, with the change of each", () => {
  const rows = [2019, 2020, 2021, 2022, 2023, 2024, 2025].map((year) =>
    item(year, "us-gaap_NetIncomeLoss", (year - 2000) * 10)
  );
  const view = financialView([...rows, item(2025, "us-gaap_NetIncomeLoss", 7, { quarter: 3 })], "annual");
  assert.deepEqual(view.periods.map(({ label }) => label), ["2020", "2021", "2022", "2023", "2024", "2025"]);
  assert.deepEqual(view.series.map(({ label }) => label), ["Net income"]);
  assert.deepEqual(valuesOf(view.series, "net_income"), [200, 210, 220, 230, 240, 250]);
  // The first one's is known too, although the year before is not shown.
  assert.equal(view.series[0]?.changes[0]?.toFixed(4), "5.2632");
  assert.deepEqual([view.currency, view.sources], ["USD", ["finnhub:/stock/financials-reported"]]);
});

Deno.test("financialView - a concept under another of its names, or without its taxonomy, is found; the likeliest first", () => {
  const { series } = financialView([
    item(2024, "Revenues", 5),
    item(2024, "us-gaap_RevenueFromContractWithCustomerExcludingAssessedTax", 4),
    item(2023, "SalesRevenueNet", 3),
    item(2022, "us-gaap_EarningsPerShareDiluted", 6.1),
  ], "annual");
  assert.deepEqual(series.map(({ label, perShare }) => [label, perShare]), [["Revenue", false], [
    "EPS, diluted",
    true,
  ]]);
  assert.deepEqual(valuesOf(series, "revenue"), [null, 3, 5]);
  assert.deepEqual(valuesOf(series, "eps"), [6.1, null, null]);
});

Deno.test("financialView - what the rows name as an item is it, whatever its concept", () => {
  const { series } = financialView([
    { ...item(2024, "acme_NetSales", 8), item: "revenue" },
    item(2024, "us-gaap_Revenues", 5),
    item(2023, "us-gaap_Revenues", 4),
  ], "annual");
  assert.deepEqual(valuesOf(series, "revenue"), [4, 8]);
});

const flow = (quarter: number, value: number) =>
  item(2025, "NetCashProvidedByUsedInOperatingActivities", value, { quarter, statement: "cf" });
const cash = (quarter: number, value: number) => item(2025, "Cash", value, { quarter, statement: "bs" });
const eps = (quarter: number, value: number) => item(2025, "EarningsPerShareDiluted", value, { quarter });

Deno.test("financialView - a quarter is a quarter: cash flows less those before, the fourth out of the year's report", () => {
  const rows = [
    ...[[1, 10], [2, 11], [3, 12], [0, 50]].map(([quarter = 0, value = 0]) =>
      item(2025, "Revenues", value, { quarter })
    ),
    ...[flow(1, 3), flow(2, 7), flow(3, 8), flow(0, 20)],
    ...[cash(1, 100), cash(2, 90), cash(3, 80), cash(0, 70)],
    ...[eps(1, 1), eps(2, 1.1), eps(3, 1.2), eps(0, 5)],
  ];
  const { periods, series } = financialView(rows, "quarterly");
  assert.deepEqual(periods.map(({ label }) => label), ["Q1 2025", "Q2 2025", "Q3 2025", "Q4 2025"]);
  assert.deepEqual(valuesOf(series, "revenue"), [10, 11, 12, 17]);
  assert.deepEqual(valuesOf(series, "operating_cash_flow"), [3, 4, 1, 12]);
  assert.deepEqual(valuesOf(series, "cash"), [100, 90, 80, 70]);
  assert.deepEqual(valuesOf(series, "eps"), [1, 1.1, 1.2, null], "a fourth quarter's is filed nowhere");
  const formulas = series.find(({ name }) => name === "revenue")?.values.map((value) => value?.formula);
  assert.deepEqual(formulas, [undefined, undefined, undefined, "fiscal year − its first three quarters"]);
});

Deno.test("financialView - a quarter that cannot be told is none, and no number of another stretch of time", () => {
  const { series } = financialView([flow(1, 3), flow(3, 8), flow(0, 20)], "quarterly");
  assert.deepEqual(valuesOf(series, "operating_cash_flow"), [3, null, 12]);
});

Deno.test("financialView - free cash flow is what is left of the operating one, margins are of the revenue", () => {
  const { series } = financialView([
    item(2025, "Revenues", 200),
    item(2025, "GrossProfit", 90),
    flow(0, 50),
    item(2025, "PaymentsToAcquirePropertyPlantAndEquipment", 20, { statement: "cf" }),
  ], "annual");
  assert.deepEqual(valuesOf(series, "free_cash_flow"), [30]);
  assert.deepEqual(
    series.map(({ name, marginPercent }) => [name, marginPercent]),
    [["revenue", null], ["gross_profit", 45], ["operating_cash_flow", 25], ["capex", null], [
      "free_cash_flow",
      15,
    ]],
  );
});

Deno.test("financialView - a gain out of a loss, or out of nothing, has no percentage", () => {
  const { series } = financialView([
    item(2022, "NetIncomeLoss", -5),
    item(2023, "NetIncomeLoss", 5),
    item(2024, "NetIncomeLoss", -10),
    item(2025, "NetIncomeLoss", 0),
  ], "annual");
  assert.deepEqual(series[0]?.changes, [null, null, -300, null]);
});

Deno.test("financialView - no report of that length is no period", () => {
  assert.deepEqual(financialView([item(2024, "Revenues", 5, { quarter: 2 })], "annual").periods, []);
  assert.deepEqual(financialView([item(2024, "Revenues", null)], "annual").series, []);
});
