import assert from "node:assert/strict";
import { judged, kinds, OPEN, QUARTER_MS, quote } from "./_testing.ts";
import { NEW_YORK_DAYS, ROUND_THE_CLOCK_DAYS } from "./days.ts";
import { CONFIRMING_POLLS, judgeQuotes } from "./judge.ts";
import { pastOf } from "./past.ts";
import type { DoubtKind, Quote } from "./quote.ts";

const CASES: readonly [name: string, quotes: readonly Quote[], expected: readonly (DoubtKind | null)[]][] = [
  ["believes an ordinary day", [quote(1), quote(2, { price: 101 }), quote(3)], [null, null, null]],
  ["doubts a price above the day's range", [quote(1, { price: 105, high: 102 })], ["outside_range"]],
  ["doubts a price below the day's range", [quote(1, { price: 94, low: 98 })], ["outside_range"]],
  ["takes a price a little ahead of the range", [quote(1, { price: 102.4, high: 102 })], [null]],
  ["takes a quote without a range", [quote(1, { high: null, low: null, open: null })], [null]],
  ["doubts a high that fell", [quote(1, { high: 104 }), quote(2, { high: 102 })], [null, "narrower_range"]],
  ["doubts a low that rose", [quote(1, { low: 95 }), quote(2, { low: 98 })], [null, "narrower_range"]],
  ["takes a little correction", [quote(1, { high: 104.9 }), quote(2, { high: 104 })], [null, null]],
  ["doubts a previous close that is not ours", [quote(1, { previousClose: 110 })], ["previous_close"]],
  ["takes a dividend off the previous close", [quote(1, { previousClose: 96 })], [null]],
  ["doubts a jump within the range", [quote(1), quote(2, { price: 140 })], [null, "jump"]],
  ["doubts a crash by itself", [quote(1), quote(2, { price: 70 })], [null, "jump"]],
  ["takes what a bad quarter-hour can do", [quote(1), quote(2, { price: 94 })], [null, null]],
  ["takes what bad news over night can do", [quote(0, { price: 84, open: 84, low: 84, high: 85 })], [null]],
];
for (const [name, quotes, expected] of CASES) {
  Deno.test(`Detector - ${name}`, () => assert.deepEqual(kinds(judged(quotes)), expected));
}

Deno.test("Detector - gives its reasons with the values", () => {
  const reasons = judged([
    quote(1, { price: 105, high: 102 }),
    quote(2, { symbol: "MSFT", previousClose: 110 }),
    quote(3, { symbol: "TSLA" }),
    quote(4, { symbol: "TSLA", price: 140 }),
  ]).map(({ doubt }) => doubt?.reason ?? "");
  assert.deepEqual(reasons.slice(0, 3), [
    "Price 105 lies outside the day's own range, 98 to 102",
    "Previous close 110 contradicts the price of 100 known from 2026-06-30T20:00:00.000Z",
    "",
  ]);
  assert.match(
    reasons[3] ?? "",
    /^Price 140 is \+40\.0 % from 100 in one step; its usual move is 1\.\d %, the others moved 0\.0 times theirs$/,
  );
});

Deno.test("Detector - the true price after a lie is good at once", () => {
  const lies = [quote(1), quote(2, { price: 140 }), quote(3, { price: 100.5 })];
  assert.deepEqual(kinds(judged(lies)), [null, "jump", null]);
});

Deno.test(`Detector - a crash that stands is believed at poll ${CONFIRMING_POLLS}, with what was held and a note`, () => {
  const crash = [2, 3, 4, 5].map((quarter) => quote(quarter, { price: 60 - quarter / 10 }));
  const judgements = judged([quote(1), ...crash]);
  assert.deepEqual(kinds(judgements), [null, "jump", "jump", null, null]);
  assert.deepEqual(judgements[3]?.confirmed, crash.slice(0, 2));
  assert.match(
    judgements[3]?.note ?? "",
    /^AAPL: believed after 3 polls that agree\. Price 59\.6 is -40\.4 % from 100/,
  );
  assert.equal(judgements[4]?.note, "");
});

Deno.test("Detector - a lie that was believed ends as it began: the truth is believed at its third poll, with a note", () => {
  const quotes = [1, 2, 3, 4, 5, 6, 7].map((quarter) =>
    // The day's range of a lie that invents all of it stays as wide when the truth is back.
    quote(quarter, { price: quarter >= 2 && quarter <= 4 ? 160 : 100, high: quarter < 2 ? 102 : 161 })
  );
  const judgements = judged(quotes);
  assert.deepEqual(kinds(judgements), [null, "jump", "jump", null, "jump", "jump", null]);
  assert.match(judgements[3]?.note ?? "", /believed after 3 polls that agree\. Price 160/);
  assert.match(judgements[6]?.note ?? "", /believed after 3 polls that agree\. Price 100/);
});

Deno.test("Detector - what is asked again within minutes, or tells the same time again, confirms nothing", () => {
  const first = quote(2, { price: 60 });
  const hasty = [1, 2, 3].map((minute) => ({
    ...first,
    at: first.at + minute * 60_000,
    fetchedAt: first.fetchedAt + minute * 60_000,
  }));
  assert.deepEqual(kinds(judged([quote(1), first, ...hasty])), [null, "jump", "jump", "jump", "jump"]);
  const same = [1, 2, 3].map((quarters) => ({
    ...first,
    fetchedAt: first.fetchedAt + quarters * QUARTER_MS,
  }));
  assert.deepEqual(kinds(judged([quote(1), first, ...same])), [null, "jump", "jump", "jump", "jump"]);
});

