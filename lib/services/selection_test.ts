import assert from "node:assert/strict";
import type { Dataset, Row } from "@/lib/datasets/dataset.ts";
import { DATASETS } from "@/lib/datasets/mod.ts";
import { openStore, QUARTER_MS, quoteRow, SLOT, statusThrown, Volume } from "./_testing.ts";
import { timeColumnOf } from "@/lib/datasets/time_column.ts";
import { datasetNamed, latestOf, select, selectLatest } from "./selection.ts";

function named(name: string): Dataset {
  const dataset = DATASETS.find((each) => each.name === name);
  if (dataset === undefined) throw new RangeError(`The test has no dataset "${name}"`);
  return dataset;
}
const QUOTES = named("stock_quotes");

/** Ten quarter-hours of two symbols, prices 0 to 9 and 100 to 109. */
async function filled(volume: Volume) {
  const store = await openStore(volume);
  for (let i = 0; i < 10; i++) {
    const stamp = `20260701_${140_000 + Math.floor(i / 4) * 10_000 + (i % 4) * 1_500}`;
    const at = SLOT + i * QUARTER_MS;
    await store.commit("stock_quotes", stamp, [quoteRow("AAPL", at, i + 1), quoteRow("MSFT", at, 100 + i)]);
  }
  return store;
}

Deno.test("select - picks rows by symbol, time, order, offset and limit, and tells how many there were before", async () => {
  await using volume = new Volume();
  const store = await filled(volume);
  const picked = (query: string) => {
    const { rows, total, offset } = select(store, QUOTES, new URLSearchParams(query), 1_000);
    return [rows.map(({ price }) => price), total, offset];
  };
  const all = (first: number) => Array.from({ length: 10 }, (_, i) => first + i);
  assert.deepEqual(picked("symbol=AAPL"), [all(1), 10, 0]);
  assert.deepEqual(picked("symbol=msft"), [all(100), 10, 0]);
  assert.deepEqual(picked("symbol=TSLA"), [[], 0, 0]);
  assert.deepEqual(picked("symbol=AAPL&order=newest&limit=3"), [[10, 9, 8], 10, 0]);
  assert.deepEqual(picked("symbol=AAPL&offset=8"), [[9, 10], 10, 8]);
  assert.deepEqual(picked("symbol=AAPL&offset=99"), [[], 10, 99]);
  assert.deepEqual(picked("symbol=AAPL&from=2026-07-01T15:00:00Z&to=2026-07-01T15:30:00Z"), [
    [5, 6, 7],
    3,
    0,
  ]);
  assert.deepEqual(picked("to=2026-07-01"), [[], 0, 0], "a date is its midnight");
  assert.deepEqual(picked("order=newest&limit=4"), [[109, 10, 108, 9], 20, 0]);
  assert.equal(select(store, QUOTES, new URLSearchParams(), 7).rows.length, 7);
});

for (
  const query of [
    "symbol=",
    "symbol=../x",
    "from=yesterday",
    "to=2026-02-30",
    "order=random",
    "limit=0",
    "limit=100001",
    "limit=many",
    "offset=-1",
    "points=3",
    "points=all",
  ]
) {
  Deno.test(`select - "${query}" is the client's mistake`, async () => {
    await using volume = new Volume();
    const store = await openStore(volume);
    assert.equal(statusThrown(() => select(store, QUOTES, new URLSearchParams(query), 10)), 400);
  });
}

Deno.test("select - points thin the rows of each symbol, keep both ends and extremes, and are no page", async () => {
  await using volume = new Volume();
  const store = await filled(volume);
  await store.commit("stock_quotes", store.nextStamp(SLOT), [
    quoteRow("AAPL", SLOT + 10 * QUARTER_MS, 500),
    quoteRow("AAPL", SLOT + 11 * QUARTER_MS, 7),
  ]);
  const prices = (query: string) =>
    select(store, QUOTES, new URLSearchParams(query), 3).rows.map(({ price }) => price);
  assert.deepEqual(prices("symbol=AAPL&points=4"), [1, 2, 500, 7]);
  assert.deepEqual(prices("symbol=AAPL&points=4&order=newest"), [7, 500, 2, 1]);
  assert.deepEqual(prices("symbol=AAPL&points=4&limit=2&offset=1"), [2, 500]);
  assert.deepEqual(prices("symbol=AAPL&points=4&to=2026-07-01T16:15:00Z"), [1, 2, 9, 10]);
  assert.equal(prices("points=4").length, 8);
  assert.equal(prices("points=100").length, 22, "the limit of a page does not cut it");
});

