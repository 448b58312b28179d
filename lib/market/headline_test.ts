import assert from "node:assert/strict";
import { headlineOf } from "./headline.ts";
import { quoteOf } from "./_testing.ts";

const NARROW = "\u202f";
const moved = (changes: Readonly<Record<string, number | null>>) =>
  headlineOf(Object.entries(changes).map(([symbol, change_percent]) => quoteOf({ symbol, change_percent })));

Deno.test("headlineOf - says in one sentence what the watchlist did", () => {
  for (
    const [changes, sentence] of [
      [{}, "No prices yet: the first poll is on its way."],
      [{ AAPL: null }, "No prices yet: the first poll is on its way."],
      [{ AAPL: 1.5 }, `AAPL +1.50${NARROW}%.`],
      [
        { AAPL: 1, NVDA: 2.1, TSLA: -1.4, META: null },
        `2 of 3 up. NVDA leads at +2.10${NARROW}%, TSLA trails at −1.40${NARROW}%.`,
      ],
      [{ AAPL: -1, MSFT: 0 }, `0 of 2 up. MSFT leads at 0.00${NARROW}%, AAPL trails at −1.00${NARROW}%.`],
    ] as const
  ) assert.equal(moved(changes), sentence);
});
