import assert from "node:assert/strict";
import fc from "fast-check";
import { EMA } from "trading-signals";
import {
  atrReference,
  bollingerReference,
  emaReference,
  macdReference,
  rsiReference,
  smaReference,
  vwapReference,
} from "./_reference.ts";
import { assertColumn, HAVE_REAL_PRICES, REAL_PRICES_NOTE, realPrices } from "./_testing.ts";
import {
  atr,
  bollinger,
  createAtr,
  createBollinger,
  createEma,
  createMacd,
  createRsi,
  createSma,
  createVwap,
  ema,
  type Indicator,
  macd,
  rsi,
  sma,
  technicalIndicators,
  type VolumeBar,
  vwap,
} from "./mod.ts";

/** Asserts every indicator over bars against the definitions. */
function assertAll(bars: readonly VolumeBar[], what: string): void {
  const close = bars.map((bar) => bar.close);
  const columns = {
    high: bars.map((bar) => bar.high),
    low: bars.map((bar) => bar.low),
    close,
    volume: bars.map((bar) => bar.volume),
    session: bars.map((bar) => bar.session),
  };
  for (const length of [20, 50, 200]) {
    assertColumn(sma(close, length), smaReference(close, length), `${what}, SMA ${length}`);
  }
  for (const length of [12, 26]) {
    assertColumn(ema(close, length), emaReference(close, length), `${what}, EMA ${length}`);
  }
  assertColumn(rsi(close), rsiReference(close, 14), `${what}, RSI`);
  const [actual, expected] = [macd(close), macdReference(close)];
  assertColumn(actual.macd, expected.macd, `${what}, MACD`);
  assertColumn(actual.signal, expected.signal, `${what}, MACD signal`);
  assertColumn(actual.histogram, expected.histogram, `${what}, MACD histogram`);
  const [bands, reference] = [bollinger(close), bollingerReference(close, 20, 2)];
  assertColumn(bands.upper, reference.upper, `${what}, Bollinger upper`);
  assertColumn(bands.middle, reference.middle, `${what}, Bollinger middle`);
  assertColumn(bands.lower, reference.lower, `${what}, Bollinger lower`);
  assertColumn(atr(columns), atrReference(bars, 14), `${what}, ATR`);
  assertColumn(vwap(columns), vwapReference(bars), `${what}, VWAP`);
  assert.deepEqual(technicalIndicators(columns), {
    sma20: sma(close, 20),
    sma50: sma(close, 50),
    sma200: sma(close, 200),
    ema12: ema(close, 12),
    ema26: ema(close, 26),
    rsi14: rsi(close, 14),
    macd: actual.macd,
    macdSignal: actual.signal,
    macdHistogram: actual.histogram,
    bollingerUpper: bands.upper,
    bollingerMiddle: bands.middle,
    bollingerLower: bands.lower,
    atr14: atr(columns, 14),
  });
}

Deno.test({
  name: `Indicators - equal their definitions to 1e-9 on real prices of six tickers${REAL_PRICES_NOTE}`,
  ignore: !HAVE_REAL_PRICES,
  fn: () => {
    const prices = realPrices();
    assert.equal(prices.size, 6);
    for (const [name, bars] of prices) {
      assert.ok(bars.length > 500, name);
      const year = (date: string) => date.slice(0, 4);
      assertAll(bars.map((bar) => ({ ...bar, session: year(bar.date) })), name);
      assertAll(bars.map((bar) => ({ ...bar, close: bar.adjustedClose, session: "" })), `${name}, adjusted`);
    }
  },
});

Deno.test({
  name: `Bollinger - equals the bands that the downloaded file itself carries${REAL_PRICES_NOTE}`,
  ignore: !HAVE_REAL_PRICES,
  fn: () => {
    // Made by another program (quantmod's addBBands: 20 days, 2 population deviations, of the typical price), with
    // days before the file's first, and rounded to seven decimals.
    const bars = realPrices().get("AAPL of finance-charts") ?? [];
    const bands = bollinger(bars.map(({ high, low, close }) => (high + low + close) / 3));
    const cell = (name: string) => bars.slice(19).map(({ cells }) => Number(cells[name]));
    assertColumn(bands.middle.slice(19), cell("mavg"), "middle", 1e-6);
    assertColumn(bands.upper.slice(19), cell("up"), "upper", 1e-6);
    assertColumn(bands.lower.slice(19), cell("dn"), "lower", 1e-6);
  },
});

/** Prices to the cent between a cent and ten thousand, with still stretches now and then. */
const price = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 1_000_000 }).map((cents) => cents / 100) },
  { weight: 1, arbitrary: fc.constantFrom(0.01, 100, 100.1) },
);
const bar: fc.Arbitrary<VolumeBar> = fc.record({
  prices: fc.tuple(price, price, price),
  volume: fc.oneof({ weight: 9, arbitrary: fc.nat(1_000_000) }, { weight: 1, arbitrary: fc.constant(null) }),
  session: fc.constantFrom("a", "b"),
}).map(({ prices: [a, b, c], ...rest }) => {
  const [low, close, high] = [a, b, c].sort((x, y) => x - y);
  return { high: high ?? a, low: low ?? a, close: close ?? a, ...rest };
});

Deno.test("Indicators - equal their definitions to 1e-9 on any prices", () => {
  fc.assert(
    fc.property(fc.array(bar, { maxLength: 260, size: "max" }), (bars) => assertAll(bars, "any prices")),
    { numRuns: 60 },
  );
});

