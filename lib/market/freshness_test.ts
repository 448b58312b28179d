import assert from "node:assert/strict";
import { DATASETS } from "@/lib/datasets/mod.ts";
import type { Row } from "@/lib/datasets/dataset.ts";
import { marketState, previousClose } from "@/lib/exchange/mod.ts";
import { iso } from "./_testing.ts";
import { datasetFreshness, freshnessOf } from "./freshness.ts";
import type { Verdict } from "./verdict.ts";

const MINUTE = 60_000, HOUR = 60 * MINUTE, DAY = 24 * HOUR;
/** Wednesday 2026-07-01, noon in New York: open. */
const NOON = Date.parse("2026-07-01T16:00:00Z");
/** Sunday, noon in New York. */
const SUNDAY = Date.parse("2026-07-12T16:00:00Z");

function judged(
  name: string,
  now: number,
  { asOf, fetched, checked }: { asOf?: number; fetched: number | null; checked?: number },
): Verdict {
  const dataset = DATASETS.find((each) => each.name === name);
  assert.ok(dataset, name);
  const row: Row | undefined = fetched === null
    ? undefined
    : { as_of: asOf === undefined ? null : iso(now - asOf), fetched_at: iso(now - fetched) };
  const state = marketState(now);
  const market = { isOpen: state.isOpen, openedAt: state.openedAt, previousClose: previousClose(now) };
  return freshnessOf(dataset, row, checked === undefined ? undefined : now - checked, market, now).verdict;
}

const cases: [promise: string, name: string, now: number, clocks: Parameters<typeof judged>[2], Verdict][] = [
  ["a quote of this minute", "stock_quotes", NOON, { asOf: MINUTE, fetched: MINUTE }, "live"],
  ["bars of the last slot", "stock_historical", NOON, { asOf: 40 * MINUTE, fetched: 10 * MINUTE }, "delayed"],
  ["bars of the morning, asked for", "stock_historical", NOON, {
    asOf: 2 * HOUR,
    fetched: 2 * HOUR,
    checked: MINUTE,
  }, "provider_stale"],
  ["Friday's last bar on a Sunday", "stock_historical", SUNDAY, {
    asOf: DAY + 20 * HOUR + 15 * MINUTE,
    fetched: DAY,
  }, "market_closed"],
  [
    "indicators of yesterday's session",
    "technical_indicators",
    NOON,
    { asOf: 20 * HOUR, fetched: 20 * HOUR },
    "delayed",
  ],
  [
    "indicators of Friday on a Sunday",
    "technical_indicators",
    SUNDAY,
    { asOf: 2 * DAY, fetched: DAY },
    "market_closed",
  ],
  [
    "indicators of a week ago",
    "technical_indicators",
    NOON,
    { asOf: 7 * DAY, fetched: 7 * DAY },
    "we_are_stale",
  ],
  [
    "a profile of years ago, asked for today",
    "company_profiles",
    NOON,
    { fetched: 900 * DAY, checked: HOUR },
    "live",
  ],
  ["a profile that had to wait for its turn", "company_profiles", NOON, {
    fetched: 9 * DAY,
    checked: 30 * HOUR,
  }, "delayed"],
  ["a profile not asked for since a week", "company_profiles", NOON, { fetched: 7 * DAY }, "we_are_stale"],
  ["a world without news for two days", "market_news", NOON, {
    asOf: 2 * DAY,
    fetched: 2 * DAY,
    checked: MINUTE,
  }, "provider_stale"],
  ["news on a Sunday, whatever the exchange does", "market_news", SUNDAY, {
    asOf: HOUR,
    fetched: HOUR,
    checked: MINUTE,
  }, "live"],
  ["no dividends, asked for", "dividends", NOON, { fetched: null, checked: MINUTE }, "never_seen"],
];
for (const [promise, name, now, clocks, verdict] of cases) {
  Deno.test(`Freshness - ${promise}: ${verdict}`, () => assert.equal(judged(name, now, clocks), verdict));
}

Deno.test("Freshness - every dataset has a policy of its own, and none calls a month without an answer fresh", () => {
  for (const { name, freshness } of DATASETS) {
    assert.ok(freshness, name);
    const clocks = { asOf: 31 * DAY, fetched: 31 * DAY };
    assert.equal(judged(name, NOON, clocks), "we_are_stale", name);
    assert.equal(judged(name, NOON, { fetched: null }), "never_seen", name);
  }
});

Deno.test("Freshness - without the provider's own time it is as old as its fetching", () => {
  const [quotes] = DATASETS;
  assert.ok(quotes);
  const row: Row = { as_of: null, fetched_at: iso(NOON - HOUR) };
  const view = freshnessOf(quotes, row, undefined, { isOpen: true, previousClose: null }, NOON);
  assert.deepEqual([view.as_of, view.checked_at], [iso(NOON - HOUR), iso(NOON - HOUR)]);
});

Deno.test("Freshness - of a dataset's symbols the most worrying counts; what never was worries only alone", () => {
  const of = (...verdicts: Verdict[]) =>
    datasetFreshness(verdicts.map((verdict, i) => [`S${i}`, verdict])).verdict;
  assert.equal(of("live", "we_are_stale", "provider_stale"), "we_are_stale");
  assert.equal(of("live", "delayed", "never_seen"), "delayed");
  assert.equal(of("market_closed", "never_seen"), "market_closed");
  assert.equal(of("never_seen"), "never_seen");
  const { verdicts, symbols } = datasetFreshness([["AAPL", "live"], ["MSFT", "live"], ["TSLA", "delayed"]]);
  assert.deepEqual([verdicts.live, verdicts.delayed, verdicts.we_are_stale], [2, 1, 0]);
  assert.deepEqual(symbols, { AAPL: "live", MSFT: "live", TSLA: "delayed" });
});
