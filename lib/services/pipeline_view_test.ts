import assert from "node:assert/strict";
import { DATASETS } from "@/lib/datasets/mod.ts";
import { record } from "@/lib/ingest/_testing.ts";
import { assembled, quoteRow, SLOT, Volume } from "./_testing.ts";
import { pipelineView } from "./pipeline_view.ts";

for (const role of ["all", "web"]) {
  Deno.test(`pipelineView - a process with ROLE=${role} shows every dataset with its age, though another wrote it`, async () => {
    await using volume = new Volume();
    await using parts = await assembled(volume, { ROLE: role });
    const { store, checked } = parts.services;
    await store.commit("stock_quotes", "20260701_140000", [
      quoteRow("AAPL", SLOT, 300),
      quoteRow("MSFT", SLOT, 5),
    ]);
    checked.reload({ "stock_quotes AAPL": SLOT + 1_000, "stock_quotes MSFT": SLOT + 2_000 });
    const view = await pipelineView(parts.services);
    assert.deepEqual(view.datasets.map(({ name }) => name), DATASETS.map(({ name }) => name));
    const { rows, files, file, checked_at, source } = view.datasets[0] ?? {};
    assert.deepEqual({ rows, files, file, checked_at, source }, {
      rows: 2,
      files: 1,
      file: "stock_quotes_20260701_140000.csv",
      checked_at: "2026-07-01T14:00:02.000Z",
      source: "finnhub:/quote",
    });
    assert.equal(view.datasets[1]?.checked_at, null);
    assert.equal(view.planned_calls > 0, role === "all");
    assert.equal(view.bus.kind, "in-process");
  });
}

Deno.test("pipelineView - the newest run comes first", async () => {
  await using volume = new Volume();
  await using parts = await assembled(volume);
  await parts.services.store.runs.append([record(SLOT, "missed"), record(SLOT + 900_000, "complete")]);
  assert.deepEqual((await pipelineView(parts.services)).runs.map(({ status }) => status), [
    "complete",
    "missed",
  ]);
});

Deno.test("pipelineView - what the next run will do by dataset, and until when the rest waits, before it runs", async () => {
  await using volume = new Volume();
  // Ten calls a minute: 135 a slot, of which 120 symbols' quotes leave 15.
  const symbols = Array.from(
    { length: 120 },
    (_, i) => `S${i}`.replace(/\d/g, (digit) => "ABCDEFGHIJ"[+digit] ?? ""),
  );
  await using parts = await assembled(volume, {
    STOCK_SYMBOLS: symbols.join(","),
    FINNHUB_CALLS_PER_MINUTE: "10",
  });
  const { plan, planned_calls, postponed } = await pipelineView(parts.services);
  assert.ok(plan);
  assert.deepEqual([plan.run_at, plan.calls, plan.budget], ["2026-07-01T14:15:00.000Z", planned_calls, 135]);
  assert.ok(plan.calls <= plan.budget);
  assert.deepEqual(plan.datasets[0], {
    name: "stock_quotes",
    title: "Quotes",
    every_ms: 900_000,
    after_close: false,
    due: 120,
    calls: 120,
    postponed: 0,
    until: null,
  });
  const profiles = plan.datasets[1];
  assert.equal(profiles?.due, 120);
  assert.equal(profiles?.postponed, 119);
  assert.ok(Date.parse(profiles?.until ?? "") > SLOT + 5 * 900_000);
  assert.equal(plan.datasets.reduce((sum, { postponed }) => sum + postponed, 0), postponed);
  assert.equal(plan.datasets.reduce((sum, { calls }) => sum + calls, 0), plan.calls);
});
