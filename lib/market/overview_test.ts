import assert from "node:assert/strict";
import fc from "fast-check";
import { breadthOf } from "./breadth.ts";
import { heatOf } from "./heat.ts";
import { type DailyBars, type Levels, levelsOf, placeIn, returnSince, yearRange } from "./levels.ts";
import { marketMapOf } from "./market_map.ts";
import { moversOf } from "./movers.ts";
import { fitFrom } from "./tile_text.ts";
import { quoteOf } from "./_testing.ts";

const DAY_MS = 86_400_000;
const TODAY = Date.parse("2026-07-01T00:00:00Z");
const NOTHING = {
  year_high: null,
  year_low: null,
  average_volume_millions: null,
  sma_50: null,
  sma_200: null,
};

/** A bar for each of these days before today, closing at that number. */
function bars(daysAgo: readonly number[], volume = 100): DailyBars {
  return {
    time: daysAgo.map((days) => TODAY - days * DAY_MS),
    close: daysAgo,
    high: daysAgo.map((days) => days + 0.5),
    low: daysAgo.map((days) => days - 0.5),
    volume: daysAgo.map(() => volume),
  };
}

const LEVELS: Levels = {
  symbol: "AAPL",
  week_ago: 290,
  month_ago: 250,
  year_high: 300.5,
  year_low: 200,
  sma_50: 299,
  sma_200: 310,
  average_volume: 1e6,
};

Deno.test("Levels - a week and a month ago are the last closes by then; a gap is not bridged", () => {
  const cases: [daysAgo: number[], week: number | null, month: number | null][] = [
    [[40, 31, 29, 8, 6, 1], 8, 31],
    [[30, 7, 0], 7, 30],
    [[60, 14, 1], null, null],
    [[3, 2, 1], null, null],
    [[], null, null],
  ];
  for (const [daysAgo, week, month] of cases) {
    const { week_ago, month_ago } = levelsOf("AAPL", bars(daysAgo), NOTHING, TODAY);
    assert.deepEqual([week_ago, month_ago], [week, month], String(daysAgo));
  }
  assert.equal(levelsOf("AAPL", null, NOTHING, TODAY).week_ago, null);
});

Deno.test("Levels - the year's range is the provider's, else that of bars that reach back a year, else unknown", () => {
  const year = Array.from({ length: 370 }, (_, i) => 370 - i);
  const own = levelsOf("AAPL", bars(year), NOTHING, TODAY);
  assert.deepEqual([own.year_high, own.year_low], [364.5, 0.5]);
  const short = levelsOf("AAPL", bars(year.slice(-100)), NOTHING, TODAY);
  assert.deepEqual([short.year_high, short.year_low], [null, null]);
  const stated = levelsOf("AAPL", bars(year), { ...NOTHING, year_high: 5, year_low: 4 }, TODAY);
  assert.deepEqual([stated.year_high, stated.year_low], [5, 4]);
});

Deno.test("Levels - volume is the provider's mean in shares, else that of ten sessions that are all known", () => {
  const ten = bars([10, 9, 8, 7, 6, 5, 4, 3, 2, 1], 7);
  assert.equal(
    levelsOf("AAPL", ten, { ...NOTHING, average_volume_millions: 2.5 }, TODAY).average_volume,
    2.5e6,
  );
  assert.equal(levelsOf("AAPL", ten, NOTHING, TODAY).average_volume, 7);
  assert.equal(levelsOf("AAPL", bars([2, 1]), NOTHING, TODAY).average_volume, null);
  const quotes = { ...ten, volume: [7, 7, 7, NaN, 7, 7, 7, 7, 7, 7] };
  assert.equal(levelsOf("AAPL", quotes, NOTHING, TODAY).average_volume, null);
});

Deno.test("Levels - what is not known has no return and no place", () => {
  assert.equal(returnSince(110, 100)?.toFixed(6), "10.000000");
  for (const level of [null, undefined, 0]) assert.equal(returnSince(110, level), null);
  assert.equal(returnSince(null, 100), null);
  assert.equal(placeIn(150, 100, 200), 0.5);
  assert.equal(placeIn(250, 100, 200), 1);
  assert.equal(placeIn(100, 100, 100), 0.5);
  assert.equal(placeIn(150, null, 200), null);
});

Deno.test("Levels - today's prices widen the year's range", () => {
  const quote = quoteOf({ price: 320, day_high: 325, day_low: 190 });
  assert.deepEqual(yearRange(quote, LEVELS), { high: 325, low: 190 });
  assert.deepEqual(yearRange(quote, undefined), { high: null, low: null });
});

