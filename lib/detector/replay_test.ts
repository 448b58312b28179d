import assert from "node:assert/strict";
import fc from "fast-check";
import { type Daily, quotesOfDay, realPrices, replay } from "./_replay.ts";
import type { Judgement } from "./judge.ts";
import { pastOf } from "./past.ts";
import type { Quote } from "./quote.ts";
import { NEW_YORK_DAYS } from "./days.ts";
import { type SplitSign, splitsIn } from "./splits.ts";

const PRICES = await realPrices();
const TEST = PRICES === null
  ? { name: "ignored, because ../shared/prices is missing", ignore: true }
  : { name: "real prices", ignore: false };

/** One market: what is polled together. */
const MARKETS = [["AAPL", "TSLA", "COKE", "YHOO", "GOOGL"], ["AAPL (Yahoo)"]] as const;

function daysOf(symbol: string): readonly Daily[] {
  return PRICES?.get(symbol) ?? [];
}

/** Every day's quotes but the first's, whose previous close is not known. */
function quotesOf(
  symbol: string,
  polled: (quotes: readonly Quote[]) => readonly Quote[] = (quotes) => quotes,
  previousCloseOf: (before: Daily, day: Daily) => number = ({ close }) => close,
): Quote[] {
  const daily = daysOf(symbol);
  return daily.slice(1).flatMap((day, index) => {
    const before = daily[index];
    return before === undefined ? [] : polled(quotesOfDay(day, previousCloseOf(before, day)));
  });
}

/** Quotes doubted, by symbol and year. */
function alarms(judgements: readonly Judgement[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { quote, doubt } of judgements) {
    if (doubt === null) continue;
    const name = `${quote.symbol} ${new Date(quote.at).getUTCFullYear()}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

function assertFewAlarms(judgements: readonly Judgement[]): void {
  const counts = alarms(judgements);
  assert.ok(counts.values().every((count) => count <= 1), JSON.stringify([...counts]));
  assert.deepEqual(judgements.filter(({ split }) => split !== null).map(({ split }) => split), []);
}

const CADENCES: readonly [name: string, polled: (quotes: readonly Quote[]) => readonly Quote[]][] = [
  ["every quarter-hour", (quotes) => quotes],
  ["at the open and at the close", (quotes) => quotes.filter((_, i) => i === 0 || i === quotes.length - 1)],
  ["once a day, at the close", (quotes) => quotes.slice(-1)],
];
for (const [cadence, polled] of CADENCES) {
  Deno.test({
    name: `Detector - ${TEST.name}: at most one false alarm a symbol and year, no split imagined, ${cadence}`,
    ignore: TEST.ignore,
    fn() {
      for (const symbols of MARKETS) {
        const { judgements } = replay(symbols.flatMap((symbol) => quotesOf(symbol, polled)));
        assert.ok(judgements.length > 490);
        assertFewAlarms(judgements);
      }
      // A watchlist of one has no market to excuse it.
      if (cadence === "every quarter-hour") return;
      for (const symbol of MARKETS.flat()) assertFewAlarms(replay(quotesOf(symbol, polled)).judgements);
    },
  });
}

Deno.test({
  name: `Detector - ${TEST.name}: a provider that takes dividends off the previous close is believed`,
  ignore: TEST.ignore,
  fn() {
    const adjusted = (before: Daily, day: Daily) => before.close - day.dividend;
    const polled = (quotes: readonly Quote[]) => quotes.filter((_, i) => i % 13 === 0);
    const symbols = MARKETS.flat();
    assert.equal(symbols.flatMap(daysOf).filter(({ dividend }) => dividend > 0).length, 23);
    for (const symbol of symbols) assertFewAlarms(replay(quotesOf(symbol, polled, adjusted)).judgements);
  },
});

/** Ratios that companies chose in the last decades, and one that reverses. */
const RATIOS = [2, 3, 4, 5, 7, 10, 15, 20, 25, 50, 3 / 2, 1 / 2, 1 / 3, 1 / 8, 1 / 10, 1 / 30];

/** A stretch of real days with a split before its 17th, on the scale that was traded. */
function stretchWithSplit(symbol: string, start: number, ratio: number): Daily[] {
  return daysOf(symbol).slice(start, start + 20).map((day, index) => {
    const by = index < 16 ? Math.max(1, ratio) : Math.max(1, ratio) / ratio;
    return {
      ...day,
      open: day.open * by,
      high: day.high * by,
      low: day.low * by,
      close: day.close * by,
      split: index === 16 ? ratio : day.split,
    };
  });
}

function replayWithSplits(
  daily: readonly Daily[],
  previousCloseOf: (before: Daily, day: Daily) => number,
): { judgements: readonly Judgement[]; splits: SplitSign[] } {
  const rounded = (value: number) => Math.max(0.01, Number(value.toFixed(2)));
  const quotes = daily.slice(1).flatMap((day, index) => {
    const before = daily[index];
    if (before === undefined) return [];
    return quotesOfDay(day, rounded(previousCloseOf(before, day)), rounded).filter((_, i) => i % 3 === 0);
  });
  const { judgements, good } = replay(quotes);
  const splits = [...good.values()].flatMap((known) =>
    splitsIn(pastOf(known.toReversed(), NEW_YORK_DAYS), NEW_YORK_DAYS)
  );
  return { judgements, splits };
}

const WAYS = [
  [
    "a previous close on the new scale",
    "previous_close",
    (before: Daily, day: Daily) => before.close / day.split,
  ],
  ["a previous close as it was", "gap", (before: Daily) => before.close],
] as const;
for (const [way, evidence, previousCloseOf] of WAYS) {
  Deno.test({
    name: `Detector - ${TEST.name}: no split missed, told by ${way}`,
    ignore: TEST.ignore,
    fn() {
      let count = 0;
      for (const symbol of MARKETS.flat()) {
        for (let start = 0; start + 20 < daysOf(symbol).length; start += 97) {
          for (const ratio of RATIOS) {
            const daily = stretchWithSplit(symbol, start, ratio);
            const date = daily[16]?.date ?? "";
            const { judgements, splits } = replayWithSplits(daily, previousCloseOf);
            const found = splits.map((split) => [split.date, split.evidence]);
            const label = `${symbol} ${date} ${ratio}`;
            assert.deepEqual(found, [[date, evidence]], label);
            const [split] = splits;
            const told = (split?.ratio.newShares ?? 0) / (split?.ratio.oldShares ?? 1);
            // Overnight moves blur what a gap tells; neighbours such as 8 and 7 can then be taken for each other.
            assert.ok(
              Math.abs(Math.log(told / ratio)) < (evidence === "gap" ? 0.2 : 1e-9),
              `${label}: ${told}`,
            );
            assert.equal(split?.nextDayAgrees, true, label);
            if (evidence === "previous_close") {
              assert.deepEqual(judgements.filter(({ doubt }) => doubt !== null), [], label);
            }
            count++;
          }
        }
      }
      assert.equal(count, 720);
    },
  });
}

Deno.test({
  name: `Detector - ${TEST.name}: the SplitRatio column's own splits, where there are any, are found`,
  ignore: TEST.ignore,
  fn() {
    for (const symbol of MARKETS.flat()) {
      const daily = daysOf(symbol);
      const dates = daily.slice(1).filter(({ split }) => split !== 1).map(({ date }) => date);
      const { judgements } = replay(
        quotesOf(symbol, (quotes) => quotes.slice(-1), (before, day) => before.close / day.split),
      );
      assert.deepEqual(judgements.flatMap(({ split }) => split?.date ?? []), dates);
    }
  },
});

