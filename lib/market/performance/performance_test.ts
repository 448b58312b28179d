import assert from "node:assert/strict";
import fc from "fast-check";
import { assertColumn, HAVE_REAL_PRICES, REAL_PRICES_NOTE, realPrices } from "@/lib/indicators/_testing.ts";
import {
  betaReference,
  correlationReference,
  type Day,
  drawdownReference,
  returnReference,
  volatilityReference,
} from "./_reference.ts";
import {
  align,
  beta,
  correlationMatrix,
  drawdowns,
  logReturns,
  maximumDrawdown,
  normalised,
  periodReturn,
  periodReturns,
  RETURN_PERIODS,
  type Series,
  simpleReturns,
  volatility,
} from "./mod.ts";

function seriesOf(days: readonly (readonly [date: string, price: number | null])[]): Series {
  return { date: days.map(([date]) => date), value: days.map(([, price]) => price) };
}

/** A series of consecutive days from 2026-01-01 on. */
function dailySeries(...values: (number | null)[]): Series {
  return seriesOf(
    values.map((value, i) => [new Date(Date.UTC(2026, 0, 1 + i)).toISOString().slice(0, 10), value]),
  );
}

function near(actual: number | null | undefined, expected: number | null, what: string): void {
  assertColumn([actual ?? null], [expected], what);
}

function realDays(): [name: string, days: Day[]][] {
  return [...realPrices()].map((
    [name, bars],
  ) => [name, bars.map((bar) => [bar.date, bar.adjustedClose] as const)]);
}

Deno.test({
  name: `Performance - equals its definitions to 1e-9 on real prices of six tickers${REAL_PRICES_NOTE}`,
  ignore: !HAVE_REAL_PRICES,
  fn: () => {
    const all = realDays();
    for (const [name, days] of all) {
      const series = seriesOf(days);
      // From many days of the year, so that every length of month and year's end comes up.
      for (let end = 1; end <= days.length; end += 7) {
        const part = days.slice(0, end);
        for (const period of RETURN_PERIODS) {
          const expected = returnReference(part, period);
          const actual = periodReturn(seriesOf(part), period);
          near(actual?.simple, expected, `${name}, ${period} to ${part.at(-1)?.[0]}`);
          near(actual?.log, expected === null ? null : Math.log1p(expected), `${name}, log ${period}`);
        }
      }
      near(maximumDrawdown(series)?.depth, drawdownReference(days), `${name}, drawdown`);
      near(volatility(series.value), volatilityReference(days), `${name}, volatility`);
    }
    const { matrix } = correlationMatrix(all.map(([, days]) => seriesOf(days)));
    const shared = (days: readonly Day[]) =>
      days.filter(([date]) => all.every(([, other]) => other.some(([day]) => day === date)));
    for (const [i, [name, a]] of all.entries()) {
      for (const [j, [other, b]] of all.entries()) {
        near(
          matrix[i]?.[j],
          correlationReference(shared(a), shared(b)),
          `correlation of ${name} and ${other}`,
        );
        near(beta(seriesOf(a), seriesOf(b)), betaReference(a, b), `beta of ${name} on ${other}`);
      }
    }
  },
});

const price = fc.integer({ min: 1, max: 1_000_000 }).map((cents) => cents / 100);
/** Days of about two years, some of them left out. */
const days: fc.Arbitrary<Day[]> = fc.uniqueArray(fc.nat(800), { maxLength: 300, size: "max" }).chain((
  numbers,
) =>
  fc.tuple(
    ...numbers.sort((a, b) => a - b).map((day) =>
      price.map((value): Day => [new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10), value])
    ),
  )
);

Deno.test("Performance - equals its definitions to 1e-9 on any prices, dates and gaps", () => {
  fc.assert(
    fc.property(days, days, (a, b) => {
      const [series, other] = [seriesOf(a), seriesOf(b)];
      const relative = (actual: number | null | undefined, expected: number | null, what: string) => {
        const scale = Math.max(1, Math.abs(expected ?? 0));
        near(actual == null ? null : actual / scale, expected === null ? null : expected / scale, what);
      };
      for (const period of RETURN_PERIODS) {
        relative(periodReturn(series, period)?.simple, returnReference(a, period), period);
      }
      relative(maximumDrawdown(series)?.depth ?? 0, drawdownReference(a), "drawdown");
      if (a.length > 2) relative(volatility(series.value), volatilityReference(a), "volatility");
      const common = align([series, other]).date.length;
      if (common > 3) {
        relative(
          correlationMatrix([series, other]).matrix[0]?.[1],
          correlationReference(a, b),
          "correlation",
        );
        relative(beta(series, other), betaReference(a, b), "beta");
      }
    }),
    { numRuns: 100 },
  );
});

Deno.test("Performance - a day without a value is as good as a day that is not there", () => {
  fc.assert(
    fc.property(days, fc.func(fc.constantFrom(null, 0, -1, NaN, undefined)), (days, fault) => {
      const spoilt = days.map(([date, value]): readonly [string, number | null] => {
        const instead = fault(date);
        return [date, instead === undefined ? value : instead];
      });
      const [all, kept] = [
        seriesOf(spoilt),
        seriesOf(spoilt.filter(([, value]) => value !== null && value > 0)),
      ];
      assert.deepEqual(periodReturns(all), periodReturns(kept));
      assert.deepEqual(maximumDrawdown(all), maximumDrawdown(kept));
      assert.deepEqual(drawdowns(all.value).filter((value) => value !== null), drawdowns(kept.value));
      assert.deepEqual(normalised([all]), normalised([kept]));
      assert.deepEqual(correlationMatrix([all, all]), correlationMatrix([kept, kept]));
    }),
    { numRuns: 50 },
  );
});

