import assert from "node:assert/strict";
import { QUARTER_MS, START, startBench } from "./_lies.ts";
import { NEW_YORK_DAYS } from "@/lib/detector/mod.ts";
import type { Trade } from "@/lib/finnhub/trades.ts";
import { recorder } from "@/lib/store/_testing.ts";
import { TradeJudge } from "./trade_judge.ts";

const SECOND_MS = 1_000;

/** A judge over a week of quotes; `hear` tells it a price of AAPL, as a multiple of the last quote, and the time. */
async function started() {
  const bench = await startBench();
  await bench.poll();
  const { logger, lines } = recorder();
  const clock = { now: START + 30 * SECOND_MS };
  const judge = new TradeJudge({ store: bench.store, days: NEW_YORK_DAYS, now: () => clock.now, logger });
  const priceOf = (symbol: string) => Number(bench.store.ledger("stock_quotes").latest(symbol)?.["price"]);
  const prices = new Map(["AAPL", "MSFT", "TSLA", "NVDA"].map((symbol) => [symbol, priceOf(symbol)]));
  const trade = (symbol: string, times: number): Trade => (
    { symbol, price: (prices.get(symbol) ?? NaN) * times, at: clock.now }
  );
  return {
    bench,
    judge,
    lines,
    trade,
    hear(times: number, laterMs = SECOND_MS) {
      clock.now += laterMs;
      return judge.believed([trade("AAPL", times)]).length === 1;
    },
    async [Symbol.asyncDispose]() {
      await bench[Symbol.asyncDispose]();
    },
  };
}

Deno.test("TradeJudge - a price that no market makes in a second is kept out, counted, and logged once", async () => {
  await using all = await started();
  assert.ok(all.hear(1.001));
  for (const times of [10, 10.01, 10.02]) assert.equal(all.hear(times), false);
  assert.ok(all.hear(1.002), "the true price goes on from the last good one");
  for (const times of [0.0001, 0.5, 1.4]) assert.equal(all.hear(times), false, `${times} times the price`);
  assert.equal(all.judge.doubted, 6);
  assert.equal(all.lines.length, 2, "a lie that goes on is one line, whatever it says");
  assert.match(JSON.stringify(all.lines[0]), /Trade not believed.*AAPL.*jump/);
});

Deno.test("TradeJudge - a lively minute passes, step by step", async () => {
  await using all = await started();
  let times = 1;
  for (let second = 0; second < 60; second++) assert.ok(all.hear(times *= second % 3 === 0 ? 0.98 : 1.005));
  assert.equal(all.judge.doubted, 0);
});

Deno.test("TradeJudge - a crash after a halt is believed at the third sighting, five minutes apart", async () => {
  await using all = await started();
  assert.equal(all.hear(0.6), false);
  assert.equal(all.hear(0.601), false, "a second later is the same sighting");
  assert.equal(all.hear(0.6, 5 * 60 * SECOND_MS), false);
  assert.ok(all.hear(0.59, 5 * 60 * SECOND_MS));
  assert.ok(all.hear(0.585), "it is the last good price now");
  assert.equal(all.hear(1), false);
});

Deno.test("TradeJudge - what the whole market does between two sightings is no lie", async () => {
  await using all = await started();
  const crash = ["AAPL", "MSFT", "TSLA", "NVDA"].map((symbol) => all.trade(symbol, 0.87));
  assert.equal(all.judge.believed(crash).length, 4);
  const alone = ["AAPL", "MSFT", "TSLA", "NVDA"].map((symbol) =>
    all.trade(symbol, symbol === "AAPL" ? 0.5 : 0.87)
  );
  assert.deepEqual(all.judge.believed(alone).map(({ symbol }) => symbol), ["MSFT", "TSLA", "NVDA"]);
});

Deno.test("TradeJudge - a quote that is good moves the last good price at once", async () => {
  await using all = await started();
  const { bench } = all;
  assert.equal(all.hear(0.6), false);
  const row = bench.store.ledger("stock_quotes").latest("AAPL") ?? {};
  const at = new Date(START + QUARTER_MS).toISOString();
  const price = Number(row["price"]) * 0.6;
  await bench.store.commit("stock_quotes", "20260701_141500", [{ ...row, price, as_of: at, fetched_at: at }]);
  assert.ok(all.hear(0.601, QUARTER_MS));
});

Deno.test("TradeJudge - of a symbol without a past there is nothing to doubt", async () => {
  await using all = await started();
  assert.equal(all.judge.believed([{ symbol: "NEW", price: 5, at: START }]).length, 1);
  assert.equal(all.judge.believed([{ symbol: "NEW", price: 500, at: START + SECOND_MS }]).length, 0);
});
