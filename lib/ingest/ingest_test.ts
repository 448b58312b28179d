import assert from "node:assert/strict";
import {
  Gate,
  QUARTER_MS,
  record,
  rowFor,
  SLOT,
  startProcess,
  twoDatasets,
  until,
  Volume,
} from "./_testing.ts";

const now = () => SLOT + 1_000;
const good = twoDatasets((request, name) => Promise.resolve(rowFor(request, name)));

/** Datasets of which every collection waits at the gate. */
function gated(gate: Gate) {
  return twoDatasets(async (request, name) => {
    await gate.wait();
    return rowFor(request, name);
  });
}

Deno.test("Ingest - a slot's run leaves its files, its record, what the next run needs to know, and tells of them", async () => {
  await using volume = new Volume();
  const { ingest, store, ingested, progress } = await startProcess(volume.dir, { datasets: good, now });
  await ingest.runSlot(SLOT, "schedule");
  assert.deepEqual(Object.keys(volume.csv()), [
    "company_profiles_20260701_140000.csv",
    "runs.csv",
    "stock_quotes_20260701_140000.csv",
  ]);
  assert.deepEqual(JSON.parse(JSON.stringify(store.runs.last())), {
    run_id: "20260701_140000-1",
    slot: "2026-07-01T14:00:00.000Z",
    attempt: 1,
    trigger: "schedule",
    status: "complete",
    started_at: "2026-07-01T14:00:01.000Z",
    finished_at: "2026-07-01T14:00:01.000Z",
    duration_ms: 0,
    calls: 0,
    rows: 4,
    quarantined: 0,
    errors: 0,
    files: "stock_quotes_20260701_140000.csv company_profiles_20260701_140000.csv",
    note: "",
  });
  assert.equal(ingested.length, 1);
  const [event] = ingested;
  assert.equal(event?.run_id, "20260701_140000-1");
  assert.equal(event?.status, "complete");
  assert.equal(event?.instance, "test");
  assert.deepEqual(
    event?.files.map(({ dataset, path, rows, changed }) => ({ dataset, path, rows, changed })),
    [
      { dataset: "stock_quotes", path: "stock_quotes_20260701_140000.csv", rows: 2, changed: true },
      { dataset: "company_profiles", path: "company_profiles_20260701_140000.csv", rows: 2, changed: true },
    ],
  );
  assert.deepEqual(progress.map(({ phase, total }) => `${phase} ${total}`), ["started 4", "finished 4"]);
  assert.deepEqual(Object.keys(store.readState("checked") ?? {}).length, 4);
  assert.equal(ingest.progress, null);
});

Deno.test("Ingest - a slot that is done is not run again, by this process or the next", async () => {
  await using volume = new Volume();
  const first = await startProcess(volume.dir, { datasets: good, now });
  await first.ingest.runSlot(SLOT, "schedule");
  await first.ingest.runSlot(SLOT, "startup");
  const second = await startProcess(volume.dir, { datasets: good, now });
  await second.ingest.runSlot(SLOT, "startup");
  assert.equal(second.store.runs.all().length, 1);
  assert.deepEqual(second.ingested, []);
});

Deno.test("Ingest - two runs asked for at the same moment are one run, and both are told its id", async () => {
  await using volume = new Volume();
  const gate = new Gate();
  const { ingest, store, ingested } = await startProcess(volume.dir, { datasets: gated(gate), now });
  // What an earlier run left must not be taken for the one that is beginning.
  await store.writeState("running", { run_id: "20260701_134500-1", slot: "2026-07-01T13:45:00.000Z" });
  await store.runs.append({ ...record(SLOT - QUARTER_MS, "complete"), run_id: "20260701_134500-1" });
  const both = await Promise.all([ingest.trigger(), ingest.trigger(), ingest.trigger()]);
  assert.deepEqual(both, [
    { run_id: "20260701_140001-1", started: true },
    { run_id: "20260701_140001-1", started: false },
    { run_id: "20260701_140001-1", started: false },
  ]);
  assert.deepEqual(await ingest.trigger(), { run_id: "20260701_140001-1", started: false });
  gate.open();
  await until(() => ingested.length > 0, "the run has ended");
  assert.deepEqual(store.runs.all().map(({ run_id, trigger }) => `${run_id} ${trigger}`), [
    "20260701_134500-1 schedule",
    "20260701_140001-1 demand",
  ]);
  await ingest.stop();
});

Deno.test("Ingest - a run asked for while a slot's run is beginning is that run", async () => {
  await using volume = new Volume();
  const gate = new Gate();
  const { ingest, store } = await startProcess(volume.dir, { datasets: gated(gate), now });
  await store.writeState("running", { run_id: "20260701_134500-1", slot: "2026-07-01T13:45:00.000Z" });
  await store.runs.append({ ...record(SLOT - QUARTER_MS, "complete"), run_id: "20260701_134500-1" });
  // It holds the lease, and nothing tells yet for which run.
  const beginning = new Gate();
  const refresh = store.refresh.bind(store);
  store.refresh = async () => {
    await beginning.wait();
    return await refresh();
  };
  const slot = ingest.runSlot(SLOT, "schedule");
  await beginning.reached;
  const triggered = ingest.trigger();
  beginning.open();
  assert.deepEqual(await triggered, { run_id: "20260701_140000-1", started: false });
  gate.open();
  await slot;
  assert.equal(store.runs.all().length, 2);
});

