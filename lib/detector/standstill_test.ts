import assert from "node:assert/strict";
import { replay } from "./_replay.ts";
import { judged, kinds, OPEN, QUARTER_MS, quote, week } from "./_testing.ts";
import type { Quote } from "./quote.ts";

/** A price that changes a little every quarter-hour. */
function moving(quarter: number, more: Partial<Quote> = {}): Quote {
  return quote(quarter, { price: 100 + (quarter % 3) / 10, ...more });
}

Deno.test("Detector - a number whose time stands still in an open exchange is stale after three quarter-hours", () => {
  const last = quote(2);
  const again = [1, 2, 3, 4].map((quarters) => ({
    ...last,
    fetchedAt: last.fetchedAt + quarters * QUARTER_MS,
  }));
  const judgements = judged([quote(1), last, ...again]);
  assert.deepEqual(kinds(judgements), [null, null, null, null, "stale", "stale"]);
  assert.equal(
    judgements.at(-1)?.doubt?.reason,
    "The quote is of 2026-07-01T14:00:00.000Z: 60 minutes of an open exchange without a newer one",
  );
});

Deno.test("Detector - yesterday's close in an open exchange is stale, and fine before it opens and after it closed", () => {
  const close = week("AAPL").at(-1);
  assert.ok(close);
  const told = (at: number) => ({ ...close, fetchedAt: at });
  const times = [OPEN - QUARTER_MS, OPEN, OPEN + QUARTER_MS, OPEN + 3 * QUARTER_MS, OPEN + 27 * QUARTER_MS];
  const { judgements } = replay([...week("AAPL"), ...times.map(told)], {
    isOpen: (at) => at >= OPEN && at < OPEN + 26 * QUARTER_MS,
  });
  assert.deepEqual(kinds(judgements.slice(-5)), [null, null, null, "stale", null]);
  assert.equal(
    judgements.at(-2)?.doubt?.reason,
    "The quote is of 2026-06-30T20:00:00.000Z, though the exchange has been open for over 45 minutes",
  );
});

Deno.test("Detector - a price that stands still while others move is frozen, and good when it moves", () => {
  const frozen = [1, 2, 3, 4, 5].map((quarter) => quote(quarter, { price: 100.5 }));
  const others = ["MSFT", "TSLA"].flatMap((symbol) => [1, 2, 3, 4, 5, 6].map((q) => moving(q, { symbol })));
  const judgements = judged([...others, ...frozen, quote(6, { price: 100.6 })]);
  const own = judgements.filter((judgement) => judgement.quote.symbol === "AAPL");
  assert.deepEqual(kinds(own), [null, null, null, "frozen", "frozen", null]);
  assert.equal(
    own[4]?.doubt?.reason,
    "Price 100.5 has not changed since 2026-07-01T13:45:02.000Z, while 2 of 2 others moved",
  );
  assert.ok(
    judgements.filter((judgement) => judgement.quote.symbol !== "AAPL").every(({ doubt }) => doubt === null),
  );
});

Deno.test("Detector - a price that was found to be stuck stays so until it moves, though the others are not heard any more", () => {
  const frozen = [1, 2, 3, 4, 5, 6, 7].map((quarter) => quote(quarter, { price: 100.5 }));
  const others = ["MSFT", "TSLA"].flatMap((symbol) => [1, 2, 3, 4].map((q) => moving(q, { symbol })));
  const judgements = judged([...others, ...frozen, quote(8, { price: 100.6 }), quote(9, { price: 100.6 })]);
  const own = judgements.filter((judgement) => judgement.quote.symbol === "AAPL");
  assert.deepEqual(kinds(own), [null, null, null, "frozen", "frozen", "frozen", "frozen", null, null]);
  assert.match(
    own[6]?.doubt?.reason ?? "",
    /^Price 100\.5 has not changed since .*, and was found to be stuck before$/,
  );
});

Deno.test("Detector - a whole watchlist that stands still while its times go on is frozen; one symbol alone may rest", () => {
  const all = [1, 2, 3, 4, 5, 6].flatMap((quarter) =>
    ["AAPL", "MSFT", "TSLA"].map((symbol) => quote(quarter, { symbol, price: 100.5 }))
  );
  assert.deepEqual(kinds(judged(all).slice(-6)), Array(6).fill("frozen"));
  const alone = all.filter(({ symbol }) => symbol === "AAPL");
  assert.deepEqual(kinds(judged(alone)), Array(6).fill(null));
});

Deno.test("Detector - a stock that often rests is not frozen for resting", () => {
  const resting = week("AAPL").map((one, index, all) => ({
    ...one,
    price: all[index - index % 9]?.price ?? 100,
  }))
    .map((one) => ({ ...one, high: one.price + 3, low: one.price - 3 }));
  const quiet = [1, 2, 3, 4, 5, 6, 7].map((quarter) => quote(quarter, { price: 100.5, high: 104, low: 96 }));
  const others = [1, 2, 3, 4, 5, 6, 7].map((quarter) => moving(quarter, { symbol: "MSFT" }));
  const { judgements } = replay([...resting, ...week("MSFT"), ...quiet, ...others]);
  assert.deepEqual(judgements.filter(({ doubt }) => doubt?.kind === "frozen"), []);
});
