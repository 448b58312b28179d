import assert from "node:assert/strict";
import fc from "fast-check";
import { newYorkTime, sessionsBetween } from "@/lib/exchange/mod.ts";
import { barLabel, chartDataOf, ticksOf, withLivePrice } from "./chart_data.ts";
import type { History, Interval } from "./history.ts";

const QUARTER = 900_000;

/** Beginnings of quarter-hour bars of New York sessions, epoch seconds. */
function sessionBars(from: string, to: string): number[] {
  return sessionsBetween(newYorkTime(from, 0, 0), newYorkTime(to, 23, 59)).flatMap(({ open, close }) =>
    Array.from({ length: (close - open) / QUARTER }, (_, i) => (open + i * QUARTER) / 1_000)
  );
}

/** Beginnings of quarter-hour bars round the clock, epoch seconds. */
function roundTheClock(from: string, days: number): number[] {
  const start = newYorkTime(from, 0, 0);
  return Array.from({ length: days * 96 }, (_, i) => (start + i * QUARTER) / 1_000);
}

/** Beginnings of daily bars, epoch seconds. */
function days(from: string, count: number): number[] {
  return Array.from({ length: count }, (_, i) => Date.parse(`${from}T00:00:00Z`) / 1_000 + i * 86_400);
}

const labels = (time: readonly number[], interval: Interval, most: number) =>
  ticksOf(time, interval, most).map(({ label }) => label);

for (
  const [what, time, interval, most, expected] of [
    ["one session: its hours", sessionBars("2026-07-01", "2026-07-01"), "15m", 8, [
      "10:00",
      "11:00",
      "12:00",
      "13:00",
      "14:00",
      "15:00",
    ]],
    ["one session in little space", sessionBars("2026-07-01", "2026-07-01"), "15m", 2, ["12:00"]],
    ["sessions side by side: each new one by its day", sessionBars("2026-06-29", "2026-07-02"), "15m", 5, [
      "Jun 30",
      "Jul 1",
      "Jul 2",
    ]],
    ["two sessions: hours, and the day where it begins", sessionBars("2026-07-01", "2026-07-02"), "15m", 6, [
      "12:00",
      "Jul 2",
      "12:00",
    ]],
    ["a day round the clock", roundTheClock("2026-07-01", 1), "15m", 8, [
      "04:00",
      "08:00",
      "12:00",
      "16:00",
      "20:00",
    ]],
    ["over a weekend round the clock", roundTheClock("2026-07-03", 4), "15m", 4, ["Jul 4", "Jul 5", "Jul 6"]],
    ["the spring night that lacks an hour", roundTheClock("2026-03-08", 1).slice(0, 16), "15m", 8, [
      "01:00",
      "03:00",
      "04:00",
    ]],
    ["the autumn night that has one twice", roundTheClock("2026-11-01", 1).slice(0, 20), "15m", 8, [
      "01:00",
      "02:00",
      "03:00",
    ]],
    ["New Year's night", roundTheClock("2025-12-31", 2), "15m", 3, ["Jan 1"]],
    ["a month of days", days("2026-06-01", 31), "1d", 8, ["Jun 8", "Jun 15", "Jun 22", "Jun 29", "Jul 1"]],
    ["half a year: its months", days("2026-01-15", 183), "1d", 8, ["Feb", "Mar", "Apr", "May", "Jun", "Jul"]],
    ["months over the turn of the year: January is the year", days("2025-10-10", 150), "1d", 6, [
      "Nov",
      "Dec",
      "2026",
      "Feb",
      "Mar",
    ]],
    ["two years: quarters", days("2025-02-01", 600), "1d", 8, [
      "Apr 2025",
      "Jul 2025",
      "Oct 2025",
      "Jan 2026",
      "Apr 2026",
      "Jul 2026",
    ]],
    ["a decade: years", days("2016-06-01", 3_650), "1d", 10, [
      "2017",
      "2018",
      "2019",
      "2020",
      "2021",
      "2022",
      "2023",
      "2024",
      "2025",
      "2026",
    ]],
    ["a decade in no space", days("2016-06-01", 3_650), "1d", 3, []],
    ["nothing", [], "1d", 8, []],
    ["one bar", days("2026-01-01", 1), "1d", 8, []],
  ] as readonly [string, number[], Interval, number, string[]][]
) {
  Deno.test(`ticksOf - ${what}`, () => assert.deepEqual(labels(time, interval, most), expected));
}

Deno.test("ticksOf - a tick names the bar it stands at, not the hour that the bar lies in", () => {
  // Nothing traded between 10:15 and 11:30.
  const time = sessionBars("2026-07-01", "2026-07-01").filter((_, i) => i < 4 || i >= 8);
  assert.deepEqual(labels(time, "15m", 8).slice(0, 3), ["10:00", "11:30", "12:00"]);
});

Deno.test("ticksOf - whatever the bars, never more ticks than asked for, in order, each at a bar", () => {
  fc.assert(fc.property(
    fc.array(fc.integer({ min: 0, max: 4_000_000_000 }), { maxLength: 300 }),
    fc.constantFrom<Interval>("1d", "15m"),
    fc.integer({ min: 0, max: 12 }),
    (times, interval, most) => {
      const time = [...times].sort((a, b) => a - b);
      const ticks = ticksOf(time, interval, most);
      assert.ok(ticks.length <= most);
      ticks.reduce((before, { index, label }) => {
        assert.ok(index > before && index < time.length && label !== "");
        return index;
      }, 0);
    },
  ));
});

Deno.test("barLabel - the date of a daily bar is its session's; a shorter one has New York's time", () => {
  for (
    const [time, interval, label] of [
      ["2026-07-01T00:00:00Z", "1d", "Jul 1, 2026"],
      ["2025-12-31T00:00:00Z", "1d", "Dec 31, 2025"],
      ["2026-07-01T13:30:00Z", "15m", "Jul 1, 09:30"],
      ["2026-12-01T14:30:00Z", "15m", "Dec 1, 09:30"],
      ["2026-01-01T04:45:00Z", "15m", "Dec 31, 23:45"],
      ["2026-07-01T04:00:00Z", "15m", "Jul 1, 00:00"],
    ] as const
  ) assert.equal(barLabel(Date.parse(time) / 1_000, interval), label);
});

const history: History = {
  symbol: "AAPL",
  range: "1D",
  interval: "15m",
  sources: [],
  time: [1_000, 1_900],
  open: [10, 11],
  high: [12, 13],
  low: [9, 10],
  close: [11, 12],
  volume: [null, null],
  source: [0, 0],
  samples: [null, null],
  expected: [null, null],
  adjustment: [null, null],
};

Deno.test("chartDataOf - bars stand side by side: nights and weekends take no space", () => {
  assert.deepEqual(chartDataOf(history), [[0, 1], [10, 11], [12, 13], [9, 10], [11, 12]]);
});

Deno.test("withLivePrice - the last bar stretches to a price outside it, the others and the original stay", () => {
  const data = chartDataOf(history);
  assert.deepEqual(withLivePrice(data, 14), [[0, 1], [10, 11], [12, 14], [9, 10], [11, 14]]);
  assert.deepEqual(withLivePrice(data, 8), [[0, 1], [10, 11], [12, 13], [9, 8], [11, 8]]);
  assert.deepEqual(withLivePrice(data, 11.5), [[0, 1], [10, 11], [12, 13], [9, 10], [11, 11.5]]);
  assert.deepEqual(data, chartDataOf(history));
  assert.deepEqual(withLivePrice([[], [], [], [], []], 14), [[], [], [], [], []]);
});
