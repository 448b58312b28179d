import assert from "node:assert/strict";
import fc from "fast-check";
import { iso, NOW, OPEN, quoteOf, quoteRow } from "./_testing.ts";
import { quoteView, withTrade } from "./quote_view.ts";

const PROFILE = {
  symbol: "AAPL",
  name: "Apple Inc",
  industry: "Technology",
  market_cap_millions: 4_500_000,
};
const SOURCES = { symbol: "AAPL", quote: undefined, profile: undefined, spark: [], checkedAt: undefined };

Deno.test("quoteView - a symbol of which nothing is known is a line all the same", () => {
  const { verdict, price, name, source, as_of, checked_at } = quoteView(SOURCES, OPEN, NOW);
  assert.deepEqual({ verdict, price, name, source, as_of, checked_at }, {
    verdict: "never_seen",
    price: null,
    name: "",
    source: "",
    as_of: null,
    checked_at: null,
  });
});

Deno.test("quoteView - takes the price from the quote and the name from the profile, whichever of them there is", () => {
  const quote = quoteRow(NOW - 60_000, 300);
  const both = quoteView({ ...SOURCES, quote, profile: PROFILE, spark: [1, 2] }, OPEN, NOW);
  assert.deepEqual(both, quoteOf({ spark: [1, 2], change_percent: 3 / 2.97 }));
  const profileAlone = quoteView({ ...SOURCES, profile: PROFILE }, OPEN, NOW);
  assert.deepEqual([profileAlone.name, profileAlone.price, profileAlone.verdict], [
    "Apple Inc",
    null,
    "never_seen",
  ]);
});

Deno.test("quoteView - a quote that was asked for again and had not changed is as new as the asking", () => {
  const quote = quoteRow(NOW - 3_600_000, 300);
  const asked = quoteView({ ...SOURCES, quote, checkedAt: NOW - 60_000 }, OPEN, NOW);
  assert.deepEqual([asked.checked_at, asked.verdict], [iso(NOW - 60_000), "provider_stale"]);
  const notAsked = quoteView({ ...SOURCES, quote }, OPEN, NOW);
  assert.deepEqual([notAsked.checked_at, notAsked.verdict], [iso(NOW - 3_595_000), "we_are_stale"]);
});

Deno.test("quoteView - a row without a price was never a price", () => {
  assert.equal(quoteView({ ...SOURCES, quote: quoteRow(NOW, null) }, OPEN, NOW).verdict, "never_seen");
});

Deno.test("withTrade - a newer trade sets price, change, range, source and clocks, and leaves the rest", () => {
  const view = quoteOf({});
  const next = withTrade(view, { symbol: "AAPL", price: 302.94, at: NOW - 500 }, "finnhub:trades", OPEN, NOW);
  assert.deepEqual(next, {
    ...view,
    price: 302.94,
    change: 5.94,
    change_percent: 2,
    day_high: 302.94,
    source: "finnhub:trades",
    as_of: iso(NOW - 500),
    fetched_at: iso(NOW),
    checked_at: iso(NOW),
    verdict: "live",
  });
});

Deno.test("withTrade - a trade that is older than the quote, or as old, changes nothing", () => {
  const view = quoteOf({});
  for (const at of [NOW - 60_000, NOW - 61_000]) {
    assert.equal(withTrade(view, { symbol: "AAPL", price: 1, at }, "finnhub:trades", OPEN, NOW), view);
  }
});

Deno.test("withTrade - without a previous close there is no change, and none in percent of nothing", () => {
  for (const previous_close of [null, 0]) {
    const next = withTrade(
      quoteOf({ previous_close }),
      { symbol: "AAPL", price: 5, at: NOW },
      "x",
      OPEN,
      NOW,
    );
    assert.equal(next.change_percent, null);
  }
});

Deno.test("withTrade - a symbol without any quote has its price from the trade", () => {
  const view = quoteView(SOURCES, OPEN, NOW);
  const next = withTrade(view, { symbol: "AAPL", price: 5, at: NOW - 1_000 }, "finnhub:trades", OPEN, NOW);
  assert.deepEqual([next.price, next.change, next.day_high, next.verdict], [5, null, null, "live"]);
});

Deno.test("withTrade - whatever is traded, the price lies within the day's range", () => {
  fc.assert(fc.property(fc.array(fc.double({ min: 0.0001, max: 1e6, noNaN: true })), (prices) => {
    let view = quoteOf({});
    prices.forEach((price, i) => {
      view = withTrade(view, { symbol: "AAPL", price, at: NOW + i }, "finnhub:trades", OPEN, NOW + i);
      assert.ok(view.price === price && (view.day_low ?? 0) <= price && price <= (view.day_high ?? 0));
    });
  }));
});
