import assert from "node:assert/strict";
import type { DatasetName, Row } from "@/lib/datasets/dataset.ts";
import { DATASETS } from "@/lib/datasets/mod.ts";
import { createLedger } from "@/lib/store/create_ledger.ts";
import { iso, NOW, quoteRow } from "./_testing.ts";
import { Market, type MarketOptions } from "./market.ts";
import { NEW_YORK, ROUND_THE_CLOCK } from "./market_view.ts";

const QUARTER = 900_000;

/** A market over ledgers that the test fills. */
function marketOf(
  { now = () => NOW, symbols = ["AAPL", "MSFT"], calendar = ROUND_THE_CLOCK, doubtOf }: Partial<
    Pick<MarketOptions, "now" | "symbols" | "calendar" | "doubtOf">
  > = {},
) {
  const ledgers = new Map(DATASETS.map((dataset) => [dataset.name, createLedger(dataset)]));
  const ledger = (name: DatasetName) => {
    const found = ledgers.get(name);
    if (found === undefined) throw new RangeError(`The test has no dataset "${name}"`);
    return found;
  };
  const market = new Market({
    symbols,
    ledger,
    checkedAt: () => undefined,
    providerStatus: () => null,
    calendar,
    tradesSource: "finnhub:trades",
    now,
    ...doubtOf === undefined ? {} : { doubtOf },
  });
  return { market, apply: (name: DatasetName, rows: readonly Row[]) => void ledger(name).apply(rows) };
}

/** Quotes of every quarter-hour up to now, oldest first. */
function quotes(count: number, price: (index: number) => number | null = (i) => i): Row[] {
  return Array.from({ length: count }, (_, i) => quoteRow(NOW - (count - 1 - i) * QUARTER, price(i)));
}

Deno.test("Market - the watchlist is in its order, a symbol without data included", () => {
  const { market, apply } = marketOf({ symbols: ["TSLA", "AAPL"] });
  apply("stock_quotes", [quoteRow(NOW, 300)]);
  assert.deepEqual(market.quotes().map(({ symbol, price }) => [symbol, price]), [["TSLA", null], [
    "AAPL",
    300,
  ]]);
});

for (
  const [name, calendar, asOf, began] of [
    ["in a session: the close before it", NEW_YORK, "2026-06-26T15:00:00Z", "2026-06-25T20:00:00Z"],
    ["a closing price: still the close before", NEW_YORK, "2026-06-26T20:00:00Z", "2026-06-25T20:00:00Z"],
    ["before Monday's bell: Friday's close", NEW_YORK, "2026-06-29T12:00:00Z", "2026-06-26T20:00:00Z"],
    ["round the clock: midnight", ROUND_THE_CLOCK, "2026-06-28T15:00:00Z", "2026-06-28T04:00:00Z"],
  ] as const
) {
  Deno.test(`Market - a quote's change counts from a close, ${name}`, () => {
    const at = marketOf({ calendar }).market.moveBegan(Date.parse(asOf));
    assert.equal(new Date(at).toISOString(), iso(Date.parse(began)));
  });
}

Deno.test("Market - what is not believed is in doubt wherever it is judged: line, dataset, and all symbols together", () => {
  const doubt = { kind: "frozen", reason: "Price 300 has not changed", since: iso(NOW) };
  const { market, apply } = marketOf({ doubtOf: (symbol) => symbol === "AAPL" ? doubt : null });
  apply("stock_quotes", [quoteRow(NOW, 300), { ...quoteRow(NOW, 500), symbol: "MSFT" }]);
  const dataset = DATASETS.find(({ name }) => name === "stock_quotes");
  assert.ok(dataset);
  for (const [symbol, verdict] of [["AAPL", "in_doubt"], ["MSFT", "live"]] as const) {
    assert.equal(market.quote(symbol).verdict, verdict);
    assert.equal(market.freshness(dataset, symbol).verdict, verdict);
  }
  assert.equal(market.datasetFreshness(dataset).verdict, "in_doubt");
});

