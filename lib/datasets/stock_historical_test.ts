import assert from "node:assert/strict";
import { failed, requestOf } from "./fake_finnhub.ts";
import { stockHistorical } from "./stock_historical.ts";
import { stockQuotes } from "./stock_quotes.ts";
import type { Row } from "./dataset.ts";

const CANDLES = {
  c: [217.68, 221.03, 219.89],
  h: [222.49, 221.5, 220.94],
  l: [217.19, 217.1402, 218.83],
  o: [221.03, 218.55, 220],
  s: "ok",
  t: [1569297600, 1569384000, 1569470400],
  v: [33463820, 24018876, 20730608],
};

async function quotes(...times: readonly number[]): Promise<Row[]> {
  const rows: Row[] = [];
  for (const t of times) {
    const quote = { c: 308.82, d: 3.83, dp: 1.2558, h: 311.4, l: 305.84, o: 306.12, pc: 304.99, t };
    rows.push(...(await stockQuotes.collect(requestOf({ quote }))).rows);
  }
  return rows;
}

Deno.test("stock_historical - turns candles into bars, days as dates at midnight UTC", async () => {
  const candles = (_symbol: string, resolution: string) => resolution === "D" ? CANDLES : { s: "no_data" };
  const { rows, rejected, outcomes } = await stockHistorical.collect(requestOf({ candles }));
  assert.deepEqual(rejected, []);
  assert.deepEqual(
    rows.map((row) => [row.interval, row.time, row.open, row.close, row.volume, row.samples]),
    [
      ["1d", "2019-09-24T00:00:00.000Z", 221.03, 217.68, 33463820, null],
      ["1d", "2019-09-25T00:00:00.000Z", 218.55, 221.03, 24018876, null],
      ["1d", "2019-09-26T00:00:00.000Z", 220, 219.89, 20730608, null],
    ],
  );
  assert.equal(rows[0]?.source, "finnhub:/stock/candle");
  assert.deepEqual(outcomes.map((outcome) => [outcome.result, outcome.message]), [
    ["ok", undefined],
    ["ok", "No 15m candles"],
  ]);
});

Deno.test("stock_historical - builds bars of our quotes where candles are refused, and says so", async () => {
  const known = { stock_quotes: await quotes(1779393600, 1779458400, 1779480000) };
  const { rows, outcomes } = await stockHistorical.collect(requestOf({}, known));
  assert.deepEqual(rows.map((row) => [row.interval, row.time, row.samples, row.volume]), [
    ["1d", "2026-05-21T00:00:00.000Z", 1, null],
    ["15m", "2026-05-21T19:45:00.000Z", 1, null],
    ["1d", "2026-05-22T00:00:00.000Z", 2, null],
    ["15m", "2026-05-22T14:00:00.000Z", 1, null],
    ["15m", "2026-05-22T19:45:00.000Z", 1, null],
  ]);
  assert.ok(rows.every((row) => row.source === "derived:quotes"));
  assert.deepEqual(outcomes.map((outcome) => outcome.result), ["refused", "substituted"]);
});

Deno.test("stock_historical - builds only the last two dates again", async () => {
  const known = { stock_quotes: await quotes(1779220800, 1779307200, 1779393600, 1779480000) };
  const { rows } = await stockHistorical.collect(requestOf({}, known));
  assert.deepEqual(rows.filter((row) => row.interval === "1d").map((row) => row.time), [
    "2026-05-21T00:00:00.000Z",
    "2026-05-22T00:00:00.000Z",
  ]);
});

Deno.test("stock_historical - lets a better bar stand: an imported one, one the provider gave after its end", async () => {
  const stock_quotes = await quotes(1779480000);
  const built = (await stockHistorical.collect(requestOf({}, { stock_quotes }))).rows[0];
  assert.ok(built);
  const cases: readonly [Partial<Row>, number][] = [
    [{ source: "import:prices.csv" }, 1],
    [{ source: "finnhub:/stock/candle", fetched_at: "2026-05-22T20:00:00.000Z" }, 1],
    [{ source: "finnhub:/stock/candle", fetched_at: "2026-05-22T19:00:00.000Z" }, 2],
    [{ source: "derived:quotes" }, 2],
  ];
  for (const [change, expected] of cases) {
    const known = { stock_quotes, stock_historical: [{ ...built, ...change } as Row] };
    const { rows } = await stockHistorical.collect(requestOf({}, known));
    assert.equal(rows.length, expected, JSON.stringify(change));
  }
});

Deno.test("stock_historical - builds nothing when candles fail by accident", async () => {
  const known = { stock_quotes: await quotes(1779480000) };
  const { rows, outcomes } = await stockHistorical.collect(requestOf({ candles: failed("server") }, known));
  assert.deepEqual(rows, []);
  assert.deepEqual(outcomes.map((outcome) => outcome.result), ["server"]);
});

Deno.test("stock_historical - keeps a bad candle aside, and the others", async () => {
  const { rows, rejected } = await stockHistorical.collect(
    requestOf({ candles: { ...CANDLES, h: [1, 221.5], c: [217.68, "x", 219.89] } }),
  );
  assert.deepEqual(rows, []);
  assert.match(rejected[0]?.reason ?? "", /low 217.19 and high 1 are no range/);
  assert.match(rejected[1]?.reason ?? "", /Field "c": expected a finite number, received "x"/);
  assert.match(rejected[2]?.reason ?? "", /Column "high" is empty/);
});
