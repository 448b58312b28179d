import assert from "node:assert/strict";
import type { Row } from "@/lib/datasets/dataset.ts";
import { financialSummary } from "./financial_summary.ts";

const item = (year: number, concept: string, value: number | null, quarter = 0): Row => ({
  symbol: "AAPL",
  year,
  quarter,
  statement: "ic",
  concept,
  item: null,
  value,
});

Deno.test("financialSummary - the items people read first, over the latest four fiscal years", () => {
  const rows = [2020, 2021, 2022, 2023, 2024].map((year) => item(year, "us-gaap_NetIncomeLoss", year * 10));
  const { years, items } = financialSummary([...rows, item(2024, "us-gaap_NetIncomeLoss", 7, 3)]);
  assert.deepEqual(years, [2024, 2023, 2022, 2021]);
  assert.deepEqual(items, [{ label: "Net income", perShare: false, values: [20240, 20230, 20220, 20210] }]);
});

Deno.test("financialSummary - a concept under another of its names, or without its taxonomy, is found; the likeliest first", () => {
  const { items } = financialSummary([
    item(2024, "Revenues", 5),
    item(2024, "us-gaap_RevenueFromContractWithCustomerExcludingAssessedTax", 4),
    item(2023, "SalesRevenueNet", 3),
    item(2022, "us-gaap_EarningsPerShareDiluted", 6.1),
  ]);
  assert.deepEqual(items, [
    { label: "Revenue", perShare: false, values: [5, 3, null] },
    { label: "EPS, diluted", perShare: true, values: [null, null, 6.1] },
  ]);
});

Deno.test("financialSummary - what the rows name as an item is it, whatever its concept", () => {
  const { items } = financialSummary([
    { ...item(2024, "acme_NetSales", 8), item: "revenue" },
    item(2024, "us-gaap_Revenues", 5),
    item(2023, "us-gaap_Revenues", 4),
  ]);
  assert.deepEqual(items, [{ label: "Revenue", perShare: false, values: [8, 4] }]);
});

Deno.test("financialSummary - no annual report is no table", () => {
  assert.deepEqual(financialSummary([item(2024, "Revenues", 5, 2)]), { years: [], items: [] });
  assert.deepEqual(financialSummary([item(2024, "Revenues", null)]).items, []);
});
