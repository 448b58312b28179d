import assert from "node:assert/strict";
import type { RunRecord } from "@/lib/store/run_record.ts";
import { runOf } from "./run_of.ts";

function run(
  id: string,
  started: string,
  finished: string,
  status: RunRecord["status"] = "complete",
): RunRecord {
  const day = "2026-11-20T";
  return {
    run_id: id,
    slot: `${day}14:00:00.000Z`,
    attempt: 1,
    trigger: "schedule",
    status,
    started_at: `${day}${started}.000Z`,
    finished_at: `${day}${finished}.000Z`,
    duration_ms: 0,
    calls: 0,
    rows: 0,
    quarantined: 0,
    errors: 0,
    files: "",
    note: "",
  };
}

const RUNS = [
  run("20261120_134500-0", "13:45:00", "14:00:00", "missed"),
  run("20261120_140000-1", "14:00:01", "14:00:09", "partial"),
  run("20261120_140000-2", "14:05:00", "14:05:04"),
  run("20261120_141500-1", "14:15:01", "14:15:05"),
];
const STAMP = "20261120_140000";

const CASES: readonly (readonly [what: string, stamp: string, fetched: string | null, id: string | null])[] =
  [
    ["the attempt that was under way when it was fetched", STAMP, "14:00:05", "20261120_140000-1"],
    ["the second attempt, where that was under way", STAMP, "14:05:02", "20261120_140000-2"],
    ["of what was derived of earlier rows the first attempt after", STAMP, "13:00:00", "20261120_140000-1"],
    ["of a row without a time the last attempt", STAMP, null, "20261120_140000-2"],
    ["in an archive the run of that time", "", "14:15:03", "20261120_141500-1"],
    ["in an archive none, where none was under way", "", "14:10:00", null],
    ["none for a file that no run wrote", "20261120_150000", "15:00:01", null],
    ["a slot that was missed brought nothing", "20261120_134500", "13:50:00", null],
  ];

for (const [what, stamp, fetched, id] of CASES) {
  Deno.test(`Run of a row - ${what}`, () => {
    const at = fetched === null ? null : `2026-11-20T${fetched}.000Z`;
    assert.equal(runOf(RUNS, stamp, at)?.run_id ?? null, id);
  });
}

Deno.test("Run of a row - of the demo's past, in an archive, what wrote it", () => {
  const seed = { ...run("20261120_133000-1", "13:31:00", "13:31:02"), trigger: "seed" as const };
  assert.equal(runOf([seed, ...RUNS], "", "2026-11-03T15:00:00.000Z")?.run_id, seed.run_id);
  assert.equal(runOf([seed, ...RUNS], "", "2026-11-20T14:10:00.000Z"), null);
});
