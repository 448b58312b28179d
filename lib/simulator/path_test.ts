import assert from "node:assert/strict";
import fc from "fast-check";
import { type CandleArrays, candlesBetween, type Resolution } from "./candles.ts";
import { COMPANIES } from "./companies.ts";
import { dayBefore, type Hours, tradingDayAt } from "./day.ts";
import { quoteAt, staleQuoteAt, ZERO_QUOTE } from "./quote.ts";
import { tradesBetween } from "./trades.ts";

const at = (text: string) => Date.parse(text);
const FRIDAY = at("2026-11-20T17:00Z");
const moments = fc.integer({ min: at("2010-01-11T00:00Z"), max: at("2034-12-01T00:00Z") });
const symbols = fc.constantFrom(...COMPANIES.map(({ symbol }) => symbol));
const everyHours = fc.constantFrom<Hours>("always", "exchange");

function bars(symbol: string, resolution: Resolution, from: number, to: number, hours: Hours): CandleArrays {
  const candles = candlesBetween(symbol, resolution, from, to, { hours });
  assert.equal(candles.s, "ok");
  return candles.s === "ok" ? candles : assert.fail();
}

Deno.test("price path - a quote's numbers agree with each other at any moment", () => {
  fc.assert(
    fc.property(symbols, moments, everyHours, fc.integer({ min: 0, max: 99 }), (symbol, now, hours, seed) => {
      const quote = quoteAt(symbol, now, { hours, seed });
      assert.ok(quote.h >= quote.c && quote.c >= quote.l && quote.h >= quote.o && quote.o >= quote.l);
      assert.ok(quote.l > 0 && quote.t * 1000 <= now);
      assert.ok(Math.abs(quote.c - quote.pc - (quote.d ?? NaN)) < 0.0051);
      assert.ok(Math.abs((quote.c / quote.pc - 1) * 100 - (quote.dp ?? NaN)) < 0.001);
    }),
  );
});

Deno.test("price path - within a day the high never falls, the low never rises, the opening stays", () => {
  const second = fc.integer({ min: 0, max: 86_399 });
  fc.assert(fc.property(symbols, moments, everyHours, second, second, (symbol, now, hours, a, b) => {
    const day = tradingDayAt(now, hours);
    const [first, then] = [Math.min(a, b), Math.max(a, b)].map((each) =>
      quoteAt(symbol, day.open + each * 1000, { hours })
    );
    if (!first || !then || tradingDayAt(day.open + Math.max(a, b) * 1000, hours).index !== day.index) return;
    assert.ok(then.h >= first.h && then.l <= first.l);
    assert.deepEqual([then.o, then.pc], [first.o, first.pc]);
  }));
});

Deno.test("price path - every second of a stretch keeps the same promise", () => {
  let before = quoteAt("TSLA", FRIDAY, { hours: "exchange" });
  for (let second = 1; second <= 600; second++) {
    const quote = quoteAt("TSLA", FRIDAY + second * 1000, { hours: "exchange" });
    assert.ok(quote.h >= Math.max(before.h, quote.c) && quote.l <= Math.min(before.l, quote.c));
    before = quote;
  }
});

Deno.test("price path - the previous close is the last price of the session before", () => {
  fc.assert(fc.property(symbols, moments, everyHours, (symbol, now, hours) => {
    assert.equal(quoteAt(symbol, now, { hours }).pc, staleQuoteAt(symbol, now, { hours }).c);
    const before = dayBefore(tradingDayAt(now, hours), hours);
    // Round the clock, the last instant of a day is the first of the next.
    const last = quoteAt(symbol, before.close, { hours });
    assert.equal(hours === "always" ? last.o : last.c, quoteAt(symbol, now, { hours }).pc);
  }));
});

Deno.test("price path - bars, quotes and trades tell the same prices", () => {
  for (const hours of ["always", "exchange"] as const) {
    const day = tradingDayAt(FRIDAY, hours);
    const daily = bars("AAPL", "D", day.open - 86_400_000, FRIDAY, hours);
    const quote = quoteAt("AAPL", FRIDAY, { hours });
    assert.deepEqual(
      [daily.o.at(-1), daily.h.at(-1), daily.l.at(-1), daily.c.at(-1)],
      [quote.o, quote.h, quote.l, quote.c],
    );
    const trades = tradesBetween("AAPL", FRIDAY - 60_000, FRIDAY, { hours });
    assert.ok(trades.length >= 60);
    assert.ok(trades.every(({ p }) => p <= quote.h && p >= quote.l));
    assert.ok(trades.every(({ t }, index) => index === 0 || t >= (trades[index - 1]?.t ?? Infinity)));
    const onSecond = tradesBetween("AAPL", FRIDAY - 3_600_000, FRIDAY, { hours }).find(({ t }) =>
      t % 1000 === 0
    );
    if (onSecond) assert.equal(onSecond.p, quoteAt("AAPL", onSecond.t, { hours }).c);
  }
});

