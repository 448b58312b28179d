import assert from "node:assert/strict";
import fc from "fast-check";
import { replay } from "./_replay.ts";
import { OPEN, QUARTER_MS } from "./_testing.ts";
import type { Quote } from "./quote.ts";

const price = fc.double({ min: 0.01, max: 100_000, noNaN: true });
const anyQuote: fc.Arbitrary<Quote> = fc.record({
  symbol: fc.constantFrom("AAPL", "MSFT", "TSLA", "NVDA"),
  price,
  high: fc.option(price),
  low: fc.option(price),
  open: fc.option(price),
  previousClose: fc.option(price),
  at: fc.integer({ min: OPEN - 5 * 86_400_000, max: OPEN + 30 * 86_400_000 }),
}).map((each) => ({ ...each, fetchedAt: each.at + 2_000 }));
/** Runs in which each symbol comes once. */
const anyRuns = fc.array(anyQuote, { maxLength: 60 }).map((quotes) =>
  quotes.map((each) => ({
    ...each,
    at: each.at - each.at % QUARTER_MS,
    fetchedAt: each.at - each.at % QUARTER_MS + 2_000,
  }))
    .filter((each, index, all) =>
      all.findIndex(({ symbol, at }) => symbol === each.symbol && at === each.at) === index
    )
);

Deno.test("Detector - whatever comes, every quote is judged once, and never both doubted and believed", () => {
  fc.assert(fc.property(anyRuns, (quotes) => {
    const { judgements, good } = replay(quotes);
    assert.equal(judgements.length, quotes.length);
    for (const { doubt, confirmed, note } of judgements) {
      assert.equal(confirmed.length > 0, note !== "");
      assert.ok(doubt === null || confirmed.length === 0);
      assert.ok(doubt === null || doubt.reason.length > 10);
    }
    const believed = [...good.values()].flat();
    assert.equal(new Set(believed).size, believed.length, "none believed twice");
    assert.ok(believed.every((each) => quotes.includes(each)));
  }));
});

Deno.test("Detector - neither the order of the symbols nor the currency's unit changes what is believed", () => {
  const scaled = (by: number) => (each: Quote): Quote => ({
    ...each,
    price: each.price * by,
    high: each.high && each.high * by,
    low: each.low && each.low * by,
    open: each.open && each.open * by,
    previousClose: each.previousClose && each.previousClose * by,
  });
  const verdicts = (quotes: readonly Quote[]) =>
    replay(quotes).judgements.map(({ quote, doubt }) => `${quote.at} ${quote.symbol} ${doubt?.kind}`).sort();
  fc.assert(fc.property(anyRuns, (quotes) => {
    const expected = verdicts(quotes);
    assert.deepEqual(verdicts(quotes.toReversed()), expected);
    // A power of two changes no digit.
    assert.deepEqual(verdicts(quotes.map(scaled(4))), expected);
  }));
});
