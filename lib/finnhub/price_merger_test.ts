import assert from "node:assert/strict";
import fc from "fast-check";
import { PriceMerger } from "./price_merger.ts";
import type { Trade } from "./trade_messages.ts";
import { VirtualClock } from "./_virtual_clock.ts";

function setup() {
  const clock = new VirtualClock();
  const delivered: { at: number; prices: readonly Trade[] }[] = [];
  const merger = new PriceMerger({
    now: clock.now,
    sleep: clock.sleep,
    everyMs: 1_000,
    deliver: (prices) => delivered.push({ at: clock.now(), prices }),
  });
  return { clock, delivered, merger };
}

Deno.test("PriceMerger - delivers at once after a quiet second, then once a second, the last trade of each symbol", async () => {
  const { clock, delivered, merger } = setup();
  merger.add([{ symbol: "AAPL", price: 1, at: 1 }]);
  merger.add([{ symbol: "AAPL", price: 2, at: 2 }, { symbol: "MSFT", price: 9, at: 2 }]);
  merger.add([{ symbol: "AAPL", price: 3, at: 3 }, { symbol: "AAPL", price: 4, at: 3 }]);
  await clock.run();
  assert.deepEqual(delivered, [
    { at: 0, prices: [{ symbol: "AAPL", price: 1, at: 1 }] },
    { at: 1_000, prices: [{ symbol: "AAPL", price: 4, at: 3 }, { symbol: "MSFT", price: 9, at: 2 }] },
  ]);
  assert.equal(clock.pending, 0, "no timer without news");
});

Deno.test("PriceMerger - a trade that comes late never replaces a newer one", async () => {
  const { clock, delivered, merger } = setup();
  merger.add([{ symbol: "AAPL", price: 5, at: 500 }]);
  merger.add([{ symbol: "AAPL", price: 4, at: 400 }]);
  await clock.run();
  assert.deepEqual(delivered.map((one) => one.prices[0]?.price), [5]);
});

Deno.test("PriceMerger - a trade from the far future is counted and does not silence its symbol", async () => {
  const { clock, delivered, merger } = setup();
  assert.equal(
    merger.add([{ symbol: "AAPL", price: 5, at: 9e12 }, { symbol: "AAPL", price: 4, at: 400 }]),
    1,
  );
  await clock.run();
  assert.deepEqual(delivered.map((one) => one.prices[0]?.price), [4]);
});

Deno.test("PriceMerger - closed, it delivers nothing and holds no timer", async () => {
  const { clock, delivered, merger } = setup();
  merger.add([{ symbol: "AAPL", price: 1, at: 1 }]);
  merger.add([{ symbol: "AAPL", price: 2, at: 2 }]);
  merger.close();
  await clock.run();
  assert.equal(delivered.length, 1);
  assert.equal(clock.pending, 0);
});

Deno.test("PriceMerger - whatever comes, times per symbol only rise, a second apart, and end with the newest trade", async () => {
  const event = fc.record({
    waitMs: fc.integer({ min: 0, max: 1_500 }),
    symbol: fc.constantFrom("A", "B", "C"),
    at: fc.integer({ min: 0, max: 50_000 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(event, { maxLength: 60, size: "max" }), async (events) => {
      const { clock, delivered, merger } = setup();
      for (const [index, { waitMs, symbol, at }] of events.entries()) {
        await clock.run(clock.now() + waitMs);
        merger.add([{ symbol, price: index + 1, at }]);
      }
      await clock.run();
      for (const [index, one] of delivered.entries()) {
        assert.ok(index === 0 || one.at - (delivered[index - 1]?.at ?? 0) >= 1_000);
        assert.equal(new Set(one.prices.map((price) => price.symbol)).size, one.prices.length);
      }
      for (const symbol of ["A", "B", "C"]) {
        const times = delivered.flatMap((one) => one.prices).filter((one) => one.symbol === symbol);
        times.reduce((before, one) => (assert.ok(one.at >= before), one.at), 0);
        const sent = events.filter((one) => one.symbol === symbol).map((one) => one.at);
        if (sent.length > 0) assert.equal(times.at(-1)?.at, Math.max(...sent));
      }
    }),
    { numRuns: 60 },
  );
});
