import assert from "node:assert/strict";
import { keyOf } from "@/lib/datasets/keys.ts";
import type { DatasetName, Row } from "@/lib/datasets/dataset.ts";
import { newYorkDate, sessionsBetween } from "@/lib/exchange/mod.ts";
import { quoteAt } from "@/lib/simulator/mod.ts";
import { openStore, Volume } from "./_testing.ts";
import { seedDemo, type SeedOptions } from "./demo.ts";

const DAY = 86_400_000;
const SYMBOLS = ["AAPL", "GOOGL", "MSFT", "TSLA", "AMZN", "NVDA", "META"];
/** A Sunday: the demo is alive at any hour. */
const NOW = Date.UTC(2026, 6, 5, 14, 7);
/** The slot before the last: the last one is left to the first run. */
const SLOT = Date.UTC(2026, 6, 5, 13, 45);

const optionsOf = (store: SeedOptions["store"], more: Partial<SeedOptions> = {}): SeedOptions => ({
  store,
  symbols: SYMBOLS,
  cron: "*/15 * * * *",
  market: { hours: "always" },
  now: () => NOW,
  ...more,
});

Deno.test("seedDemo - gives a year of days and a month of quarter-hours, no key twice, once", async () => {
  await using volume = new Volume();
  const store = await openStore(volume, () => NOW);
  assert.equal(await seedDemo(optionsOf(store)), true);

  for (const symbol of SYMBOLS) {
    const quotes = store.ledger("stock_quotes").rows(symbol);
    const times = quotes.map(({ as_of }) => Date.parse(String(as_of)));
    assert.deepEqual(
      times,
      Array.from({ length: 30 * 96 }, (_, i) => SLOT - (30 * 96 - 1 - i) * 900_000),
      `${symbol}: every quarter-hour of 30 days up to the slot`,
    );
    assert.equal(quotes.at(-1)?.price, quoteAt(symbol, SLOT).c, "the path goes on as the simulator's");
    const bars = store.ledger("stock_historical").rows(symbol);
    const days = new Set(bars.filter(({ interval }) => interval === "1d").map(({ time }) => String(time)));
    for (let ago = 1; ago <= 365; ago++) {
      const day = new Date(Math.floor(SLOT / DAY) * DAY - ago * DAY).toISOString();
      assert.ok(days.has(day), `${symbol} has no bar of ${day}`);
    }
    assert.equal(bars.filter(({ interval }) => interval === "15m").length, 30 * 96);
    assertEndsAsQuoted(bars, quotes);
    assert.ok(
      bars.every(({ open, high, low, close }) =>
        Number(low) <= Math.min(Number(open), Number(close)) &&
        Math.max(Number(open), Number(close)) <= Number(high)
      ),
    );
  }
  for (const dataset of store.datasets) {
    const rows = store.ledger(dataset.name).rows();
    assert.equal(new Set(rows.map((row) => keyOf(dataset, row))).size, rows.length, dataset.name);
    assert.ok(rows.every(({ source }) => /^(simulator:|derived:)/.test(String(source))), "named simulated");
  }
  assert.equal(
    store.files().reduce((sum, { rows }) => sum + rows, 0),
    store.runs.last()?.rows,
    "no row twice",
  );
  assert.equal(store.quarantine.count(), 0);
  const { status, trigger, slot } = store.runs.last() ?? {};
  assert.deepEqual([status, trigger, slot], ["complete", "seed", new Date(SLOT).toISOString()]);

  const before = volume.csv();
  assert.equal(await seedDemo(optionsOf(store)), false);
  assert.equal(await seedDemo(optionsOf(await openStore(volume))), false);
  assert.deepEqual(volume.csv(), before);
});

const one: Partial<SeedOptions> = { symbols: ["AAPL"] };

/** Each day's bar ends with what the quotes of the next day call the previous close. */
function assertEndsAsQuoted(bars: readonly Row[], quotes: readonly Row[]): void {
  const daily = bars.filter(({ interval }) => interval === "1d");
  let compared = 0;
  for (const [date, [quote]] of Map.groupBy(quotes, ({ as_of }) => newYorkDate(Date.parse(String(as_of))))) {
    const before = daily.findLast(({ time }) => String(time) < date);
    if (before === undefined || quote === undefined) continue;
    assert.equal(before["close"], quote["previous_close"], `the close before ${date}`);
    compared++;
  }
  assert.ok(compared >= 19, `${compared} days`);
}

