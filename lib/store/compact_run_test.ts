import assert from "node:assert/strict";
import { CompactRun, Texts } from "./compact_run.ts";
import { lineOf, type RunRecord } from "./run_record.ts";

function record(files: string, run_id = "20261120_144500-1"): RunRecord {
  return {
    run_id,
    slot: "2026-11-20T14:45:00.000Z",
    attempt: 1,
    trigger: "schedule",
    status: "partial",
    started_at: "2026-11-20T14:45:00.040Z",
    finished_at: "2026-11-20T14:45:09.400Z",
    duration_ms: 9_360,
    calls: 73,
    rows: 21,
    quarantined: 2,
    errors: 1,
    files,
    note: "Grüße, “quoted”",
  };
}

const RECORDS: Readonly<Record<string, RunRecord>> = {
  "that wrote all of its files": record("stock_quotes_20261120_144500.csv company_news_20261120_144500.csv"),
  "whose files are older in part": record(
    "stock_quotes_20261120_144500.csv company_news_20261120_143000.csv",
  ),
  "without files": record(""),
};

for (const [what, run] of Object.entries(RECORDS)) {
  Deno.test(`Compact record - one ${what} is the same to whoever reads or writes it`, () => {
    const compact = new CompactRun(run, new Texts());
    assert.ok(CompactRun.canHold(run));
    assert.equal(compact.files, run.files);
    assert.deepEqual(compact.toJSON(), run);
    assert.equal(JSON.stringify(compact), JSON.stringify(run));
    assert.equal(lineOf(compact), lineOf(run));
  });
}

Deno.test("Compact record - what is no record of this program's is left alone", () => {
  assert.ok(!CompactRun.canHold(record("a/stock_quotes_20261120_144500.csv")));
  assert.ok(!CompactRun.canHold(record("stock_quotes_20261120_144500.csv", "x")));
});
