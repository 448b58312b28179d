import assert from "node:assert/strict";
import { analystRecommendations } from "./analyst_recommendations.ts";
import { companyMetrics } from "./company_metrics.ts";
import { companyProfiles } from "./company_profiles.ts";
import { fakeFinnhub, requestOf } from "./fake_finnhub.ts";
import { insiderTransactions } from "./insider_transactions.ts";
import { ipoCalendar } from "./ipo_calendar.ts";

Deno.test("company_profiles - an empty profile is a symbol without one, and no failure", async () => {
  const { rows, rejected, outcomes } = await companyProfiles.collect(requestOf({ profile: {} }));
  assert.deepEqual([rows, rejected], [[], []]);
  assert.deepEqual(outcomes, [{
    endpoint: "/stock/profile2",
    result: "ok",
    message: "The provider has no profile of this symbol",
  }]);
});

Deno.test("company_profiles - a null takes nothing back that was known", async () => {
  const known = await companyProfiles.collect(
    requestOf({ profile: { name: "Apple Inc", marketCapitalization: 1 } }),
  );
  const { rows } = await companyProfiles.collect(
    requestOf({ profile: { name: null, marketCapitalization: 2 } }, { company_profiles: known.rows }),
  );
  assert.deepEqual([rows[0]?.name, rows[0]?.market_cap_millions], ["Apple Inc", 2]);
});

Deno.test("analyst_recommendations - counts analysts by month", async () => {
  const trend = {
    buy: 24,
    hold: 13,
    period: "2026-05-01",
    sell: 2,
    strongBuy: 15,
    strongSell: 0,
    symbol: "AAPL",
  };
  const { rows } = await analystRecommendations.collect(requestOf({ recommendations: [trend] }));
  assert.deepEqual(rows, [{
    symbol: "AAPL",
    period: "2026-05-01",
    strong_buy: 15,
    buy: 24,
    hold: 13,
    sell: 2,
    strong_sell: 0,
    source: "finnhub:/stock/recommendation",
    as_of: null,
    fetched_at: "2026-05-22T20:15:00.000Z",
  }]);
});

Deno.test("insider_transactions - one that comes with holes is no other transaction: it is kept aside", async () => {
  const whole = {
    id: "1",
    name: "Cook",
    share: 10,
    change: -1,
    transactionDate: "2026-05-01",
    currency: null,
  };
  const holes = (["name", "change", "transactionDate"] as const).map((field) => ({
    ...whole,
    [field]: null,
  }));
  const { rows, rejected } = await insiderTransactions.collect(
    requestOf({ insiderTransactions: [whole, ...holes] }),
  );
  assert.deepEqual(rows.map(({ name }) => name), ["Cook"]);
  assert.deepEqual(
    rejected.map(({ reason }) => reason.slice(0, 32)),
    [
      'Column "name" is empty, expected',
      'Column "shares_changed" is empty',
      'Column "transaction_date" is emp',
    ],
  );
});

Deno.test("insider_transactions - rows of one id are told apart, the same row twice is one", async () => {
  const sale = {
    id: "0001-26-1",
    name: "Baglino Andrew D",
    share: 19114,
    change: -1500,
    filingDate: "2021-03-31",
    transactionDate: "2021-03-29",
    transactionCode: "S",
    transactionPrice: 615.75,
    isDerivative: false,
    currency: "",
  };
  const gift = { ...sale, transactionCode: "G", transactionPrice: 0 };
  const { rows, rejected } = await insiderTransactions.collect(
    requestOf({ insiderTransactions: [sale, gift, { ...sale, unknown: "field" }, {}] }),
  );
  assert.deepEqual(rows.map((row) => [row.id, row.transaction_code, row.transaction_price, row.currency]), [
    ["0001-26-1", "G", 0, null],
    ["0001-26-1", "S", 615.75, null],
  ]);
  assert.ok(rows.every((row) => /^[0-9a-f]{16}$/.test(String(row.row_hash))));
  assert.match(rejected[0]?.reason ?? "", /^Column "name" is empty/);
});

Deno.test("ipo_calendar - asks for three months, folds an offering listed twice", async () => {
  const ipo = {
    date: "2026-06-03",
    exchange: null,
    name: "ZENTALIS, LLC",
    numberOfShares: 7650000,
    price: "16.00-18.00",
    status: "expected",
    symbol: "",
    totalSharesValue: null,
  };
  const again = { ...ipo, exchange: "NASDAQ Global", numberOfShares: null };
  const calls: unknown[][] = [];
  const finnhub = fakeFinnhub({ ipoCalendar: [ipo, again, { ...ipo, name: null }] }, calls);
  const { rows, rejected } = await ipoCalendar.collect(requestOf({}, {}, { symbol: "", finnhub }));
  assert.deepEqual(calls, [["ipoCalendar", "2026-04-22", "2026-07-21"]]);
  assert.deepEqual(rows.map((row) => [row.exchange, row.number_of_shares, row.price, row.symbol]), [
    ["NASDAQ Global", 7650000, "16.00-18.00", null],
  ]);
  assert.equal(rejected[0]?.reason, 'Column "name" is empty, expected a value');
});

Deno.test("company_metrics - one row a figure: numbers, dates, series; nulls are no rows", async () => {
  const periods = Array.from(
    { length: 30 },
    (_, index) => ({ period: `${1990 + index}-09-28`, v: index / 10 }),
  );
  const { rows, rejected } = await companyMetrics.collect(requestOf({
    metrics: {
      metricType: "all",
      metric: {
        "52WeekHigh": 310.43,
        "52WeekLowDate": "2019-01-14",
        "priceRelativeToS&P50052Week": 1.5,
        beta: null,
        peTTM: "N/A",
        x: {},
      },
      series: {
        annual: { netMargin: [...periods, ...periods], broken: 1 },
        quarterly: { currentRatio: [{ period: "2019-09-28", v: 1.5401 }] },
      },
    },
  }));
  const cells = rows.map((row) => [row.metric, row.frequency, row.period, row.value, row.text, row.unit]);
  assert.deepEqual(cells.slice(0, 3), [
    ["52WeekHigh", "current", "current", 310.43, null, "USD per share"],
    ["52WeekLowDate", "current", "current", null, "2019-01-14", "date"],
    ["priceRelativeToS&P50052Week", "current", "current", 1.5, null, "percent"],
  ]);
  assert.deepEqual(cells[3], ["netMargin", "annual", "2019-09-28", 2.9, null, "ratio"]);
  assert.equal(cells.filter(([metric]) => metric === "netMargin").length, 20);
  assert.deepEqual(cells.at(-1), ["currentRatio", "quarterly", "2019-09-28", 1.5401, null, "ratio"]);
  assert.deepEqual(rejected.map((one) => one.reason), [
    'Metric "x" is no number and no text',
    'Series "broken" is no array',
  ]);
});