Deno.test("Detector - after the close the last price is confirmed by being told again", () => {
  const last = quote(26, { price: 60 });
  const again = [1, 2].map((quarters) => ({ ...last, fetchedAt: last.fetchedAt + quarters * QUARTER_MS }));
  assert.deepEqual(kinds(judged([quote(25), last, ...again])), [null, "jump", "jump", null]);
});

Deno.test("Detector - prices that jump about confirm nothing", () => {
  const wild = [60, 180, 60, 180, 60].map((price, index) => quote(2 + index, { price, low: 50, high: 200 }));
  assert.ok(kinds(judged([quote(1), ...wild])).slice(1).every((kind) => kind === "jump"));
});

Deno.test("Detector - what is beyond the day's own range is never confirmed", () => {
  const lies = [1, 2, 3, 4, 5].map((quarter) => quote(quarter, { price: 120 + quarter, high: 102 }));
  assert.ok(kinds(judged(lies)).every((kind) => kind === "outside_range"));
});

Deno.test("Detector - what was doubted is believed when the next day goes on from it", () => {
  const next = OPEN + 24 * 3_600_000;
  const judgements = judged([
    quote(25),
    quote(26, { price: 60 }),
    quote(0, { at: next, price: 61, low: 60, high: 62, open: 61, previousClose: 60 }),
  ]);
  assert.deepEqual(kinds(judgements), [null, "jump", null]);
  assert.equal(judgements[2]?.confirmed.length, 1);
  assert.equal(judgements[2]?.note, "AAPL: 60 of 2026-07-01 believed: it is the next day's previous close");
});

Deno.test("Detector - a wrong previous close is not believed because the next day goes on from the price beside it", () => {
  const next = OPEN + 24 * 3_600_000;
  const judgements = judged([
    quote(8),
    // The process dies here and is away for the rest of the day.
    quote(9, { previousClose: 110 }),
    quote(0, { at: next, price: 101, low: 100, high: 102, open: 101, previousClose: 100 }),
  ]);
  assert.deepEqual(kinds(judgements), [null, "previous_close", null]);
  assert.deepEqual(judgements[2]?.confirmed, []);
});

Deno.test("Detector - on a day like 1987, 2008 or 2020 all fall, and none is doubted", () => {
  const others = ["MSFT", "TSLA", "NVDA", "AAPL"];
  const all = (quarter: number, prices: readonly number[]) =>
    others.map((symbol, index) => {
      const price = prices[index] ?? 100;
      return quote(quarter, { symbol, price, low: Math.min(price, 98), open: 100 });
    });
  assert.ok(
    kinds(judged([...all(1, [100, 100, 100, 100]), ...all(2, [80, 72, 86, 75])])).every((kind) =>
      kind === null
    ),
  );
  // One among them that says something else is still doubted.
  const one = judged([...all(1, [100, 100, 100, 100]), ...all(2, [80, 72, 86, 10])]);
  assert.deepEqual(kinds(one.slice(-4)), [null, null, null, "jump"]);
});

Deno.test("Detector - a split told by the previous close is no jump, whenever in the day it begins", () => {
  const split = (quarter: number) =>
    quote(quarter, { price: 25.1, high: 25.5, low: 24.5, open: 25, previousClose: 25 });
  for (const quotes of [[split(1), split(2)], [quote(1), split(2), split(3)]]) {
    const judgements = judged(quotes);
    assert.deepEqual(kinds(judgements), quotes.map(() => null));
    assert.deepEqual(judgements.at(-1)?.split, {
      symbol: "AAPL",
      date: "2026-07-01",
      ratio: { newShares: 4, oldShares: 1 },
      evidence: "previous_close",
      close: 100,
      rescaled: 25,
      nextDayAgrees: false,
    });
  }
});

Deno.test("Detector - a previous close on another scale with a price on the old one is a contradiction, no split", () => {
  const [judgement] = judged([quote(1, { previousClose: 25 })]);
  assert.equal(judgement?.doubt?.kind, "previous_close");
  assert.equal(judgement?.split, null);
});

Deno.test("Detector - a split that only the price tells of is proposed, and doubted until it stands", () => {
  const split = [0, 1, 2, 3].map((quarter) =>
    quote(quarter, { price: 25 + quarter / 10, high: 26, low: 24, open: 25 })
  );
  const judgements = judged(split);
  assert.deepEqual(kinds(judgements), ["jump", "jump", null, null]);
  assert.equal(judgements[0]?.split?.evidence, "gap");
  assert.match(judgements[0]?.doubt?.reason ?? "", /a split of 4 for 1 would explain it$/);
});

Deno.test("Detector - round the clock a day is the calendar's, and weekends are like other days", () => {
  const saturday = Date.UTC(2026, 6, 4, 16);
  const past = pastOf([quote(0, { at: saturday })], ROUND_THE_CLOCK_DAYS);
  const next = quote(0, { at: saturday + QUARTER_MS, price: 150 });
  const [judgement] = judgeQuotes([{ quote: next, past, watch: undefined }], {
    isOpen: true,
    days: ROUND_THE_CLOCK_DAYS,
  });
  assert.equal(judgement?.doubt?.kind, "jump");
});

Deno.test("Detector - the first quote of a symbol is believed", () => {
  const past = pastOf([], NEW_YORK_DAYS);
  assert.deepEqual([past.last, past.dailyMove], [null, 0.04]);
  const [judgement] = judgeQuotes([{ quote: quote(1), past, watch: undefined }], {
    isOpen: true,
    days: NEW_YORK_DAYS,
  });
  assert.equal(judgement?.doubt, null);
});