Deno.test("Ingest - who hears that a run has ended can ask for the next one", async () => {
  await using volume = new Volume();
  const { ingest, store, ingested } = await startProcess(volume.dir, { datasets: good, now });
  const first = await ingest.trigger();
  await until(() => ingested.length === 1, "the first run has ended");
  const second = await ingest.trigger();
  await until(() => ingested.length === 2, "the second run has ended");
  assert.equal(first?.run_id, "20260701_140001-1");
  assert.deepEqual(second, { run_id: "20260701_140002-1", started: true });
  assert.equal(store.runs.all().length, 2);
});

Deno.test("Ingest - a run on demand asks for everything, due or not", async () => {
  await using volume = new Volume();
  const { ingest, progress, ingested } = await startProcess(volume.dir, { datasets: good, now });
  await ingest.runSlot(SLOT, "schedule");
  await ingest.trigger();
  await until(() => ingested.length === 2, "the second run has ended");
  assert.equal(progress.at(-1)?.total, 4);
});

Deno.test("Ingest - a run of symbols that are new asks for all of them and nothing else, and settles no slot", async () => {
  await using volume = new Volume();
  const symbols = ["AAPL", "MSFT"];
  const { ingest, store, progress, ingested } = await startProcess(volume.dir, {
    datasets: good,
    now,
    symbols,
  });
  symbols.push("NFLX");
  await ingest.trigger(["NFLX"]);
  await until(() => ingested.length === 1, "the run has ended");
  assert.equal(progress.at(-1)?.total, 2);
  assert.deepEqual(store.ledger("stock_quotes").symbols(), ["NFLX"]);
  assert.equal(store.runs.last()?.trigger, "added");
  await ingest.runSlot(SLOT, "startup");
  assert.equal(store.runs.last()?.trigger, "startup");
  assert.equal(store.ledger("stock_quotes").symbols().length, 3);
});

Deno.test("Ingest - a slot that comes during a run is skipped, counted, and on record as missed with the reason", async () => {
  await using volume = new Volume();
  const gate = new Gate();
  const { ingest, store, log } = await startProcess(volume.dir, { datasets: gated(gate), now });
  const run = ingest.runSlot(SLOT, "schedule");
  await gate.reached;
  await ingest.runSlot(SLOT, "schedule");
  assert.equal(ingest.overruns, 0, "its own slot is no overrun");
  await ingest.runSlot(SLOT + QUARTER_MS, "schedule");
  assert.equal(ingest.overruns, 1);
  gate.open();
  await run;
  assert.deepEqual(
    store.runs.all().map(({ slot, status, note }) => `${slot.slice(11, 16)} ${status} ${note}`.trim()),
    ["14:15 missed the run before was still under way", "14:00 complete"],
  );
  assert.equal(log.filter(({ message }) => message === "Slot skipped").length, 1);
  // The slot after it runs, and the skipped one is not recorded again.
  const next = await startProcess(volume.dir, { datasets: good, now: () => SLOT + 2 * QUARTER_MS + 5 });
  await next.ingest.runSlot(SLOT + 2 * QUARTER_MS, "schedule");
  assert.equal(next.store.runs.all().length, 3);
});

Deno.test("Ingest - a slot that comes during a run on demand of the very same second is that run", async () => {
  await using volume = new Volume();
  const gate = new Gate();
  const at = () => SLOT + 400;
  const { ingest, store } = await startProcess(volume.dir, { datasets: gated(gate), now: at });
  await ingest.trigger();
  await ingest.runSlot(SLOT, "schedule");
  gate.open();
  await until(() => store.runs.all().length > 0, "the run has ended");
  assert.equal(ingest.overruns, 0);
  assert.deepEqual(store.runs.all().map(({ status }) => status), ["complete"]);
  await ingest.stop();
});

Deno.test("Ingest - slots without a process are recorded as missed before the first run of the next", async () => {
  await using volume = new Volume();
  const first = await startProcess(volume.dir, { datasets: good, now });
  await first.ingest.runSlot(SLOT, "schedule");
  const later = SLOT + 13 * QUARTER_MS;
  const second = await startProcess(volume.dir, { datasets: good, now: () => later + 60_000 });
  await second.ingest.runSlot(later, "startup");
  const statuses = second.store.runs.all().map(({ status }) => status);
  assert.deepEqual(statuses, ["complete", ...Array.from({ length: 12 }, () => "missed"), "complete"]);
  assert.equal(second.store.runs.last()?.trigger, "startup");
});

Deno.test("Ingest - thousands of collections do not flood pages and Redis with progress", async () => {
  await using volume = new Volume();
  const symbols = Array.from({ length: 500 }, (_, i) => `S${i}`);
  const { ingest, progress } = await startProcess(volume.dir, { datasets: good, now, symbols });
  const begin = performance.now();
  await ingest.runSlot(SLOT, "schedule");
  const took = performance.now() - begin;
  assert.equal(progress[0]?.phase, "started");
  assert.equal(progress.at(-1)?.phase, "finished");
  assert.ok(progress.length <= 2 + took / 195, `${progress.length} events in ${took} ms`);
});