const LIVE: readonly [name: string, create: () => Indicator<VolumeBar, unknown>][] = [
  ["SMA", () => ofClose(createSma(20))],
  ["EMA", () => ofClose(createEma(12))],
  ["RSI", () => ofClose(createRsi(14))],
  ["MACD", () => ofClose(createMacd())],
  ["Bollinger", () => ofClose(createBollinger())],
  ["ATR", () => createAtr(14)],
  ["VWAP", () => createVwap()],
];

function ofClose<Value>(indicator: Indicator<number, Value>): Indicator<VolumeBar, Value> {
  return { add: ({ close }) => indicator.add(close), replace: ({ close }) => indicator.replace(close) };
}

for (const [name, create] of LIVE) {
  Deno.test(`${name} - a live bar that changed several times counts only as what it was last`, () => {
    const live = fc.array(fc.array(bar, { minLength: 1, maxLength: 3 }), { maxLength: 60, size: "max" });
    fc.assert(
      fc.property(live, fc.boolean(), (bars, isFirstReplaced) => {
        const [once, often] = [create(), create()];
        for (const [index, states] of bars.entries()) {
          const last = states.at(-1);
          assert.ok(last);
          let value: unknown;
          for (const [i, state] of states.entries()) {
            const isNew = i === 0 && !(isFirstReplaced && index === 0);
            value = isNew ? often.add(state) : often.replace(state);
          }
          assert.deepEqual(value, once.add(last));
        }
      }),
      { numRuns: 50 },
    );
  });
}

Deno.test("Indicators - are empty until stable, and not a bar longer", () => {
  const close = Array.from({ length: 220 }, (_, i) => 100 + i % 7);
  const bars = { high: close, low: close, close };
  const { macd: difference, macdSignal, macdHistogram, ...others } = technicalIndicators(bars);
  const first = (column: readonly unknown[]) => column.findIndex((value) => value !== null);
  assert.deepEqual(
    Object.fromEntries(Object.entries(others).map(([name, column]) => [name, first(column)])),
    {
      sma20: 19,
      sma50: 49,
      sma200: 199,
      ema12: 11,
      ema26: 25,
      rsi14: 14,
      bollingerUpper: 19,
      bollingerMiddle: 19,
      bollingerLower: 19,
      atr14: 13,
    },
  );
  assert.deepEqual([difference, macdSignal, macdHistogram].map(first), [25, 33, 33]);
});

Deno.test("Indicators - of prices that never move: averages are the price, ranges 0, RSI 100 as on charts", () => {
  const close = new Array<number>(250).fill(42.5);
  const last = Object.fromEntries(
    Object.entries({ ...technicalIndicators({ high: close, low: close, close }) }).map((
      [name, column],
    ) => [name, column.at(-1)]),
  );
  assert.deepEqual(last, {
    sma20: 42.5,
    sma50: 42.5,
    sma200: 42.5,
    ema12: 42.5,
    ema26: 42.5,
    rsi14: 100,
    macd: 0,
    macdSignal: 0,
    macdHistogram: 0,
    bollingerUpper: 42.5,
    bollingerMiddle: 42.5,
    bollingerLower: 42.5,
    atr14: 0,
  });
});

Deno.test("Indicators - of one bar, or of none, there is nothing to say", () => {
  const one = technicalIndicators({ high: [2], low: [1], close: [1.5] });
  assert.ok(Object.values({ ...one }).every((column) => column.length === 1 && column[0] === null));
  const none = technicalIndicators({ high: [], low: [], close: [] });
  assert.ok(Object.values({ ...none }).every((column) => column.length === 0));
});

Deno.test("Indicators - a gap is empty and the next bar goes on as if it had not been", () => {
  const gap = fc.constantFrom(null, NaN, Infinity);
  const withGaps = fc.array(fc.oneof({ weight: 9, arbitrary: price }, { weight: 1, arbitrary: gap }), {
    maxLength: 120,
    size: "max",
  });
  fc.assert(
    fc.property(withGaps, (close) => {
      const isPrice = (value: number | null): value is number => value !== null && Number.isFinite(value);
      const indicators = (column: readonly (number | null)[]) =>
        Object.values({ ...technicalIndicators({ high: column, low: column, close: column }) });
      const whole = indicators(close.filter(isPrice));
      for (const [index, column] of indicators(close).entries()) {
        assert.ok(column.every((value, i) => isPrice(close[i] ?? null) || value === null));
        assert.deepEqual(column.filter((_, i) => isPrice(close[i] ?? null)), whole[index]);
      }
    }),
    { numRuns: 50 },
  );
});

Deno.test("EMA - starts from the simple average, where trading-signals' own starts from the first price", () => {
  const prices = [10, 20, 30, 40];
  assert.deepEqual(ema(prices, 3), [null, null, 20, 30]);
  const theirs = new EMA(3);
  assert.equal(theirs.updates(prices).at(-1), 31.25);
});

const SESSION = { high: [3, 6, 9], low: [3, 6, 9], close: [3, 6, 9] };
const VWAPS: readonly [promise: string, volume: (number | null)[], expected: (number | null)[]][] = [
  ["weighs prices by what was traded", [1, 2, 1], [3, 5, 6]],
  ["is empty while nothing was traded", [0, 2, 2], [null, 6, 7.5]],
  ["is empty from a bar of unknown volume on", [1, null, 1], [3, null, null]],
  ["is empty where no bar has volume", [null, null, null], [null, null, null]],
];
for (const [promise, volume, expected] of VWAPS) {
  Deno.test(`VWAP - ${promise}`, () => assert.deepEqual(vwap({ ...SESSION, volume }), expected));
}

Deno.test("VWAP - starts anew with each session, whatever the one before lacked", () => {
  const columns = { ...SESSION, volume: [null, 1, 1], session: ["2026-05-21", "2026-05-22", "2026-05-22"] };
  assert.deepEqual(vwap(columns), [null, 6, 7.5]);
});
