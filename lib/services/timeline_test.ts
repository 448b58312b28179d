import assert from "node:assert/strict";
import { record } from "@/lib/ingest/_testing.ts";
import type { RunRecord } from "@/lib/store/run_log.ts";
import { QUARTER_MS, SLOT } from "./_testing.ts";
import { beginOf, runsOf, timelineOf } from "./timeline.ts";

const run = (minutes: number, status: RunRecord["status"], more: Partial<RunRecord> = {}): RunRecord => ({
  ...record(SLOT + minutes * 60_000, status),
  ...more,
});
const at = (minutes: number) => new Date(SLOT + minutes * 60_000).toISOString();
const of24h = (runs: readonly RunRecord[]) =>
  timelineOf(runs, { span: "24h", now: SLOT + 60_000, slotMs: QUARTER_MS });

Deno.test("timeline - a mark for each slot in its place, the last 24 hours alone", () => {
  const { rows, counts, ticks } = of24h([
    run(-25 * 60, "complete"),
    run(-12 * 60, "complete", { duration_ms: 1_000 }),
    run(-15, "missed"),
    run(0, "failed", { duration_ms: 900_000, errors: 3 }),
  ]);
  const [row] = rows;
  assert.equal(rows.length, 1);
  assert.deepEqual(row?.marks.map(({ status }) => status), ["complete", "missed", "failed"]);
  assert.ok(Math.abs((row?.marks[0]?.x ?? 0) - 0.5) < 0.01);
  assert.deepEqual(row?.marks.map(({ height }) => Math.round(height * 100)), [0, 0, 100]);
  assert.deepEqual([counts.complete, counts.missed, counts.failed, counts.late], [1, 1, 1, 0]);
  assert.match(row?.marks[2]?.text ?? "", /^Jul 1, 10:00: failed, 15\u202fmin 0\u202fs, 0 calls.*3 errors$/);
  assert.deepEqual([ticks[0], ticks.at(-1)], ["10:01", "10:01"]);
});

Deno.test("timeline - a slot that was tried again has the mark of its last attempt", () => {
  const again = run(0, "complete", { run_id: "20260701_140000-2", attempt: 2 });
  const { rows } = of24h([run(0, "failed"), again]);
  assert.deepEqual(rows[0]?.marks.map(({ run_id, status }) => [run_id, status]), [[
    again.run_id,
    "complete",
  ]]);
  assert.match(rows[0]?.marks[0]?.text ?? "", /attempt 2/);
});

Deno.test("timeline - what ran late, was missed or came out of turn is so for ever, and can be told apart", () => {
  const runs = [
    run(-60, "complete", { started_at: at(-53) }),
    run(-45, "missed"),
    run(-40, "complete", { trigger: "demand" }),
    run(-39, "complete", { trigger: "import" }),
  ];
  const { counts, rows } = of24h(runs);
  assert.deepEqual([counts.late, counts.missed, counts.onDemand], [1, 1, 2]);
  assert.deepEqual(rows[0]?.marks.map(({ isLate }) => isLate), [true, false, false, false]);
  assert.match(rows[0]?.marks[0]?.text ?? "", /7\u202fmin late/);
  assert.equal(runsOf(runs, "late").length, 1);
  assert.equal(runsOf(runs, "demand").length, 2);
  assert.equal(runsOf(runs, "").length, 4);
});

Deno.test("timeline - days are New York's, and each mark stands in its own, clocks changing or not", () => {
  // The night in which clocks go back: a day of 25 hours.
  const now = Date.parse("2026-11-03T12:00:00Z");
  const slots = Array.from({ length: 7 * 96 }, (_, i) => now - i * QUARTER_MS);
  const timeline = timelineOf(slots.map((slot) => record(slot, "complete")).reverse(), {
    span: "7d",
    now,
    slotMs: QUARTER_MS,
  });
  assert.equal(timeline.rows.length, 7);
  assert.deepEqual(timeline.rows.map(({ label }) => label).slice(-3), [
    "Sun, Nov 1",
    "Mon, Nov 2",
    "Tue, Nov 3",
  ]);
  assert.equal(timeline.rows[4]?.marks.length, 100);
  assert.equal(timeline.rows[5]?.marks.length, 96);
  for (const { marks } of timeline.rows) assert.ok(marks.every(({ x }) => x >= 0 && x < 1));
  assert.equal(new Date(beginOf("7d", now)).toISOString(), "2026-10-28T04:00:00.000Z");
});
