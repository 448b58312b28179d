import assert from "node:assert/strict";
import fc from "fast-check";
import { newYorkTime, sessionsBetween } from "@/lib/exchange/mod.ts";
import { SessionAxis } from "./chart_axis.ts";
import type { Interval } from "./history.ts";

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

/** Ticks over all bars, where there is space for so many side by side: `label` or `label/context`. */
function labels(time: readonly number[], interval: Interval, most: number): string[] {
  const ticks = new SessionAxis(time, interval).ticks(0, time.length - 1, most * 100, 100);
  return ticks.map(({ label, context }) => context === "" ? label : `${label}/${context}`);
}

for (
  const [what, time, interval, most, expected] of [
    ["one session: its hours", sessionBars("2026-07-01", "2026-07-01"), "15m", 8, [
      "10:00/Jul 1",
      "11:00",
      "12:00",
      "13:00",
      "14:00",
      "15:00",
    ]],
    ["one session in little space", sessionBars("2026-07-01", "2026-07-01"), "15m", 2, ["12:00/Jul 1"]],
    ["sessions side by side: each by its day", sessionBars("2026-06-29", "2026-07-02"), "15m", 5, [
      "Jun 30/2026",
      "Jul 1",
      "Jul 2",
    ]],
    ["two sessions: hours, and the day where it begins", sessionBars("2026-07-01", "2026-07-02"), "15m", 6, [
      "12:00/Jul 1",
      "09:30/Jul 2",
      "12:00",
    ]],
    ["a day round the clock", roundTheClock("2026-07-01", 1), "15m", 8, [
      "04:00/Jul 1",
      "08:00",
      "12:00",
      "16:00",
      "20:00",
    ]],
    ["over a weekend", sessionBars("2026-07-09", "2026-07-14"), "15m", 5, [
      "Jul 10/2026",
      "Jul 13",
      "Jul 14",
    ]],
    ["the spring night that lacks an hour", roundTheClock("2026-03-08", 1).slice(0, 16), "15m", 4, [
      "01:00/Mar 8",
      "03:00",
      "04:00",
    ]],
    ["the autumn night that has one twice", roundTheClock("2026-11-01", 1).slice(0, 20), "15m", 5, [
      "01:00/Nov 1",
      "02:00",
      "03:00",
    ]],
    ["New Year's night", roundTheClock("2025-12-31", 2), "15m", 3, ["Jan 1/2026"]],
    ["a month of days: its weeks", days("2026-06-01", 31), "1d", 8, [
      "Jun 8/2026",
      "Jun 15",
      "Jun 22",
      "Jun 29",
    ]],
    ["half a year: its months", days("2026-01-15", 183), "1d", 8, [
      "Feb/2026",
      "Mar",
      "Apr",
      "May",
      "Jun",
      "Jul",
    ]],
    ["months over the turn of the year", days("2025-10-10", 150), "1d", 6, [
      "Nov/2025",
      "Dec",
      "Jan/2026",
      "Feb",
      "Mar",
    ]],
    ["two years: quarters", days("2025-02-01", 600), "1d", 8, [
      "Apr/2025",
      "Jul",
      "Oct",
      "Jan/2026",
      "Apr",
      "Jul",
    ]],
    ["a decade: years", days("2016-06-01", 3_650), "1d", 12, [
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
    ["a decade in little space", days("2016-06-01", 3_650), "1d", 3, ["2020", "2025"]],
    ["one bar: its own name", days("2026-01-01", 1), "1d", 8, ["Jan 1/2026"]],
    ["nothing", [], "1d", 8, []],
  ] as readonly [string, number[], Interval, number, string[]][]
) {
  Deno.test(`SessionAxis - ticks of ${what}`, () => assert.deepEqual(labels(time, interval, most), expected));
}

Deno.test("SessionAxis - a tick stands at the first bar of its unit, though that lacks its beginning", () => {
  // Nothing traded between 10:15 and 11:30.
  const time = sessionBars("2026-07-01", "2026-07-01").filter((_, i) => i < 4 || i >= 8);
  assert.deepEqual(labels(time, "15m", 12).slice(0, 3), ["10:00/Jul 1", "11:30", "12:00"]);
});

Deno.test("SessionAxis - zoomed in, ticks are of the stretch that is seen", () => {
  const axis = new SessionAxis(sessionBars("2026-06-29", "2026-07-10"), "15m");
  const ticks = axis.ticks(26, 52, 800, 100);
  assert.deepEqual(ticks.map(({ label }) => label), [
    "09:30",
    "11:00",
    "12:00",
    "13:00",
    "14:00",
    "15:00",
    "09:30",
  ]);
  assert.deepEqual(ticks.filter(({ context }) => context !== "").map(({ context }) => context), [
    "Jun 30",
    "Jul 1",
  ]);
});

Deno.test("SessionAxis - whatever the bars and the stretch: ticks in order, at bars inside, never too close", () => {
  fc.assert(fc.property(
    fc.array(fc.integer({ min: 0, max: 4_000_000_000 }), { maxLength: 300 }),
    fc.constantFrom<Interval>("1d", "15m"),
    fc.integer({ min: 1, max: 12 }),
    fc.double({ min: 0, max: 1, noNaN: true }),
    (times, interval, most, share) => {
      const time = [...times].sort((a, b) => a - b);
      const from = (time.length - 1) * share * 0.9;
      const to = Math.max(from + 1, time.length - 1);
      const ticks = new SessionAxis(time, interval).ticks(from, to, most * 50, 50);
      const least = (to - from) / most;
      ticks.reduce((before, { index, label }) => {
        assert.ok(index >= from && index <= to && index < time.length && label !== "");
        assert.ok(index - before >= least - 1e-6);
        return index;
      }, -Infinity);
    },
  ));
});

Deno.test("SessionAxis - hairlines: nights, a weekend, and bars that should be there and are not", () => {
  const time = sessionBars("2026-07-09", "2026-07-14").filter((_, i) => i !== 5);
  const axis = new SessionAxis(time, "15m");
  assert.deepEqual(axis.skips(0, time.length, 1_000, 20), [
    { index: 25, kind: "night" },
    { index: 77, kind: "night" },
    { index: 51, kind: "days" },
    { index: 5, kind: "hole" },
  ]);
  assert.equal(axis.skippedBefore(51), (2 * 24 + 17.5) * 3600);
  assert.equal(axis.skippedBefore(52), 0);
  const crowded = axis.skips(0, time.length, 30, 20);
  assert.deepEqual(
    crowded.map(({ kind }) => kind),
    ["days", "hole"],
    "nights too close to each other are left out",
  );
});

Deno.test("SessionAxis - hairlines of daily bars: weekends and holidays, but weeks without bars are a hole", () => {
  const daily = sessionsBetween(newYorkTime("2026-06-29", 0, 0), newYorkTime("2026-08-14", 0, 0))
    .map(({ date }) => Date.parse(`${date}T00:00:00Z`) / 1_000);
  const time = daily.filter((_, i) => i < 9 || i > 20);
  const axis = new SessionAxis(time, "1d");
  // July 3 was the holiday of a Saturday's Fourth.
  assert.deepEqual(axis.skips(0, 10, 1_000, 20), [{ index: 4, kind: "days" }, { index: 9, kind: "hole" }]);
});

Deno.test("SessionAxis - 100,000 bars: a stretch is read without a look at all of them", () => {
  const time = roundTheClock("2020-01-01", 1_042);
  const axis = new SessionAxis(time, "15m");
  let reads = 0;
  const counting = new Proxy(time, { get: (target, key) => (reads++, Reflect.get(target, key)) });
  const counted = new SessionAxis(counting, "15m");
  for (const each of [axis, counted]) each.ticks(0, time.length, 1_000, 80);
  counted.skips(0, time.length, 1_000, 20);
  reads = 0;
  for (let i = 0; i < 50; i++) {
    counted.ticks(i * 100, 60_000 + i * 100, 1_000, 80);
    counted.skips(i * 100, 60_000 + i * 100, 1_000, 20);
  }
  assert.ok(reads < 5_000, `${reads} reads`);
});