for (const hours of ["always", "exchange"] as const) {
  Deno.test(`price path - a day's bars of every length make up the daily bar (hours ${hours})`, () => {
    const day = tradingDayAt(FRIDAY, hours);
    const whole = bars("NVDA", "D", day.open - 12 * 3_600_000, day.close, hours);
    const place = hours === "always" ? 0 : whole.t.length - 1;
    for (const resolution of ["5", "15", "30", "60"] as const) {
      const parts = bars("NVDA", resolution, day.open, day.close - 1, hours);
      const all = candlesBetween("NVDA", resolution, day.open, day.close - 1, { hours, asOf: day.close });
      assert.ok(all.s === "ok");
      assert.equal(Math.max(...all.h), whole.h[place], resolution);
      assert.equal(Math.min(...all.l), whole.l[place], resolution);
      assert.equal(all.c.at(-1), whole.c[place]);
      assert.ok(parts.o.every((open, index) => index === 0 || open === parts.c[index - 1]));
      const volume = all.v.reduce((sum, each) => sum + each, 0);
      assert.ok(Math.abs(volume - (whole.v[place] ?? 0)) <= all.v.length);
    }
  });
}

Deno.test("price path - outside hours the quote stands at 16:00 New York", () => {
  const sunday = quoteAt("AAPL", at("2026-11-22T15:00Z"), { hours: "exchange" });
  assert.equal(sunday.t * 1000, at("2026-11-20T21:00Z"));
  assert.deepEqual(quoteAt("AAPL", at("2026-11-23T14:29:59Z"), { hours: "exchange" }), sunday);
  assert.equal(
    quoteAt("AAPL", at("2026-11-27T20:00Z"), { hours: "exchange" }).t * 1000,
    at("2026-11-27T18:00Z"),
  );
  assert.deepEqual(
    tradesBetween("AAPL", at("2026-11-22T15:00Z"), at("2026-11-22T15:01Z"), { hours: "exchange" }),
    [],
  );
});

Deno.test("price path - round the clock a Sunday's quote is of this second", () => {
  assert.equal(quoteAt("AAPL", at("2026-11-22T15:00:07.900Z")).t * 1000, at("2026-11-22T15:00:07Z"));
});

Deno.test("price path - another seed is another market, the same seed the same one", () => {
  const seeds = [1, 2, 3].map((seed) => quoteAt("AAPL", FRIDAY, { seed }).c);
  assert.equal(new Set(seeds).size, 3);
  assert.deepEqual(quoteAt("AAPL", FRIDAY, { seed: 2 }), quoteAt("AAPL", FRIDAY, { seed: 2 }));
});

Deno.test("price path - days move by one to three percent, and levels stay plausible", () => {
  for (const { symbol, level, volatility } of COMPANIES) {
    const { c } = bars(symbol, "D", at("2023-11-20T00:00Z"), FRIDAY, "exchange");
    const returns = c.slice(1).map((close, index) => Math.log(close / (c[index] ?? close)));
    const deviation = Math.sqrt(returns.reduce((sum, each) => sum + each ** 2, 0) / returns.length);
    assert.ok(deviation > volatility * 0.8 && deviation < volatility * 1.3, `${symbol} ${deviation}`);
    assert.ok(c.every((close) => close > level / 5 && close < level * 5), symbol);
  }
});

Deno.test("price path - daily bars are stamped with New York's midnight, one a session", () => {
  const { t } = bars("AAPL", "D", at("2026-11-23T00:00Z"), at("2026-11-30T00:00Z"), "exchange");
  const days = t.map((time) => new Date(time * 1000).toISOString());
  assert.deepEqual(days, ["23", "24", "25", "27"].map((day) => `2026-11-${day}T05:00:00.000Z`));
});

Deno.test("price path - what is not known gets zeros, and no bars", () => {
  assert.deepEqual(quoteAt("NOPE", FRIDAY), ZERO_QUOTE);
  assert.deepEqual(candlesBetween("NOPE", "D", FRIDAY - 1e9, FRIDAY), { s: "no_data" });
  assert.deepEqual(candlesBetween("AAPL", "D", FRIDAY, FRIDAY - 1), { s: "no_data" });
  assert.deepEqual(tradesBetween("NOPE", FRIDAY - 1000, FRIDAY), []);
});