Deno.test("Breadth - counts moves, averages and new extremes of those that are known, and of no others", () => {
  const quotes = [
    quoteOf({ symbol: "AAPL", price: 300, change: 3, day_high: 301, day_low: 297 }),
    quoteOf({ symbol: "MSFT", price: 300, change: 0, day_high: 300, day_low: 199 }),
    quoteOf({ symbol: "TSLA", price: 300, change: -1 }),
    quoteOf({ symbol: "NEW", price: null, change: null }),
  ];
  const levels = new Map([LEVELS, { ...LEVELS, symbol: "MSFT", sma_50: 301, sma_200: null }]
    .map((each) => [each.symbol, each]));
  assert.deepEqual(breadthOf(quotes, levels), {
    up: 1,
    flat: 1,
    down: 1,
    unknown: 1,
    above_sma_50: { count: 1, of: 2 },
    above_sma_200: { count: 0, of: 1 },
    year_highs: { count: 1, of: 2 },
    year_lows: { count: 1, of: 2 },
  });
});

Deno.test("Movers - the furthest first, and nobody stands on the wrong side", () => {
  const quotes = [["A", 1], ["B", -2], ["C", 3], ["D", 0], ["E", null], ["F", -1], ["G", 2]] as const;
  const movers = moversOf(quotes.map(([symbol, change_percent]) => ({ symbol, change_percent })), 2);
  assert.deepEqual(movers, { up: ["C", "G"], down: ["B", "F"] });
  assert.deepEqual(moversOf([{ symbol: "A", change_percent: 1 }], 2), { up: ["A"], down: [] });
});

Deno.test("Heat - stronger moves have stronger colours, and what rounds to nothing has none", () => {
  const cases = [
    [null, "unknown"],
    [0, "flat"],
    [0.004, "flat"],
    [0.01, "up-1"],
    [-0.75, "down-2"],
    [1.49, "up-2"],
    [-2, "down-3"],
    [-3, "down-3"],
    [-4.5, "down-4"],
  ] as const;
  for (const [percent, heat] of cases) assert.equal(heatOf(percent), heat, String(percent));
});

Deno.test("Map - areas are market values, tiles fill the map and none covers another", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 5_000_000 }), { minLength: 1, maxLength: 40 }), (caps) => {
      const { tiles } = marketMapOf(
        caps.map((market_cap_millions, i) => ({ symbol: `S${i}`, name: "", market_cap_millions })),
      );
      const total = caps.reduce((sum, cap) => sum + cap, 0);
      assert.equal(tiles.length, caps.length);
      for (const { width, height, market_cap_millions, x, y } of tiles) {
        // Places are rounded to a hundredth of a percent.
        assert.ok(Math.abs(width * height - market_cap_millions / total) < 4e-4);
        assert.ok(x >= 0 && y >= 0 && x + width <= 1.0002 && y + height <= 1.0002);
      }
    }),
  );
});

Deno.test("Map - says whose value is not known and how many are too small to show", () => {
  const valued = (symbol: string, market_cap_millions: number | null) => ({
    symbol,
    name: "",
    market_cap_millions,
  });
  const map = marketMapOf(
    [valued("A", 1), valued("B", null), valued("C", 3), valued("D", 2), valued("E", 0)],
    2,
  );
  assert.deepEqual(map.tiles.map(({ symbol }) => symbol), ["C", "D"]);
  assert.deepEqual(map.unvalued, ["B", "E"]);
  assert.equal(map.smaller, 1);
  assert.deepEqual(marketMapOf([]).tiles, []);
});

Deno.test("Map - a text is shown from the width on in which it fits", () => {
  assert.equal(fitFrom("AAPL", 0.5, 0.5, "symbol"), "from-260");
  assert.equal(fitFrom("GOOGL", 0.1, 0.5, "symbol"), "small-500 from-720");
  assert.equal(
    fitFrom("+1.48 %", 0.155, 0.5, "change"),
    "small-360 from-440",
    "on a phone, in small letters",
  );
  assert.equal(fitFrom("GOOGL", 0.05, 0.5, "symbol"), "small-960");
  assert.equal(fitFrom("GOOGL", 0.01, 0.5, "symbol"), "never");
  assert.equal(fitFrom("+1.00 %", 0.5, 0.1, "change"), "never", "too low");
});
