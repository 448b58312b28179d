import assert from "node:assert/strict";
import fc from "fast-check";
import { HAVE_REAL_PRICES, REAL_PRICES_NOTE, realPrices } from "@/lib/indicators/_testing.ts";
import {
  betaReference,
  correlationReference,
  type Day,
  drawdownReference,
  returnReference,
  volatilityReference,
} from "@/lib/market/performance/_reference.ts";
import type { Series } from "@/lib/market/performance/mod.ts";
import { choiceAddress, COMPARE_RANGES, readChoice } from "./choice.ts";
import { type CommonDays, commonDays, ENOUGH_DAYS } from "./common_days.ts";
import { equalWeighted } from "./equal_weight.ts";
import { figuresOf, perYear, togetherOf } from "./figures.ts";
import { noticesOf } from "./notices.ts";

const TOLERANCE = 1e-9;

function near(actual: number | null | undefined, expected: number | null, what: string): void {
  if (actual == null || expected === null) return assert.equal(actual ?? null, expected, what);
  assert.ok(Math.abs(actual - expected) <= TOLERANCE, `${what}: ${actual}, expected ${expected}`);
}

function candidate(symbol: string, days: readonly Day[]) {
  return { symbol, closes: { date: days.map(([date]) => date), value: days.map(([, price]) => price) } };
}

/** Consecutive days, one a price, from a date on. */
function daily(from: string, ...prices: number[]): Day[] {
  return prices.map((price, i) => [Temporal.PlainDate.from(from).add({ days: i }).toString(), price]);
}

/** Prices that rise and fall a little, for as many days. */
function wave(from: string, count: number, phase = 0): Day[] {
  return daily(from, ...Array.from({ length: count }, (_, i) => 100 + i + 5 * Math.sin(i + phase)));
}

/** An equal-weighted index from its definition: for each day the mean of the returns there are. */
function indexReference(all: readonly (readonly Day[])[], date: readonly string[]): Day[] {
  const price = (days: readonly Day[], day: string | undefined) => days.find(([date]) => date === day)?.[1];
  let level = 100;
  return date.map((day, i): Day => {
    const returns = all.flatMap((days) => {
      const [now, before] = [price(days, day), price(days, date[i - 1])];
      return now === undefined || before === undefined ? [] : [now / before];
    });
    if (returns.length > 0) level *= returns.reduce((a, b) => a + b, 0) / returns.length;
    return [day, level];
  });
}

Deno.test({
  name:
    `Comparison - every figure equals its definition to 1e-9 on real prices of six tickers${REAL_PRICES_NOTE}`,
  ignore: !HAVE_REAL_PRICES,
  fn: () => {
    const given = [...realPrices()].map(([name, bars]) =>
      [name, bars.map((bar): Day => [bar.date, bar.adjustedClose])] as const
    );
    for (const range of COMPARE_RANGES) {
      const common = commonDays(given.map(([name, days]) => candidate(name, days)), range);
      // Two of the files end months before the others.
      const all = given.filter(([name]) => common.symbols.includes(name));
      assert.ok(all.length >= 4 && (range !== "MAX" || all.length === given.length), range);
      const candidates = all.map(([name, days]) => candidate(name, days));
      const shared = all.map(([, days]) =>
        days.filter(([date]) => all.every(([, other]) => other.some(([day]) => day === date)))
      );
      const end = common.date.at(-1);
      assert.equal(end, shared[0]?.at(-1)?.[0], `${range}: ends with the last day that all have`);
      const columns = shared.map((days) => days.filter(([date]) => date >= (common.date[0] ?? "")));
      assert.deepEqual(columns.map((days) => days.map(([, price]) => price)), common.closes, range);
      const index = equalWeighted(candidates.map(({ closes }) => closes), common.date);
      const reference = indexReference(all.map(([, days]) => days), common.date);
      index.value.forEach((value, i) =>
        near((value ?? NaN) / (reference[i]?.[1] ?? NaN), 1, `index of ${range}`)
      );
      for (const [i, figures] of figuresOf(common, index).entries()) {
        const days = columns[i] ?? [];
        const what = `${figures.symbol}, ${range}`;
        const ratio = (days.at(-1)?.[1] ?? NaN) / (days[0]?.[1] ?? NaN);
        near(figures.change, ratio - 1, `return of ${what}`);
        // The same start as the return of a stock's page, wherever prices reach back so far.
        const period = range === "MAX" ? null : returnReference(shared[i] ?? [], range);
        if (period !== null) near(figures.change, period, `period of ${what}`);
        const years = Temporal.PlainDate.from(common.date[0] ?? "").until(end ?? "").total("days") / 365.25;
        near(figures.perYear, years > 1.01 ? Math.exp(Math.log(ratio) / years) - 1 : null, `CAGR of ${what}`);
        near(figures.volatility, volatilityReference(days), `volatility of ${what}`);
        near(figures.drawdown?.depth, drawdownReference(days), `drawdown of ${what}`);
        near(figures.correlation, correlationReference(days, columns[0] ?? []), `correlation of ${what}`);
        near(figures.beta, betaReference(days, reference), `beta of ${what}`);
        const moves = days.slice(1).map(([date, price], j) =>
          [date, price / (days[j]?.[1] ?? NaN) - 1] as const
        )
          .toSorted(([, a], [, b]) => a - b);
        near(figures.worst?.change, moves[0]?.[1] ?? null, `worst day of ${what}`);
        near(figures.best?.change, moves.at(-1)?.[1] ?? null, `best day of ${what}`);
        assert.equal(figures.worst?.date, moves[0]?.[0]);
        assert.equal(figures.best?.date, moves.at(-1)?.[0]);
      }
    }
  },
});

