import assert from "node:assert/strict";
import fc from "fast-check";
import type { Row } from "@/lib/datasets/dataset.ts";
import { stockHistorical } from "@/lib/datasets/stock_historical.ts";
import { createLedger } from "@/lib/store/create_ledger.ts";
import { historyOf, intervalOf, type Range, RANGES, rangeStart } from "./history.ts";
import { iso, NOW } from "./_testing.ts";

const DAY = 86_400_000;
const QUARTER = 900_000;

function bar(interval: string, at: number, close: number | null, more: Row = {}): Row {
  return {
    symbol: "AAPL",
    interval,
    time: iso(at),
    open: close,
    high: close,
    low: close,
    close,
    volume: null,
    source: "derived:quotes",
    ...more,
  };
}

/** Midnight UTC of a day that many days ago. */
const day = (ago: number) => Math.floor(NOW / DAY) * DAY - ago * DAY;
const YEARS = Array.from({ length: 3_000 }, (_, i) => bar("1d", day(2_999 - i), i + 1));

function pick(rows: readonly Row[], range: Range, now = NOW, points?: number) {
  const ledger = createLedger(stockHistorical);
  ledger.apply(rows);
  const interval = intervalOf(range);
  return historyOf(ledger.series("AAPL", { interval }), { symbol: "AAPL", range, interval, now, points });
}

Deno.test("historyOf - each range has the bars that lie in it, and no range is empty where a shorter one is not", () => {
  const counts = RANGES.filter((range) => intervalOf(range) === "1d")
    .map((range) => [range, pick(YEARS, range).time.length]);
  assert.deepEqual(counts, [
    ["1M", 31],
    ["6M", 183],
    ["YTD", 182],
    ["1Y", 366],
    ["5Y", 1_827],
    ["MAX", 3_000],
  ]);
});

Deno.test("historyOf - the year to date begins with the bar of January 1, which is dated its midnight UTC", () => {
  assert.equal(pick(YEARS, "YTD").time[0], Date.UTC(2026, 0, 1) / 1_000);
});

Deno.test("historyOf - one day is the last day that has bars: on a Sunday that is Friday", () => {
  const friday = Date.UTC(2026, 6, 10, 13, 30);
  const session = Array.from({ length: 26 }, (_, i) => bar("15m", friday + i * QUARTER, 300 + i));
  const thursday = session.map((row, i) => ({ ...row, time: iso(friday - DAY + i * QUARTER) }));
  const sunday = Date.UTC(2026, 6, 12, 12);
  const history = pick([...thursday, ...session], "1D", sunday);
  assert.equal(history.time.length, 26);
  assert.equal(history.time[0], friday / 1_000);
  assert.equal(pick([...thursday, ...session], "5D", sunday).time.length, 52);
});

Deno.test("historyOf - round the clock one day is 96 quarter-hours", () => {
  const rows = Array.from({ length: 500 }, (_, i) => bar("15m", NOW - i * QUARTER, i));
  assert.equal(pick(rows, "1D").time.length, 96);
});

Deno.test("historyOf - comes oldest first from rows in any order, as columns of one length", () => {
  const rows = [3, 1, 2].map((ago) => bar("1d", day(ago), ago, { high: ago + 0.5, volume: ago * 100 }));
  const history = pick(rows, "1M");
  assert.deepEqual(history, {
    symbol: "AAPL",
    range: "1M",
    interval: "1d",
    sources: ["derived:quotes"],
    time: [3, 2, 1].map((ago) => day(ago) / 1_000),
    open: [3, 2, 1],
    high: [3.5, 2.5, 1.5],
    low: [3, 2, 1],
    close: [3, 2, 1],
    volume: [300, 200, 100],
    source: [0, 0, 0],
    samples: [null, null, null],
    expected: [null, null, null],
    adjustment: [null, null, null],
  });
});

Deno.test("historyOf - says how full each bar is, where it comes from, and what it takes to today's scale", () => {
  const rows = [
    bar("1d", day(3), 400, { source: "import:aapl.csv", adjusted_close: 100 }),
    bar("1d", day(2), 101, { samples: 5, expected: 26 }),
    bar("1d", day(1), 0.3, { source: "import:aapl.csv", adjusted_close: 0.1 + 0.2 }),
  ];
  const { sources, source, samples, expected, adjustment } = pick(rows, "1M");
  assert.deepEqual(source.map((index) => sources[index]), [
    "import:aapl.csv",
    "derived:quotes",
    "import:aapl.csv",
  ]);
  assert.deepEqual(samples, [null, 5, null]);
  assert.deepEqual(expected, [null, 26, null]);
  assert.deepEqual(adjustment, [0.25, null, 1]);
});

Deno.test("historyOf - leaves out other intervals, the future, and bars that lack a price; volume may be unknown", () => {
  const rows = [
    bar("1d", day(2), 10),
    bar("15m", day(2), 11),
    bar("1d", NOW + DAY, 12),
    bar("1d", day(1), null),
  ];
  const history = pick(rows, "MAX");
  assert.deepEqual(history.close, [10]);
  assert.deepEqual(history.volume, [null]);
});

Deno.test("historyOf - names each source once, in order of time", () => {
  const rows = [
    bar("1d", day(3), 1, { source: "import:aapl.csv" }),
    bar("1d", day(2), 2, { source: "derived:quotes" }),
    bar("1d", day(1), 3, { source: "import:aapl.csv" }),
  ];
  assert.deepEqual(pick(rows, "1M").sources, ["import:aapl.csv", "derived:quotes"]);
});

Deno.test("historyOf - of more bars than points come those that reach highest and lowest, and both ends", () => {
  const price = fc.integer({ min: 1, max: 1_000 });
  fc.assert(
    fc.property(
      fc.array(price, { minLength: 1, maxLength: 120 }),
      fc.integer({ min: 4, max: 60 }),
      (prices, points) => {
        const rows = prices.map((low, i) => bar("1d", day(prices.length - i), low, { high: low + i % 7 }));
        const whole = pick(rows, "MAX");
        const thinned = pick(rows, "MAX", NOW, points);
        assert.ok(thinned.time.length <= points);
        assert.equal(Math.max(...thinned.high), Math.max(...whole.high));
        assert.equal(Math.min(...thinned.low), Math.min(...whole.low));
        assert.deepEqual([thinned.time[0], thinned.time.at(-1)], [whole.time[0], whole.time.at(-1)]);
        for (const [i, time] of thinned.time.entries()) {
          assert.equal(
            thinned.close[i],
            whole.close[whole.time.indexOf(time)],
            "a bar is one of those there were",
          );
        }
        if (prices.length <= points) assert.deepEqual(thinned, whole);
      },
    ),
    { numRuns: 50 },
  );
});

Deno.test("historyOf - no rows are no bars", () => {
  for (const range of RANGES) assert.deepEqual(pick([], range).time, [], range);
});

Deno.test("rangeStart - longer ranges begin earlier, whatever the day of the year", () => {
  const fixed = ["1D", "5D", "1M", "6M", "1Y", "5Y", "MAX"] as const;
  for (const now of [Date.UTC(2026, 0, 1), Date.UTC(2028, 1, 29, 23, 59), Date.UTC(2026, 11, 31, 23)]) {
    const starts = fixed.map((range) => rangeStart(range, now));
    assert.deepEqual(starts, [...starts].sort((a, b) => b - a));
    assert.ok(rangeStart("YTD", now) < now);
  }
});
