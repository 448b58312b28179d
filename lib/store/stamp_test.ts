import assert from "node:assert/strict";
import fc from "fast-check";
import { isStamp, lastStampOf, orderOf, stampOf, timeOfStamp } from "./stamp.ts";

Deno.test("stampOf - names a moment in UTC to the second", () => {
  assert.equal(stampOf(Date.UTC(2026, 6, 1, 4, 5, 6, 789)), "20260701_040506");
  assert.throws(() => stampOf(Date.UTC(12026, 0)), RangeError);
  assert.throws(() => stampOf(NaN), RangeError);
});

Deno.test("timeOfStamp - gives back the second, and stamps sort as their times", () => {
  const second = fc.integer({ min: 0, max: 4_000_000_000 }).map((seconds) => seconds * 1000);
  fc.assert(fc.property(second, second, (a, b) => {
    assert.equal(timeOfStamp(stampOf(a)), a);
    assert.equal(Math.sign(orderOf(stampOf(a)) - orderOf(stampOf(b))), Math.sign(a - b));
    const month = stampOf(a).slice(0, 6);
    assert.ok(orderOf(month) < orderOf(stampOf(a)), "an archive stands before the files of its month");
    assert.ok(orderOf(stampOf(a)) <= orderOf(lastStampOf(month)));
  }));
});

for (
  const text of [
    "",
    "20260701",
    "20260701140000",
    "20260230_000000",
    "20260701_240000",
    "20260701_140060",
    "x20260701_140000",
  ]
) {
  Deno.test(`isStamp - "${text}" is none`, () => {
    assert.equal(isStamp(text), false);
    assert.throws(() => timeOfStamp(text), RangeError);
  });
}