Deno.test("Comparison - a day that one lacks is left out for all, and who lacks it is told", () => {
  const long = wave("2026-01-01", 40);
  const gaps = wave("2026-01-11", 30, 1).filter((_, i) => i !== 5 && i !== 9);
  const common = commonDays([candidate("LONG", long), candidate("GAPS", gaps)], "MAX");
  assert.equal(common.date.length, 28);
  assert.ok(!common.date.includes("2026-01-16"));
  assert.deepEqual(common.reach, [
    { symbol: "LONG", days: 40, from: "2026-01-01", to: "2026-02-09", missing: 0 },
    { symbol: "GAPS", days: 28, from: "2026-01-11", to: "2026-02-09", missing: 2 },
  ]);
  assert.deepEqual(noticesOf({ malformed: [], beyond: [] }, [], common), [
    "GAPS begins on 2026-01-11: all are compared from there.",
    "GAPS lacks 2 days that others have; they are left out for all.",
  ]);
});

Deno.test("Comparison - ends with who ends first, and says so", () => {
  const common = commonDays(
    [candidate("ON", wave("2026-01-01", 60)), candidate("ENDED", wave("2026-01-01", 50, 1))],
    "MAX",
  );
  assert.equal(common.date.at(-1), "2026-02-19");
  assert.deepEqual(noticesOf({ malformed: [], beyond: [] }, [], common), [
    "ENDED ends on 2026-02-19: all are compared up to there.",
  ]);
});

Deno.test("Comparison - who has too few days is left out and named; the others keep theirs", () => {
  const [a, b] = [candidate("A", wave("2026-01-01", 60)), candidate("B", wave("2026-01-01", 60, 2))];
  const young = candidate("YOUNG", wave("2026-02-27", 3));
  const gone = candidate("GONE", wave("2019-01-01", 60));
  const none = candidate("NONE", []);
  const common = commonDays([a, young, gone, none, b], "1M");
  assert.deepEqual(common.symbols, ["A", "B"]);
  assert.deepEqual(common.leftOut, ["YOUNG", "GONE", "NONE"]);
  assert.deepEqual([common.date[0], common.date.at(-1)], ["2026-02-01", "2026-03-01"]);
  assert.deepEqual(noticesOf({ malformed: [], beyond: [] }, [], common), [
    `YOUNG has 3 days of prices in this range, and a comparison needs ${ENOUGH_DAYS}: left out.`,
    "GONE has no daily prices in this range: left out.",
    "NONE has no daily prices in this range: left out.",
  ]);
});

Deno.test("Comparison - where all are young, lines are drawn, and nothing is told that so few days cannot tell", () => {
  const common = commonDays(
    [candidate("A", wave("2026-03-01", 5)), candidate("B", wave("2026-03-02", 4, 1))],
    "1Y",
  );
  assert.equal(common.date.length, 4);
  const [first] = figuresOf(common, null);
  assert.ok(first !== undefined && Number.isFinite(first.change) && first.best !== null);
  assert.deepEqual([first.volatility, first.correlation, first.beta, first.perYear], [
    null,
    null,
    null,
    null,
  ]);
  assert.deepEqual(togetherOf(common).matrix, [[null, null], [null, null]]);
  assert.match(noticesOf({ malformed: [], beyond: [] }, [], common).join(" "), /Only 4 days in common/);
});

const EMPTY: Pick<CommonDays, "symbols" | "date" | "closes"> = { symbols: [], date: [], closes: [] };