Deno.test("select - points are for prices over time alone", async () => {
  await using volume = new Volume();
  const store = await openStore(volume);
  for (const name of ["company_news", "technical_indicators"]) {
    assert.equal(
      statusThrown(() => select(store, named(name), new URLSearchParams("points=9"), 10)),
      400,
      name,
    );
  }
  assert.deepEqual(select(store, named("stock_historical"), new URLSearchParams("points=9"), 10).rows, []);
});

Deno.test("selectLatest - one row a symbol, the newest; the limit counts those, not what they were picked from", async () => {
  await using volume = new Volume();
  const store = await filled(volume);
  const latest = (query: string) => selectLatest(store, QUOTES, new URLSearchParams(query));
  assert.deepEqual(latest("").rows.map(({ symbol, price }) => [symbol, price]), [["AAPL", 10], [
    "MSFT",
    109,
  ]]);
  assert.deepEqual(latest("limit=1").rows.map(({ price }) => price), [10]);
  assert.equal(latest("limit=1").total, 2);
  assert.deepEqual(latest("symbol=MSFT").rows.map(({ price }) => price), [109]);
  assert.deepEqual(latest("to=2026-07-01T14:20:00Z").rows.map(({ price }) => price), [2, 101]);
});

Deno.test("latestOf - a series has its newest row, a state or a list of events has each", () => {
  const bar = (interval: string, time: string): Row => ({ symbol: "AAPL", interval, time });
  const bars = [
    bar("1d", "2026-07-01"),
    bar("15m", "2026-07-01"),
    bar("1d", "2026-06-30"),
    bar("1d", "2026-07-02"),
  ];
  assert.deepEqual(
    latestOf(named("stock_historical"), bars).map(({ interval, time }) => `${interval} ${time}`).sort(),
    ["15m 2026-07-01", "1d 2026-07-02"],
  );
  const profiles: Row[] = [{ symbol: "AAPL" }, { symbol: "MSFT" }];
  assert.deepEqual(latestOf(named("company_profiles"), profiles), profiles);
  const filings: Row[] = [{ symbol: "AAPL", year: 2025, quarter: 1 }, {
    symbol: "AAPL",
    year: 2025,
    quarter: 2,
  }];
  assert.equal(latestOf(named("earnings"), filings).length, 2);
});

Deno.test("latestOf - of rows of one time the one that arrived last stands", () => {
  const rows = [1, 2].map((price) => ({ symbol: "AAPL", as_of: "2026-07-01T14:00:00.000Z", price }));
  assert.deepEqual(latestOf(QUOTES, rows).map(({ price }) => price), [2]);
});

Deno.test("timeColumnOf - every dataset has a column of dates or times that its rows are picked by", () => {
  for (const dataset of DATASETS) {
    const column = dataset.columns.find(({ name }) => name === timeColumnOf(dataset));
    assert.ok(column?.type === "date" || column?.type === "datetime", dataset.name);
  }
  assert.equal(timeColumnOf(QUOTES), "as_of");
  assert.equal(timeColumnOf(named("stock_historical")), "time");
  assert.equal(timeColumnOf(named("market_news")), "published_at");
  assert.equal(timeColumnOf(named("earnings")), "period");
  assert.equal(timeColumnOf(named("ipo_calendar")), "date");
  assert.equal(timeColumnOf(named("company_profiles")), "as_of");
});

Deno.test("datasetNamed - another name is a 404 that lists the right ones, never a path", async () => {
  await using volume = new Volume();
  const store = await openStore(volume);
  assert.equal(datasetNamed(store, "stock_quotes"), QUOTES);
  for (const name of [undefined, "", "../runs", "STOCK_QUOTES", "__proto__", "stock_quotes.csv"]) {
    assert.equal(statusThrown(() => datasetNamed(store, name)), 404, String(name));
  }
});
