import assert from "node:assert/strict";
import { failed, NOW, requestOf } from "./fake_finnhub.ts";
import { stockQuotes } from "./stock_quotes.ts";

const QUOTE = { c: 308.82, d: 3.83, dp: 1.2558, h: 311.4, l: 305.84, o: 306.12, pc: 304.99, t: 1779480000 };

Deno.test("stock_quotes - turns a quote into a row with the exchange's time", async () => {
  const { rows, rejected, outcomes } = await stockQuotes.collect(requestOf({ quote: QUOTE }));
  assert.deepEqual(rows, [{
    symbol: "AAPL",
    price: 308.82,
    change: 3.83,
    change_percent: 1.2558,
    day_high: 311.4,
    day_low: 305.84,
    day_open: 306.12,
    previous_close: 304.99,
    source: "finnhub:/quote",
    as_of: "2026-05-22T20:00:00.000Z",
    fetched_at: "2026-05-22T20:15:00.000Z",
  }]);
  assert.deepEqual(rejected, []);
  assert.deepEqual(outcomes, [{ endpoint: "/quote", result: "ok" }]);
});

Deno.test("stock_quotes - names the provider it is told of, and takes odd nulls", async () => {
  const quote = { ...QUOTE, d: null, dp: null, h: 0, o: "N/A", extra: "field" };
  const { rows } = await stockQuotes.collect(requestOf({ quote }, {}, { provider: "simulator" }));
  assert.equal(rows[0]?.source, "simulator:/quote");
  assert.deepEqual([rows[0]?.change, rows[0]?.day_high, rows[0]?.day_open], [null, null, null]);
});

const WRONG: readonly [name: string, change: Record<string, unknown>, reason: RegExp][] = [
  ["all zeros", { c: 0, d: null, dp: null, h: 0, l: 0, o: 0, pc: 0, t: 0 }, /^All zeros/],
  ["a negative price", { l: -1 }, /"l" is -1/],
  ["no price", { c: null }, /"c" is null, expected a price/],
  ["a price that is not finite", { c: Infinity }, /"c": expected a finite number/],
  ["a price that is an object", { c: {} }, /"c": expected a number, received Object/],
  ["no time", { t: 0 }, /"t" is empty/],
  ["a time in milliseconds", { t: NOW }, /"t": expected epoch seconds/],
  ["a time before there was a provider", { t: 1 }, /"t": expected epoch seconds of a year from 2000 on/],
  ["a time in the future", { t: NOW / 1000 + 301 }, /in the future/],
];
for (const [name, change, reason] of WRONG) {
  Deno.test(`stock_quotes - keeps a quote with ${name} aside`, async () => {
    const raw = { ...QUOTE, ...change };
    const { rows, rejected } = await stockQuotes.collect(requestOf({ quote: raw }));
    assert.deepEqual(rows, []);
    assert.equal(rejected.length, 1);
    assert.match(rejected[0]?.reason ?? "", reason);
    assert.equal(rejected[0]?.raw, JSON.stringify(raw));
    assert.deepEqual([rejected[0]?.dataset, rejected[0]?.symbol], ["stock_quotes", "AAPL"]);
  });
}

Deno.test("stock_quotes - keeps a quote aside whose time goes backwards, takes the same time again", async () => {
  const [first] = (await stockQuotes.collect(requestOf({ quote: QUOTE }))).rows;
  assert.ok(first);
  const known = { stock_quotes: [first] };
  const older = await stockQuotes.collect(requestOf({ quote: { ...QUOTE, t: QUOTE.t - 86_400 } }, known));
  assert.deepEqual(older.rows, []);
  assert.match(older.rejected[0]?.reason ?? "", /goes backwards/);
  const same = await stockQuotes.collect(requestOf({ quote: QUOTE }, known));
  assert.equal(same.rows.length, 1);
});

Deno.test("stock_quotes - says why there is no quote", async () => {
  const { rows, rejected, outcomes } = await stockQuotes.collect(
    requestOf({ quote: failed("timeout", "No answer") }),
  );
  assert.deepEqual([rows, rejected], [[], []]);
  assert.deepEqual(outcomes, [{ endpoint: "/quote", result: "timeout", message: "No answer" }]);
});
