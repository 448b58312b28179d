import assert from "node:assert/strict";
import fc from "fast-check";
import { isoText, parseIsoText } from "./iso_time.ts";

const LAST = Date.parse("9999-12-31T23:59:59.999Z");
const FIRST = Date.parse("0000-01-01T00:00:00.000Z");

Deno.test("parseIsoText - reads every time as Date does, and isoText writes it again", () => {
  fc.assert(fc.property(fc.integer({ min: FIRST, max: LAST }), (ms) => {
    const text = new Date(ms).toISOString();
    assert.equal(parseIsoText(text, false), ms);
    assert.equal(isoText(ms, false), text);
    const day = text.slice(0, 10);
    assert.equal(isoText(parseIsoText(day, true), true), day);
  }));
});

for (
  const text of [
    "",
    "2026-05-22",
    "2026-05-22T20:15:00Z",
    "2026-05-22T20:15:00.000",
    "2026-05-22T20:15:00.000z",
    "2026-05-22 20:15:00.000Z",
    "2026-02-30T20:15:00.000Z",
    "2026-02-29T20:15:00.000Z",
    "2026-13-01T20:15:00.000Z",
    "2026-00-01T20:15:00.000Z",
    "2026-05-00T20:15:00.000Z",
    "2026-05-22T24:00:00.000Z",
    "2026-05-22T20:60:00.000Z",
    "2026-05-22T20:15:60.000Z",
    "2026-05-22T20:15:00.00xZ",
    "２026-05-22T20:15:00.000Z",
    "+2026-05-22T20:15:00.00Z",
  ]
) {
  Deno.test(`parseIsoText - "${text}" is no time as we write it`, () => {
    assert.ok(Number.isNaN(parseIsoText(text, false)));
  });
}

Deno.test("parseIsoText - 29 February is a day in leap years alone", () => {
  for (const [year, isDay] of [[2024, true], [2026, false], [1900, false], [2000, true]] as const) {
    assert.equal(!Number.isNaN(parseIsoText(`${year}-02-29`, true)), isDay);
  }
});