for (
  const [what, now, hours] of [
    ["a Saturday morning, when Friday's session is over", "2026-07-11T14:07:00Z", "exchange"],
    ["shortly after midnight in New York", "2026-07-08T04:20:00Z", "always"],
    ["shortly after the midnight of a day of 23 hours", "2026-03-09T04:50:00Z", "always"],
    ["shortly after the midnight of a day of 25 hours", "2026-11-02T05:50:00Z", "always"],
  ] as const
) {
  Deno.test(`seedDemo - each day ends as the next day's quotes say: ${what}`, async () => {
    await using volume = new Volume();
    const start = () => Date.parse(now);
    const store = await openStore(volume, start);
    await seedDemo(optionsOf(store, { ...one, market: { hours }, now: start }));
    assertEndsAsQuoted(
      store.ledger("stock_historical").rows("AAPL"),
      store.ledger("stock_quotes").rows("AAPL"),
    );
  });
}

Deno.test("seedDemo - two days ago companies, reports, bars and news were known, and nothing later than then", async () => {
  await using volume = new Volume();
  const store = await openStore(volume, () => NOW);
  await seedDemo(optionsOf(store, one));
  const then = NOW - 2 * DAY;
  const truth = await store.at(then);
  const rows = (name: DatasetName) => {
    const { size } = truth.ledger(name);
    assert.ok(size > 0, `nothing was known of ${name}`);
    return truth.ledger(name).rows().filter(({ symbol = "AAPL" }) => symbol === "AAPL");
  };
  assert.equal(rows("company_profiles")[0]?.["name"], "Apple Inc");
  assert.ok(rows("earnings").length > 3);
  assert.ok(rows("analyst_recommendations").length > 3);
  assert.ok(rows("insider_transactions").every(({ filing_date }) => Date.parse(String(filing_date)) < then));
  for (const name of ["company_news", "market_news"] as const) {
    const times = rows(name).map(({ published_at }) => Date.parse(String(published_at)));
    assert.ok(Math.max(...times) <= then && Math.max(...times) > then - DAY, name);
    assert.ok(Math.min(...times) < then - 25 * DAY, name);
  }
  const bars = rows("stock_historical").filter(({ interval }) => interval === "1d");
  assert.equal(bars.at(-1)?.["time"], "2026-07-02T00:00:00.000Z", "the day that was over");
});

Deno.test("seedDemo - the same past on every volume", async () => {
  await using a = new Volume();
  await using b = new Volume();
  await seedDemo(optionsOf(await openStore(a, () => NOW), one));
  await seedDemo(optionsOf(await openStore(b, () => NOW), one));
  assert.deepEqual(a.csv(), b.csv());
});

for (const killed of ["company_profiles", "market_news", "stock_quotes"]) {
  Deno.test(`seedDemo - a start that was killed at ${killed} is completed by the next, without a row twice`, async () => {
    await using volume = new Volume();
    const store = await openStore(volume, () => NOW);
    const commit = store.commit.bind(store);
    store.commit = (dataset, ...rest) =>
      dataset === killed ? Promise.reject(new Error("killed")) : commit(dataset, ...rest);
    await assert.rejects(seedDemo(optionsOf(store, one)), /killed/);
    const later = NOW + 20 * 60_000;
    const next = await openStore(volume, () => later);
    assert.equal(await seedDemo(optionsOf(next, { ...one, now: () => later })), true);
    assert.equal(next.ledger("stock_quotes").rows("AAPL").length, 30 * 96);
    for (const dataset of next.datasets) {
      const rows = next.ledger(dataset.name).rows();
      assert.equal(new Set(rows.map((row) => keyOf(dataset, row))).size, rows.length, dataset.name);
    }
    assert.equal(next.ledger("company_profiles").size, 1);
  });
}

Deno.test("seedDemo - two processes that start at once give one past", async () => {
  await using volume = new Volume();
  const [a, b] = [await openStore(volume, () => NOW), await openStore(volume, () => NOW)];
  const seeded = await Promise.all([seedDemo(optionsOf(a, one)), seedDemo(optionsOf(b, one))]);
  assert.deepEqual(seeded.sort(), [false, true]);
  await a.refresh();
  assert.equal(a.runs.all().length, 1);
});

Deno.test("seedDemo - on exchange hours quotes stand still when it is closed: each time of the exchange once", async () => {
  await using volume = new Volume();
  const store = await openStore(volume, () => NOW);
  await seedDemo(optionsOf(store, { ...one, market: { hours: "exchange" } }));
  const quotes = store.ledger("stock_quotes").rows("AAPL");
  const times = quotes.map(({ as_of }) => String(as_of));
  assert.equal(new Set(times).size, times.length);
  assert.ok(times.every((time) => new Date(time).getUTCDay() % 6 !== 0), "no quote of a weekend");
  // 27 quarter-hours a session, both bells included; the first session began before the month did.
  const sessions = sessionsBetween(SLOT - 30 * DAY, SLOT).length;
  assert.ok(quotes.length > (sessions - 1) * 27 && quotes.length <= sessions * 27, `${quotes.length} quotes`);
});
