import assert from "node:assert/strict";
import { QUARTER_MS, record, SLOT } from "./_testing.ts";
import { INTERRUPTED, isSettled, NO_RUN } from "./settled.ts";

const NEXT = SLOT + QUARTER_MS;

for (
  const [what, records, settled, skippedCounts = false] of [
    ["no run at all", [], false],
    ["a complete run", [record(SLOT, "complete")], true],
    ["a partial run", [record(SLOT, "partial")], true],
    ["a failed run: it is tried again", [record(SLOT, "failed")], false],
    ["a run of the slot before", [record(SLOT - QUARTER_MS, "complete")], false],
    ["a run on demand within the slot", [record(SLOT + 61_000, "partial")], true],
    ["a failed run of a later slot, whose stamp an older one may not follow", [record(NEXT, "failed")], true],
    ["a run that shutdown cut short", [record(SLOT, "partial", INTERRUPTED)], false],
    ["a run that shutdown cut short before it had anything", [record(SLOT, "failed", INTERRUPTED)], false],
    ["a later run that shutdown cut short", [record(NEXT, "partial", INTERRUPTED)], true],
    ["a failed run and then a good one", [record(SLOT, "failed"), record(SLOT, "complete")], true],
    ["a good run and then one that was cut short", [
      record(SLOT, "complete"),
      record(SLOT, "partial", INTERRUPTED),
    ], true],
    ["it was skipped, and this process just started", [record(SLOT, "missed")], false],
    ["it was skipped, and this process stood by", [record(SLOT, "missed")], true, true],
    ["price files were imported meanwhile", [{ ...record(NEXT, "complete"), trigger: "import" }], false],
    ["a row was accepted meanwhile", [{ ...record(NEXT, "complete"), trigger: "redrive" }], false],
    ["another was skipped", [record(NEXT, "missed")], false, true],
  ] as const
) {
  Deno.test(`isSettled - ${settled ? "no run" : "a run"} is needed: ${what}`, () => {
    assert.equal(isSettled(records, SLOT, skippedCounts), settled);
  });
}

Deno.test("isSettled - what a clock wrote that was ahead settles nothing: neither a later run nor a slot said to be missed", () => {
  const ahead = [record(SLOT + 3 * QUARTER_MS, "complete"), record(SLOT, "missed", NO_RUN)];
  assert.equal(isSettled(ahead, SLOT, true, SLOT + 60_000), false);
  assert.equal(isSettled([record(SLOT, "complete")], SLOT, true, SLOT + 60_000), true);
});
