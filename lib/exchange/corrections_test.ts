import assert from "node:assert/strict";
import fc from "fast-check";
import { readCorrections } from "./corrections.ts";
import { calendarOf } from "./holidays.ts";
import { marketState } from "./market_state.ts";
import { Calendar, sessionOn } from "./sessions.ts";

const at = (text: string) => Date.parse(text);
/** Wednesday, 10:00 in New York. */
const NOW = at("2026-07-01T14:00Z");
const read = (...items: unknown[]) => readCorrections(items, NOW);
const day = (atDate: string, tradingHour: unknown = "", eventName = "Mourning") => ({
  atDate,
  tradingHour,
  eventName,
});

Deno.test("Corrections - a list that says what the rules say corrects nothing, whatever its years", () => {
  const items = [2022, 2026, 2027].flatMap((year) => {
    const { holidays, halfDays } = calendarOf(year);
    return [
      ...[...holidays].map(([date]) => day(date)),
      ...[...halfDays].map(([date]) => day(date, "09:30-13:00")),
    ];
  });
  assert.deepEqual(read(...items), { corrections: [], ignored: [] });
});

Deno.test("Corrections - an unscheduled closure closes its day: sessions, next open and previous close follow", () => {
  const { corrections, ignored } = read(day("2026-07-02"));
  assert.deepEqual(ignored, []);
  const calendar = new Calendar(corrections);
  assert.equal(calendar.sessionOn("2026-07-02"), null);
  assert.equal(calendar.holidayOn("2026-07-02"), "Mourning");
  assert.equal(calendar.sessionAt(at("2026-07-02T15:00Z")), null);
  // The 3rd is Independence Day, observed: the next session is Monday's.
  assert.equal(calendar.nextOpen(at("2026-07-01T21:00Z")), at("2026-07-06T13:30Z"));
  assert.equal(calendar.nextClose(at("2026-07-02T15:00Z")), at("2026-07-06T20:00Z"));
  assert.equal(calendar.previousClose(at("2026-07-02T22:00Z")), at("2026-07-01T20:00Z"));
  assert.equal(calendar.lastSession(at("2026-07-05T22:00Z")).date, "2026-07-01");
  assert.deepEqual(
    calendar.sessionsBetween(at("2026-07-01T00:00Z"), at("2026-07-07T00:00Z")).map(({ date }) => date),
    [
      "2026-07-01",
      "2026-07-06",
    ],
  );
  const state = marketState(at("2026-07-02T15:00Z"), calendar);
  assert.deepEqual([state.isOpen, state.session, state.holiday], [false, null, "Mourning"]);
  assert.equal(sessionOn("2026-07-02")?.halfDay, false, "the rules stand as they were");
});

Deno.test("Corrections - a half day comes, goes and moves; a holiday can be undone", () => {
  const { corrections } = read(
    day("2026-07-02", "09:30-13:00"),
    day("2026-11-27", "09:30-16:00"),
    day("2026-12-24", "10:00-14:15"),
    day("2026-09-07", "09:30-16:00"),
  );
  const calendar = new Calendar(corrections);
  const hours = (date: string) => {
    const session = calendar.sessionOn(date);
    return session && [session.open, session.close, session.halfDay];
  };
  assert.deepEqual(hours("2026-07-02"), [at("2026-07-02T13:30Z"), at("2026-07-02T17:00Z"), true]);
  assert.deepEqual(hours("2026-11-27"), [at("2026-11-27T14:30Z"), at("2026-11-27T21:00Z"), false]);
  assert.deepEqual(hours("2026-12-24"), [at("2026-12-24T15:00Z"), at("2026-12-24T19:15Z"), true]);
  assert.deepEqual(hours("2026-09-07"), [at("2026-09-07T13:30Z"), at("2026-09-07T20:00Z"), false]);
  assert.equal(calendar.holidayOn("2026-09-07"), null);
});

const nonsense: [string, unknown][] = [
  ["no object", "2026-07-02"],
  ["nothing", null],
  ["no date", { eventName: "x", tradingHour: "" }],
  ["a date there is not", day("2026-02-30")],
  ["a weekend", day("2026-07-04")],
  ["hours that end before they begin", day("2026-07-02", "16:00-09:30")],
  ["hours in the night", day("2026-07-02", "02:00-13:00")],
  ["minutes there are not", day("2026-07-02", "09:75-13:00")],
  ["hours that are none", day("2026-07-02", "half the day")],
  ["hours as a number", day("2026-07-02", 13)],
  ["another year", day("2031-07-02")],
  ["a year long past", day("2019-07-02")],
];
for (const [name, item] of nonsense) {
  Deno.test(`Corrections - ${name} is ignored, and said so`, () => {
    const { corrections, ignored } = read(item);
    assert.deepEqual(corrections, []);
    assert.equal(ignored.length, 1);
  });
}

Deno.test("Corrections - a list that closes the exchange for weeks is believed in nothing", () => {
  const items = Array.from(
    { length: 60 },
    (_, i) => day(new Date(NOW + i * 86_400_000).toISOString().slice(0, 10)),
  );
  const { corrections, ignored } = read(...items);
  assert.deepEqual(corrections, []);
  assert.match(ignored.at(-1) ?? "", /^\d+ days contradict the rules$/);
});

Deno.test("Corrections - whatever comes, reading it does not throw, and what it gives makes a calendar", () => {
  fc.assert(fc.property(fc.array(fc.anything()), (items) => {
    const calendar = new Calendar(readCorrections(items, NOW).corrections);
    assert.ok(calendar.nextOpen(NOW) > NOW);
  }));
});
