import assert from "node:assert/strict";
import { latenessOf } from "./lateness.ts";

const MINUTE = 60_000;
const SLOT = Date.UTC(2026, 6, 1, 14, 0);

for (
  const [what, minutes, status, trigger, late] of [
    ["on time", 0.02, "complete", "schedule", null],
    ["a standby that took over at once", 0.2, "complete", "schedule", null],
    ["the last slot, made up for at the start", 7, "complete", "startup", 7],
    ["one that failed", 3, "failed", "startup", 3],
    ["a slot that was missed never ran", 180, "missed", "schedule", null],
    ["a run on demand has its own time", 7, "complete", "demand", null],
    ["the demo's past", 900, "complete", "seed", null],
  ] as const
) {
  Deno.test(`latenessOf - ${what}: ${late === null ? "not late" : `${late} min late`}`, () => {
    const run = {
      slot: new Date(SLOT).toISOString(),
      started_at: new Date(SLOT + minutes * MINUTE).toISOString(),
      status,
      trigger,
    };
    assert.equal(latenessOf(run), late === null ? null : late * MINUTE);
  });
}
