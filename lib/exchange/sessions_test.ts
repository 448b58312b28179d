import assert from "node:assert/strict";
import fc from "fast-check";
import {
  lastSession,
  nextClose,
  nextOpen,
  previousClose,
  sessionAt,
  sessionOn,
  sessionsBetween,
} from "./sessions.ts";
import { newYorkDate, newYorkTime } from "./time.ts";
import { marketState } from "./market_state.ts";

const at = (text: string) => Date.parse(text);
const moments = fc.integer({ min: at("2000-01-10T00:00Z"), max: at("2035-12-20T00:00Z") });

Deno.test("sessions - a summer day runs from 13:30 to 20:00 UTC, a winter day an hour later", () => {
  assert.deepEqual(sessionOn("2026-07-01"), {
    date: "2026-07-01",
    open: at("2026-07-01T13:30Z"),
    close: at("2026-07-01T20:00Z"),
    halfDay: false,
  });
  assert.equal(sessionOn("2026-12-01")?.open, at("2026-12-01T14:30Z"));
});

const changes: [string, string][] = [
  ["2006-03-31", "2006-03-31T14:30Z"], // until 2006 summer time began in April
  ["2006-04-03", "2006-04-03T13:30Z"],
  ["2026-03-06", "2026-03-06T14:30Z"],
  ["2026-03-09", "2026-03-09T13:30Z"],
  ["2026-10-30", "2026-10-30T13:30Z"],
  ["2026-11-02", "2026-11-02T14:30Z"],
];
for (const [date, open] of changes) {
  Deno.test(`sessions - around a clock change, ${date} opens at ${open}`, () => {
    assert.equal(sessionOn(date)?.open, at(open));
  });
}

Deno.test("sessions - a half day closes at 13:00 New York and says so", () => {
  const session = sessionOn("2026-11-27");
  assert.equal(session?.close, at("2026-11-27T18:00Z"));
  assert.equal(session?.halfDay, true);
});

Deno.test("sessions - weekends and holidays have none", () => {
  for (const date of ["2026-11-21", "2026-11-22", "2026-11-26", "2001-09-12"]) {
    assert.equal(sessionOn(date), null, date);
  }
});

Deno.test("sessions - trading began at noon on 2002-09-11", () => {
  assert.equal(sessionOn("2002-09-11")?.open, at("2002-09-11T16:00Z"));
});

Deno.test("sessions - a session holds its opening and not its close", () => {
  const open = at("2026-11-20T14:30Z"), close = at("2026-11-20T21:00Z");
  assert.equal(sessionAt(open - 1), null);
  assert.equal(sessionAt(open)?.date, "2026-11-20");
  assert.equal(sessionAt(close - 1)?.date, "2026-11-20");
  assert.equal(sessionAt(close), null);
  assert.equal(previousClose(close), close);
  assert.equal(nextClose(close), at("2026-11-23T21:00Z"));
  assert.equal(nextOpen(open), at("2026-11-23T14:30Z"));
});

Deno.test("sessions - over New Year the neighbours are found in the other year", () => {
  assert.equal(nextOpen(at("2025-12-31T22:00Z")), at("2026-01-02T14:30Z"));
  assert.equal(lastSession(at("2026-01-01T12:00Z")).date, "2025-12-31");
});

Deno.test("sessions - the number per year is the exchange's", () => {
  const counts: Record<number, number> = {
    2001: 248,
    2012: 250,
    2018: 251,
    2022: 251,
    2023: 250,
    2024: 252,
    2025: 250,
  };
  for (const [year, count] of Object.entries(counts)) {
    const found = sessionsBetween(at(`${year}-01-01T05:00Z`), at(`${Number(year) + 1}-01-01T05:00Z`));
    assert.equal(found.length, count, year);
  }
});

Deno.test("sessions - at any moment, what is next is later and what was is not", () => {
  fc.assert(fc.property(moments, (now) => {
    assert.ok(nextOpen(now) > now);
    assert.ok(nextClose(now) > now);
    assert.ok(previousClose(now) <= now);
    assert.ok(lastSession(now).open <= now);
    assert.ok(nextOpen(now) - now < 7 * 86_400_000);
    const session = sessionAt(now);
    assert.equal(session !== null, nextClose(now) < nextOpen(now));
    if (session) assert.deepEqual(session, lastSession(now));
  }));
});

Deno.test("sessions - between any two moments they are ordered, apart, and on their own date", () => {
  const span = fc.integer({ min: 0, max: 120 * 86_400_000 });
  fc.assert(fc.property(moments, span, (from, length) => {
    const found = sessionsBetween(from, from + length);
    found.forEach((session, index) => {
      assert.ok(session.open < session.close);
      assert.ok(session.close > from && session.open < from + length);
      assert.ok(index === 0 || (found[index - 1]?.close ?? Infinity) < session.open);
      assert.equal(newYorkDate(session.open), session.date);
      assert.equal(newYorkDate(session.close), session.date);
    });
  }));
});

Deno.test("time - the arithmetic agrees with Temporal at any moment", () => {
  fc.assert(fc.property(moments, (now) => {
    const zoned = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO("America/New_York");
    assert.equal(newYorkDate(now), zoned.toPlainDate().toString());
    const noon = Temporal.ZonedDateTime.from(`${newYorkDate(now)}T12:00[America/New_York]`);
    assert.equal(newYorkTime(newYorkDate(now), 12, 0), noon.epochMilliseconds);
    assert.equal(newYorkTime(newYorkDate(now), 0, 0), zoned.startOfDay().epochMilliseconds);
  }));
});

Deno.test("time - what is no time is refused", () => {
  assert.throws(() => sessionAt(NaN), RangeError);
});

const states: [string, string | null, string | null][] = [
  ["2026-11-20T08:59Z", null, null],
  ["2026-11-20T09:00Z", "pre-market", null],
  ["2026-11-20T14:30Z", "regular", null],
  ["2026-11-20T21:00Z", "post-market", null],
  ["2026-11-21T01:00Z", null, null],
  ["2026-11-26T16:00Z", null, "Thanksgiving Day"],
  ["2026-11-27T21:59Z", "post-market", null],
  ["2026-11-27T22:00Z", null, null],
];
for (const [moment, session, holiday] of states) {
  Deno.test(`market state - ${moment} is ${session ?? "closed"}${holiday ? `, ${holiday}` : ""}`, () => {
    const state = marketState(at(moment));
    assert.equal(state.session, session);
    assert.equal(state.isOpen, session === "regular");
    assert.equal(state.holiday, holiday);
  });
}
