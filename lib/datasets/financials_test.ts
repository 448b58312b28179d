import assert from "node:assert/strict";
import type { Row } from "./dataset.ts";
import { failed, requestOf } from "./fake_finnhub.ts";
import { FINANCIAL_ITEMS } from "./financial_items.ts";
import { financials } from "./financials.ts";

const REPORT = {
  accessNumber: "0000320193-19-000119",
  symbol: "AAPL",
  cik: "320193",
  year: 2019,
  quarter: 0,
  form: "10-K",
  startDate: "2018-09-30 00:00:00",
  endDate: "2019-09-28 00:00:00",
  filedDate: "2019-10-31 00:00:00",
  acceptedDate: "2019-10-30 18:12:36",
};
const item = (concept: string, value: unknown) => ({
  concept,
  label: `${concept} label`,
  unit: "usd",
  value,
});

Deno.test("financials - keeps every reported concept, in both shapes the provider uses", async () => {
  const annual = [{
    ...REPORT,
    report: { bs: [item("us-gaap_Assets", 338516000000)], ic: [], cf: [item("x", "N/A")] },
  }];
  const quarterly = [{ ...REPORT, quarter: 3, report: { bs: { Assets: 322239000000 }, cf: {}, ic: null } }];
  const { rows, rejected } = await financials.collect(requestOf({
    financialsReported: (_symbol: string, frequency: string) => frequency === "annual" ? annual : quarterly,
  }));
  assert.deepEqual(rejected, []);
  assert.deepEqual(rows[0], {
    symbol: "AAPL",
    year: 2019,
    quarter: 0,
    statement: "bs",
    concept: "us-gaap_Assets",
    item: null,
    label: "us-gaap_Assets label",
    value: 338516000000,
    unit: "usd",
    form: "10-K",
    access_number: "0000320193-19-000119",
    start_date: "2018-09-30",
    end_date: "2019-09-28",
    filed_date: "2019-10-31",
    source: "finnhub:/stock/financials-reported",
    as_of: "2019-10-30T22:12:36.000Z",
    fetched_at: "2026-05-22T20:15:00.000Z",
  });
  assert.deepEqual(
    rows.slice(1).map((row) => [row.quarter, row.statement, row.concept, row.label, row.value]),
    [
      [0, "cf", "x", "x label", null],
      [3, "bs", "Assets", null, 322239000000],
    ],
  );
});

Deno.test("financials - a concept listed twice is its total, an amended report stands", async () => {
  const report = { bs: [item("Cash", 100), item("Cash", 40)], ic: [], cf: [] };
  const amended = {
    ...REPORT,
    form: "10-K/A",
    filedDate: "2020-01-15 00:00:00",
    report: { ...report, bs: [item("Cash", 99)] },
  };
  const { rows } = await financials.collect(requestOf({
    financialsReported: (_symbol: string, frequency: string) =>
      frequency === "annual" ? [amended, { ...REPORT, report }] : failed("timeout"),
  }));
  assert.deepEqual(rows.map((row) => [row.value, row.form]), [[99, "10-K/A"]]);
  const first = await financials.collect(requestOf({ financialsReported: [{ ...REPORT, report }] }));
  assert.deepEqual(first.rows.map((row) => row.value), [100]);
});

Deno.test("financials - names what people read first, once a report, with and without the taxonomy's prefix", async () => {
  const lines = {
    bs: [
      item("us-gaap_CashAndCashEquivalentsAtCarryingValue", 10),
      item("LongTermDebtNoncurrent", 20),
      item("us-gaap_LongTermDebt", 25),
    ],
    ic: [
      item("RevenueFromContractWithCustomerExcludingAssessedTax", 90),
      item("us-gaap:Revenues", 100),
      item("GrossProfit", 40),
      item("us-gaap_OperatingIncomeLoss", 30),
      item("us-gaap_NetIncomeLoss", 20),
      item("us-gaap_EarningsPerShareDiluted", 1.5),
      item("acme_Revenues", 7),
    ],
    cf: [
      item("us-gaap_NetIncomeLoss", 20),
      item("NetCashProvidedByUsedInOperatingActivities", 35),
      item("PaymentsToAcquirePropertyPlantAndEquipment", 12),
    ],
  };
  const quarter = { bs: [], ic: [item("Revenues", "N/A"), item("SalesRevenueNet", 24)], cf: [] };
  const { rows } = await financials.collect(requestOf({
    financialsReported: (_symbol: string, frequency: string) =>
      frequency === "annual" ? [{ ...REPORT, report: lines }] : [{ ...REPORT, quarter: 1, report: quarter }],
  }));
  const named = rows.filter((row) => row.item !== null);
  assert.deepEqual(named.slice(0, 9), rows.slice(0, 9), "on top of the report");
  assert.deepEqual(named.map((row) => [row.quarter, row.item, row.statement, row.value]), [
    [0, "revenue", "ic", 100],
    [0, "gross_profit", "ic", 40],
    [0, "operating_income", "ic", 30],
    [0, "net_income", "ic", 20],
    [0, "eps", "ic", 1.5],
    [0, "cash", "bs", 10],
    [0, "debt", "bs", 25],
    [0, "operating_cash_flow", "cf", 35],
    [0, "capex", "cf", 12],
    [1, "revenue", "ic", 24],
  ]);
  const column = financials.columns.find(({ name }) => name === "item");
  for (const { name } of FINANCIAL_ITEMS) assert.ok(column?.description.includes(`\`${name}\``), name);
});

Deno.test("financials - a row that is no longer the item of its report loses the name", async () => {
  const known: Row = {
    symbol: "AAPL",
    year: 2019,
    quarter: 0,
    statement: "ic",
    concept: "SalesRevenueNet",
    item: "revenue",
    value: 90,
  };
  const report = { bs: [], ic: [item("SalesRevenueNet", 90), item("Revenues", 100)], cf: [] };
  const { rows } = await financials.collect(
    requestOf({ financialsReported: [{ ...REPORT, report }] }, { financials: [known] }),
  );
  assert.deepEqual(rows.map((row) => [row.concept, row.item]), [
    ["Revenues", "revenue"],
    ["SalesRevenueNet", null],
  ]);
});