Deno.test("periodReturn - a month before the 31st is the last day of a shorter month", () => {
  const series = seriesOf([["2026-02-27", 100], ["2026-02-28", 200], ["2026-03-31", 300]]);
  assert.deepEqual(periodReturn(series, "1M"), {
    period: "1M",
    from: "2026-02-28",
    to: "2026-03-31",
    simple: 0.5,
    log: Math.log(1.5),
  });
});

const REFUSED: readonly [promise: string, series: Series, period: typeof RETURN_PERIODS[number]][] = [
  ["one value", dailySeries(1), "1D"],
  ["no value", dailySeries(), "YTD"],
  ["values that do not reach back", dailySeries(1, 2, 3), "1M"],
  ["a gap where the period starts", seriesOf([["2026-01-02", 1], ["2026-03-20", 2]]), "1M"],
  ["a gap before the last value", seriesOf([["2026-01-02", 1], ["2026-01-12", 2]]), "1D"],
];
for (const [promise, series, period] of REFUSED) {
  Deno.test(`periodReturn - ${promise} gives no ${period}`, () =>
    assert.equal(periodReturn(series, period), null));
}

Deno.test("periodReturn - reaches over the longest the exchange was ever closed", () => {
  const series = seriesOf([["2001-09-10", 100], ["2001-09-17", 90]]);
  assert.equal(periodReturn(series, "1D")?.from, "2001-09-10");
});

Deno.test("returns - a missing value has none, nor the value after it", () => {
  assert.deepEqual(simpleReturns([100, 150, null, 75, 150]), [null, 0.5, null, null, 1]);
  assert.deepEqual(logReturns([1, Math.E, 0, 1]), [null, 1, null, null]);
});

Deno.test("normalised - all start at 100 on the first day that all have, and keep their own gaps", () => {
  const long = seriesOf([["2026-01-01", 5], ["2026-01-02", 10], ["2026-01-03", 20], ["2026-01-05", 15]]);
  const short = seriesOf([["2026-01-02", 4], ["2026-01-04", 2], ["2026-01-05", 8]]);
  assert.deepEqual(normalised([long, short]), {
    date: ["2026-01-02", "2026-01-03", "2026-01-04", "2026-01-05"],
    values: [[100, 200, null, 150], [100, null, 50, 200]],
  });
  assert.deepEqual(normalised([long, short], { base: 1, from: "2026-01-03" }), {
    date: ["2026-01-05"],
    values: [[1], [1]],
  });
  assert.deepEqual(normalised([long, dailySeries()]), { date: [], values: [[], []] });
  assert.deepEqual(normalised([]), { date: [], values: [] });
});

Deno.test("drawdowns - are measured from the highest value so far", () => {
  assert.deepEqual(drawdowns([100, 80, null, 120, 90, 120]), [0, 80 / 100 - 1, null, 0, 90 / 120 - 1, 0]);
});

const DRAWDOWNS: readonly [promise: string, values: (number | null)[], expected: unknown][] = [
  ["names peak, trough and recovery", [90, 100, null, 60, 80, 100, 99], {
    depth: 60 / 100 - 1,
    peak: "2026-01-02",
    trough: "2026-01-04",
    recovered: "2026-01-06",
  }],
  ["has no recovery while there is none, and the last day at the peak", [100, 100, 50, 99], {
    depth: -0.5,
    peak: "2026-01-02",
    trough: "2026-01-03",
    recovered: null,
  }],
  ["is none where nothing fell", [1, 1, 2], null],
  ["is none of one value", [1], null],
  ["is none of no value", [], null],
];
for (const [promise, values, expected] of DRAWDOWNS) {
  Deno.test(`maximumDrawdown - ${promise}`, () => {
    assert.deepEqual(maximumDrawdown(dailySeries(...values)), expected);
  });
}

Deno.test("volatility - of constant prices is 0, of steady growth 0, of fewer than two returns unknown", () => {
  assert.equal(volatility([5, 5, 5, 5]), 0);
  assert.equal(volatility([1, 1.1, 1.21, 1.331, 1.4641]), 0);
  assert.equal(volatility([1, 2]), null);
  assert.equal(volatility([1, 2, null, 3]), null);
  assert.equal(volatility([]), null);
});

Deno.test("correlationMatrix - says of how many returns it is, and nothing where one did not vary", () => {
  const [up, down, still] = [dailySeries(1, 2, 1, 4), dailySeries(4, 2, 4, 1), dailySeries(3, 3, 3, 3)];
  assert.deepEqual(correlationMatrix([up, down, still]), {
    from: "2026-01-01",
    to: "2026-01-04",
    returns: 3,
    matrix: [[1, -1, null], [-1, 1, null], [null, null, null]],
  });
  assert.deepEqual(correlationMatrix([up, dailySeries()]), {
    from: null,
    to: null,
    returns: 0,
    matrix: [[null, null], [null, null]],
  });
  assert.deepEqual(correlationMatrix([]), { from: null, to: null, returns: 0, matrix: [] });
});

Deno.test("beta - of twice the benchmark's moves is 2; of a benchmark that stands still unknown", () => {
  const benchmark = dailySeries(100, 110, 99, 108.9);
  assert.ok(Math.abs((beta(dailySeries(100, 120, 96, 115.2), benchmark) ?? 0) - 2) < 1e-12);
  assert.equal(beta(benchmark, dailySeries(1, 1, 1, 1)), null);
  assert.equal(beta(dailySeries(1, 2), dailySeries(1, 2)), null);
});
