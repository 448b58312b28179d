import assert from "node:assert/strict";
import fc from "fast-check";
import ICAL from "ical.js";
import { earningsEvents } from "./company_events.ts";
import { exchangeDays } from "./exchange_days.ts";
import { ipoEvents } from "./ipo_events.ts";
import { escapeText, foldLine, type IcsEvent, icsText } from "./ics.ts";
import { icsEventOf } from "./ics_events.ts";

const HEAD = { name: "Test", description: "What a test says", refreshHours: 6 };

const EVENT: IcsEvent = {
  uid: "earnings-AAPL-2026-4@quarterhour",
  stamp: "2026-11-01T12:34:56.789Z",
  start: "2026-12-31",
  summary: "AAPL Q4 2026 earnings, after the close",
  description: "EPS 1.98 expected\nrevenue 94.4B expected",
  categories: ["Earnings"],
  status: "TENTATIVE",
};

Deno.test("Calendar file - is these bytes", () => {
  assert.equal(
    icsText(HEAD, [EVENT]),
    [
      "BEGIN:VCALENDAR",
      "VERSION:2.0",
      "PRODID:-//Quarterhour//Calendar//EN",
      "CALSCALE:GREGORIAN",
      "METHOD:PUBLISH",
      "NAME:Test",
      "X-WR-CALNAME:Test",
      "DESCRIPTION:What a test says",
      "X-WR-CALDESC:What a test says",
      "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
      "X-PUBLISHED-TTL:PT6H",
      "BEGIN:VEVENT",
      "UID:earnings-AAPL-2026-4@quarterhour",
      "DTSTAMP:20261101T123456Z",
      "LAST-MODIFIED:20261101T123456Z",
      "DTSTART;VALUE=DATE:20261231",
      "DTEND;VALUE=DATE:20270101",
      "SUMMARY:AAPL Q4 2026 earnings\\, after the close",
      "DESCRIPTION:EPS 1.98 expected\\nrevenue 94.4B expected",
      "CATEGORIES:Earnings",
      "STATUS:TENTATIVE",
      "TRANSP:TRANSPARENT",
      "END:VEVENT",
      "END:VCALENDAR",
      "",
    ].join("\r\n"),
  );
});

Deno.test("Calendar file - lines are folded at 75 bytes, and no letter of any script is cut", () => {
  fc.assert(fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (text) => {
    const line = `SUMMARY:${escapeText(text)}`;
    const folded = foldLine(line);
    const pieces = folded.split("\r\n");
    const bytes = pieces.map((piece) => new TextEncoder().encode(piece));
    assert.ok(bytes.every(({ length }) => length <= 75));
    // As whole bytes each piece is text by itself.
    bytes.forEach((piece) => new TextDecoder("utf-8", { fatal: true }).decode(piece));
    assert.ok(pieces.slice(1).every((piece) => piece.startsWith(" ")));
    assert.equal(folded.replaceAll("\r\n ", ""), line);
  }));
  const [first = ""] = foldLine("x".repeat(200)).split("\r\n");
  assert.equal(first.length, 75, "no room is wasted");
});

Deno.test("Calendar file - another program reads any text as it was written, and its lines cannot be forged", () => {
  fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
    const expected = text.toWellFormed().replace(/\r\n?/g, "\n").replace(/(?![\t\n])\p{Cc}/gu, "");
    const [event] = eventsOf(icsText(HEAD, [{ ...EVENT, summary: text, description: `${text}.` }]));
    assert.equal(event?.summary, expected);
    assert.equal(event?.description, `${expected}.`);
  }));
  const forged = icsText(HEAD, [{ ...EVENT, summary: "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:evil" }]);
  assert.equal(eventsOf(forged).length, 1);
});

Deno.test("Calendar file - another program finds days, instants, states and names", () => {
  const at = "2026-11-01T00:00:00.000Z";
  const events = [
    ...earningsEvents([{
      symbol: "AAPL",
      year: 2026,
      quarter: 4,
      report_date: "2026-11-05",
      report_hour: "bmo",
      fetched_at: at,
    }]),
    ...ipoEvents([{ date: "2026-11-18", name: "Größe; AG", status: "withdrawn", fetched_at: at }]),
    ...exchangeDays("2026-11-26", "2026-11-27", []),
  ].map((event) => icsEventOf(event, "quarterhour"));
  const read = eventsOf(icsText(HEAD, events)).map(({ uid, summary, startDate, endDate, component }) => ({
    uid,
    summary,
    day: startDate.isDate,
    start: startDate.isDate ? startDate.toString() : startDate.toJSDate().toISOString(),
    end: endDate.isDate ? endDate.toString() : endDate.toJSDate().toISOString(),
    status: component.getFirstPropertyValue("status"),
  }));
  assert.deepEqual(read, [
    {
      uid: "earnings-AAPL-2026-4@quarterhour",
      summary: "AAPL Q4 2026 earnings, before the open",
      day: true,
      start: "2026-11-05",
      end: "2026-11-06",
      status: "TENTATIVE",
    },
    {
      uid: "ipo-gruf6udfe-ag@quarterhour",
      summary: "IPO withdrawn: Größe; AG",
      day: true,
      start: "2026-11-18",
      end: "2026-11-19",
      status: "CANCELLED",
    },
    {
      uid: "exchange-2026-11-26@quarterhour",
      summary: "New York closed: Thanksgiving Day",
      day: true,
      start: "2026-11-26",
      end: "2026-11-27",
      status: "CONFIRMED",
    },
    {
      uid: "exchange-2026-11-27@quarterhour",
      summary: "New York closes early: Day after Thanksgiving",
      day: false,
      // 13:00 in New York.
      start: "2026-11-27T18:00:00.000Z",
      end: "2026-11-27T18:00:00.000Z",
      status: "CONFIRMED",
    },
  ]);
});

function eventsOf(text: string): ICAL.Event[] {
  const calendar = new ICAL.Component(ICAL.parse(text));
  return calendar.getAllSubcomponents("vevent").map((component) => new ICAL.Event(component));
}
