import assert from "node:assert/strict";
import fc from "fast-check";
import {
  addMonths,
  dayToGo,
  FIRST_MONTH,
  isMonth,
  LAST_MONTH,
  monthEnds,
  monthTitle,
  weeksOf,
} from "./month.ts";

for (
  const [text, expected] of [
    ["2026-11", true],
    [FIRST_MONTH, true],
    [LAST_MONTH, true],
    ["2026-00", false],
    ["2026-13", false],
    ["1999-12", false],
    ["2036-01", false],
    ["2026-1", false],
    ["2026-11-01", false],
    ["", false],
  ] as const
) {
  Deno.test(`isMonth - "${text}"`, () => assert.equal(isMonth(text), expected));
}

const month = fc.integer({ min: 2001 * 12, max: 2034 * 12 }).map((count) =>
  `${Math.floor(count / 12)}-${String(count % 12 + 1).padStart(2, "0")}`
);

Deno.test("Month - its weeks are whole, begin on Monday, hold every day once, and none that the month does not touch", () => {
  fc.assert(fc.property(month, (month) => {
    const weeks = weeksOf(month);
    const [first, last] = monthEnds(month);
    const days = weeks.flat();
    assert.ok(weeks.every((week) => week.length === 7 && new Date(week[0] ?? "").getUTCDay() === 1));
    assert.ok(weeks.every((week) => week.some((day) => day.startsWith(month))));
    assert.deepEqual(days, [...new Set(days)].sort());
    assert.deepEqual([days.includes(first), days.includes(last)], [true, true]);
    assert.equal(new Date(Date.parse(last) + 86_400_000).getUTCDate(), 1);
  }));
});

Deno.test("Month - there and back is where one was; beyond the years that are known there is none", () => {
  fc.assert(fc.property(month, fc.integer({ min: -12, max: 12 }), (month, count) => {
    assert.equal(addMonths(addMonths(month, count) ?? "", -count), month);
  }));
  assert.equal(addMonths("2026-12", 1), "2027-01");
  assert.equal(addMonths("2026-01", -1), "2025-12");
  assert.equal(addMonths(LAST_MONTH, 1), null);
  assert.equal(addMonths(FIRST_MONTH, -1), null);
  assert.equal(monthTitle("2026-11"), "November 2026");
});

for (
  const [key, from, to] of [
    ["ArrowLeft", "2026-11-01", "2026-10-31"],
    ["ArrowRight", "2026-12-31", "2027-01-01"],
    ["ArrowUp", "2026-11-10", "2026-11-03"],
    ["ArrowDown", "2026-11-10", "2026-11-17"],
    // A Wednesday's week, and those of its ends.
    ["Home", "2026-11-18", "2026-11-16"],
    ["End", "2026-11-18", "2026-11-22"],
    ["Home", "2026-11-16", "2026-11-16"],
    ["End", "2026-11-22", "2026-11-22"],
    ["Enter", "2026-11-18", null],
    ["constructor", "2026-11-18", null],
  ] as const
) {
  Deno.test(`dayToGo - ${key} from ${from}`, () => assert.equal(dayToGo(key, from), to));
}
