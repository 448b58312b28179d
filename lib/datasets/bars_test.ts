import assert from "node:assert/strict";
import { barsOf, type Sample, samplesOf } from "./bars.ts";
import type { Row } from "./dataset.ts";

const quote = (at: string, price: number, day: Partial<Row> = {}): Row => ({
  symbol: "AAPL",
  price,
  day_open: null,
  day_high: null,
  day_low: null,
  as_of: at,
  fetched_at: at,
  ...day,
});
const samples = (...quotes: Row[]): Sample[] => samplesOf(quotes);

Deno.test("barsOf - takes the day's open and wicks from the provider, closes with the last sample", () => {
  const [daily, ...intraday] = barsOf(samples(
    quote("2026-05-22T13:45:02.000Z", 306, { day_open: 305.5, day_high: 306.5, day_low: 305 }),
    quote("2026-05-22T13:59:00.000Z", 307),
    quote("2026-05-22T14:00:00.000Z", 304, { day_open: 305.5, day_high: 311, day_low: 303.5 }),
  ));
  assert.deepEqual(daily, {
    interval: "1d",
    time: Date.parse("2026-05-22T00:00:00Z"),
    end: Date.parse("2026-05-22T20:00:00Z"),
    open: 305.5,
    high: 311,
    low: 303.5,
    close: 304,
    samples: 3,
    expected: 26,
    asOf: Date.parse("2026-05-22T14:00:00Z"),
    fetchedAt: Date.parse("2026-05-22T14:00:00Z"),
  });
  assert.deepEqual(
    intraday.map((
      { time, open, high, low, close, samples },
    ) => [new Date(time).toISOString(), open, high, low, close, samples]),
    [
      ["2026-05-22T13:45:00.000Z", 306, 307, 306, 307, 2],
      ["2026-05-22T14:00:00.000Z", 304, 304, 304, 304, 1],
    ],
  );
});

Deno.test("barsOf - a price outside the provider's range widens the bar", () => {
  const [daily] = barsOf(
    samples(quote("2026-05-22T14:00:00.000Z", 312, { day_open: 300, day_high: 311, day_low: 305 })),
  );
  assert.deepEqual([daily?.high, daily?.low], [312, 300]);
});

Deno.test("barsOf - the closing price ends the last bar of the session and starts none", () => {
  const bars = barsOf(samples(
    quote("2026-05-22T19:50:00.000Z", 308),
    quote("2026-05-22T20:00:00.000Z", 309),
  ));
  assert.deepEqual(
    bars.map((bar) => [bar.interval, new Date(bar.time).toISOString(), bar.close]),
    [["1d", "2026-05-22T00:00:00.000Z", 309], ["15m", "2026-05-22T19:45:00.000Z", 309]],
  );
});

Deno.test("barsOf - where prices go on after the close, the one at its instant starts a bar as any other", () => {
  const bars = barsOf(samples(
    quote("2026-05-22T19:45:00.000Z", 308),
    quote("2026-05-22T20:00:00.000Z", 309),
    quote("2026-05-22T20:15:00.000Z", 310),
  ));
  assert.deepEqual(
    bars.filter(({ interval }) => interval === "15m").map((
      bar,
    ) => [new Date(bar.time).toISOString(), bar.close]),
    [["2026-05-22T19:45:00.000Z", 308], ["2026-05-22T20:00:00.000Z", 309], ["2026-05-22T20:15:00.000Z", 310]],
  );
});

const HOURS: readonly [name: string, times: readonly string[], expected: number][] = [
  ["a full session", ["2026-05-22T14:00:00.000Z"], 26],
  ["a half day", ["2026-11-27T15:00:00.000Z"], 14],
  ["a Sunday of an exchange that never closes", ["2026-05-24T15:00:00.000Z"], 96],
  ["a weekday with prices outside the session", ["2026-05-22T12:00:00.000Z", "2026-05-22T14:00:00.000Z"], 96],
  ["the day of 23 hours", ["2026-03-08T15:00:00.000Z"], 92],
  ["the day of 25 hours", ["2026-11-01T15:00:00.000Z"], 100],
];
for (const [name, times, expected] of HOURS) {
  Deno.test(`barsOf - expects ${expected} samples of ${name}`, () => {
    const bars = barsOf(samples(...times.map((time) => quote(time, 300))));
    assert.equal(bars.find((bar) => bar.interval === "1d")?.expected, expected);
  });
}

Deno.test("barsOf - an evening in New York belongs to its own date, though UTC is a day ahead", () => {
  const bars = barsOf(samples(quote("2026-05-25T01:30:00.000Z", 300)));
  assert.deepEqual(bars.map((bar) => new Date(bar.time).toISOString()), [
    "2026-05-24T00:00:00.000Z",
    "2026-05-25T01:30:00.000Z",
  ]);
});
