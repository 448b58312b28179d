import assert from "node:assert/strict";
import { checkYear } from "./year/check.ts";
import { operate } from "./year/operate.ts";
import { HOUR_MS } from "./year/script.ts";
import { summaryOf } from "./year/summary.ts";

Deno.test("Year - days over a month's end, with kills, absences, lies and too small a volume: every slot accounted for, every lie caught, nothing damaged", async () => {
  const folder = await Deno.makeTempDir({ prefix: "quarterhour-" });
  try {
    const span = { from: Date.UTC(2026, 0, 24), until: Date.UTC(2026, 1, 5), slotMs: HOUR_MS, seed: 4 };
    const operated = await operate({
      span,
      folder,
      retention: { days: 2, bytes: 1.5 * 1024 ** 2 },
      napDays: 365,
    });
    const report = await checkYear(operated);
    assert.deepEqual(report.problems, [], summaryOf(report, 0));
    const { slots, lies, truth } = report;
    // What is to be proved did happen.
    assert.equal(slots.slots, 12 * 24);
    assert.ok(slots.missed > 3 && slots.complete > 150 && slots.partial > 0, JSON.stringify(slots));
    assert.ok(lies.found > 10 && lies.splits === 1, JSON.stringify(lies));
    assert.ok(operated.stops.filter(({ how }) => how === "kill").length >= 4);
    assert.ok(operated.archives.months === 1 && operated.archives.archives > 3);
    const { "the volume was full": full = 0, "older than is kept": old = 0 } = operated.pruned;
    assert.ok(truth.pruned > 0 && full > 0 && old > 0, JSON.stringify([truth, operated.pruned]));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