Deno.test({
  name:
    `Detector - ${TEST.name}: a lie of a third or more at any moment is kept aside, and costs no true quote`,
  ignore: TEST.ignore,
  fn() {
    const symbols = MARKETS[0];
    const truth = symbols.flatMap((symbol) => quotesOf(symbol).slice(0, 27 * 60));
    const times = [...new Set(truth.map(({ at }) => at))].sort((a, b) => a - b);
    fc.assert(
      fc.property(
        fc.integer({ min: 27 * 15, max: times.length - 1 }),
        fc.constantFrom(...symbols),
        fc.oneof(
          fc.double({ min: 0.01, max: 0.66, noNaN: true }),
          fc.double({ min: 1.5, max: 100, noNaN: true }),
        ),
        (index, symbol, factor) => {
          const at = times[index] ?? 0;
          const from = times[index - 27 * 12] ?? 0;
          const lying = truth.filter((quote) => quote.at >= from && quote.at <= at + 2 * 3_600_000).map(
            (quote) => {
              if (quote.symbol !== symbol || quote.at !== at) return quote;
              const price = quote.price * factor;
              return {
                ...quote,
                price,
                high: Math.max(quote.high ?? price, price),
                low: Math.min(quote.low ?? price, price),
              };
            },
          );
          const { judgements } = replay(lying);
          const doubted = judgements.filter(({ doubt }) => doubt !== null).map(({ quote }) => quote);
          assert.deepEqual(doubted.map((quote) => [quote.symbol, quote.at]), [[symbol, at]]);
        },
      ),
      { numRuns: 40 },
    );
  },
});