Deno.test("Market - a sparkline has the day before the newest quote, and follows the next one", () => {
  const { market, apply } = marketOf();
  assert.deepEqual(market.quote("AAPL").spark, []);
  apply("stock_quotes", quotes(30));
  assert.deepEqual(market.quote("AAPL").spark, Array.from({ length: 30 }, (_, i) => i));
  apply("stock_quotes", [quoteRow(NOW + QUARTER, 99)]);
  assert.equal(market.quote("AAPL").spark.at(-1), 99);
  assert.equal(market.quote("AAPL").spark.length, 31);
  assert.deepEqual(market.quote("MSFT").spark, []);
});

Deno.test("Market - a sparkline of a long past is thinned without losing its spike, and shows one day of it", () => {
  const { market, apply } = marketOf();
  apply("stock_quotes", quotes(2_000, (i) => i === 1_950 ? 1_000 : i < 1_900 ? -5 : 100 + i / 1_000));
  const { spark } = market.quote("AAPL");
  assert.ok(spark.length <= 48);
  assert.ok(spark.includes(1_000));
  assert.ok(!spark.includes(-5));
});

Deno.test("Market - a sparkline has no gap for a quote without price, and spans one day at a weekend too", () => {
  const { market, apply } = marketOf();
  apply("stock_quotes", [
    quoteRow(NOW - 3 * 86_400_000, 1),
    quoteRow(NOW - 2 * QUARTER, 2),
    quoteRow(NOW - QUARTER, null),
    quoteRow(NOW, 3),
  ]);
  assert.deepEqual(market.quote("AAPL").spark, [2, 3]);
});

Deno.test("Market - a trade between slots moves its symbol's line, and the next newer quote takes over", () => {
  const { market, apply } = marketOf();
  apply("stock_quotes", [quoteRow(NOW - 60_000, 300)]);
  const [heard] = market.hear([{ symbol: "AAPL", price: 305, at: NOW - 1_000 }]);
  assert.equal(heard?.price, 305);
  assert.equal(Object.hasOwn(heard ?? {}, "spark"), false, "what a trade does not change is not sent again");
  assert.equal(market.quote("AAPL").source, "finnhub:trades");
  assert.equal(market.quote("MSFT").price, null);
  apply("stock_quotes", [quoteRow(NOW, 301)]);
  assert.deepEqual([market.quote("AAPL").price, market.quote("AAPL").source], [301, "finnhub:/quote"]);
});

Deno.test("Market - knows its watchlist and what it has quotes of", () => {
  const { market, apply } = marketOf({ symbols: ["AAPL"] });
  apply("stock_quotes", [{ ...quoteRow(NOW, 5), symbol: "IBM" }]);
  assert.deepEqual(["AAPL", "IBM", "NVDA"].map((symbol) => market.knows(symbol)), [true, true, false]);
});

Deno.test("Market - newest gives the rows with the latest dates, empty dates last", () => {
  const { market, apply } = marketOf();
  const news = (id: number, published: string | null) => ({
    id,
    symbol: "AAPL",
    published_at: published,
    headline: `${id}`,
    source: "finnhub:/company-news",
  });
  apply("company_news", [news(1, iso(NOW - 5)), news(2, null), news(3, iso(NOW)), news(4, iso(NOW - 9))]);
  assert.deepEqual(market.newest("company_news", "published_at", 3, "AAPL").map(({ id }) => id), [3, 1, 4]);
  assert.deepEqual(market.newest("company_news", "published_at", 9, "MSFT"), []);
});

Deno.test("Market - a line of 30 days of quarter-hours is made in well under a millisecond", () => {
  const { market, apply } = marketOf();
  apply("stock_quotes", quotes(2_880));
  market.quote("AAPL");
  const begin = performance.now();
  for (let i = 0; i < 1_000; i++) market.quote("AAPL");
  // Measured: 0.02 ms; a machine under load gets room.
  assert.ok((performance.now() - begin) / 1_000 < 0.5);
});