Deno.test("Comparison - of nothing, of one day and of days apart there is none, and it says why", () => {
  for (
    const candidates of [
      [],
      [candidate("A", [])],
      [candidate("A", daily("2026-03-01", 5))],
      [candidate("A", daily("2026-03-01", 5, 6)), candidate("B", daily("2026-03-05", 5, 6))],
    ]
  ) {
    const common = commonDays(candidates, "MAX");
    const { symbols, date, closes } = common;
    assert.deepEqual({ symbols, date, closes }, EMPTY);
    assert.deepEqual(figuresOf(common, null), []);
    assert.deepEqual(togetherOf(common), { returns: 0, matrix: [] });
    assert.equal(noticesOf({ malformed: [], beyond: [] }, [], common).length > 0, candidates.length > 0);
  }
});

Deno.test("Comparison - whatever days and gaps there are, all columns are of the same days, within what each has", () => {
  const days = fc.uniqueArray(fc.nat(60), { maxLength: 60 }).map((numbers): Day[] =>
    numbers.toSorted((a, b) => a - b).map((
      day,
    ) => [new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10), 1 + day])
  );
  fc.assert(
    fc.property(fc.array(days, { maxLength: 5 }), fc.constantFrom(...COMPARE_RANGES), (all, range) => {
      const candidates = all.map((days, i) => candidate(`S${i}`, days));
      const common = commonDays(candidates, range);
      assert.equal(common.symbols.length + common.leftOut.length, all.length);
      assert.notEqual(common.date.length, 1);
      for (const [i, symbol] of common.symbols.entries()) {
        const own = new Map(all[Number(symbol.slice(1))]);
        assert.deepEqual(common.date.map((day) => own.get(day)), common.closes[i]);
      }
    }),
    { numRuns: 200 },
  );
});

Deno.test("perYear - doubling in two years is 41 % a year, and what is no longer than a year has none", () => {
  near(perYear(1, "2024-01-01", "2028-01-01"), 2 ** (1 / 4) - 1, "four years, of which one is a leap year");
  assert.equal(perYear(1, "2025-03-01", "2026-03-01"), null);
  assert.equal(perYear(1, "2024-01-01", "2025-01-01"), null);
});

Deno.test("Figures - of equal best or worst days the first is told", () => {
  const common = commonDays([candidate("A", daily("2026-03-01", 4, 8, 4, 8, 4))], "MAX");
  const [figures] = figuresOf(common, null);
  assert.deepEqual(figures?.best, { date: "2026-03-02", change: 1 });
  assert.deepEqual(figures?.worst, { date: "2026-03-03", change: -0.5 });
});

Deno.test("equalWeighted - is the mean of the returns there are, and stands still where there are none", () => {
  const series = (days: Day[]): Series => candidate("", days).closes;
  // The third has no two days in a row: what it did meanwhile is not one day's return.
  const apart: Day[] = [["2026-01-01", 10], ["2026-01-03", 90]];
  const index = equalWeighted(
    [series(daily("2026-01-01", 100, 110, 121)), series(daily("2026-01-02", 50, 45)), series(apart)],
    ["2026-01-01", "2026-01-02", "2026-01-03", "2026-01-04"],
  );
  assert.deepEqual(index.value.map((value) => Number(value?.toFixed(9))), [100, 110, 110, 110]);
});

Deno.test("Choice - an address says it all, and reading it again gives the same", () => {
  const choice = readChoice(
    new URLSearchParams("symbols=msft,%20aapl;BRK.B&symbols=NVDA+AAPL&range=5Y&log=1"),
  );
  assert.deepEqual(choice.symbols, ["MSFT", "AAPL", "BRK.B", "NVDA"]);
  assert.equal(choiceAddress(choice), "?symbols=MSFT,AAPL,BRK.B,NVDA&range=5Y&log=1");
  assert.deepEqual(readChoice(new URLSearchParams(choiceAddress(choice))), choice);
});

Deno.test("Choice - what is no symbol, and what is too many, is kept apart and told", () => {
  const many = Array.from({ length: 14 }, (_, i) => `S${i}`).join();
  const choice = readChoice(new URLSearchParams(`symbols=${many},<b>,..&range=2W`));
  assert.equal(choice.symbols.length, 12);
  assert.deepEqual([choice.beyond, choice.malformed, choice.range], [["S12", "S13"], ["<B>", ".."], "1Y"]);
  assert.deepEqual(noticesOf(choice, ["NOSUCH"], { ...EMPTY, reach: [], leftOut: [] }), [
    "“<B>” is no symbol.",
    "“..” is no symbol.",
    "Nothing is known of NOSUCH: it is not on the watchlist.",
    "At most 12 symbols stand side by side: S12, S13 left out.",
  ]);
  assert.equal(readChoice(new URLSearchParams()).isChosen, false);
  assert.equal(readChoice(new URLSearchParams("symbols=")).isChosen, true);
});
