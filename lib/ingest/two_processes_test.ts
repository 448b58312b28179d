import assert from "node:assert/strict";
import { Gate, QUARTER_MS, rowFor, SLOT, startProcess, twoDatasets, until, Volume } from "./_testing.ts";

const HOUR = 3_600_000;

/** Quotes that change every time, profiles that need asking once a day; notes who asked for what. */
function noting(asked: string[], gate?: Gate) {
  return twoDatasets(async (request, name) => {
    asked.push(`${name} ${request.symbol}`);
    await gate?.wait();
    return rowFor(request, name);
  }).map((dataset) => ({ ...dataset, cadenceMs: dataset.name === "stock_quotes" ? QUARTER_MS : 24 * HOUR }));
}

Deno.test("two processes on one volume - never ingest at once: a slot is run by one of them, the other has its rows", async () => {
  await using volume = new Volume();
  const now = () => SLOT + 1_000;
  const asked: string[] = [];
  const gate = new Gate();
  const [a, b] = [
    await startProcess(volume.dir, { datasets: noting(asked, gate), now }),
    await startProcess(volume.dir, { datasets: noting(asked, gate), now }),
  ];
  const both = Promise.all([a.ingest.runSlot(SLOT, "schedule"), b.ingest.runSlot(SLOT, "schedule")]);
  await gate.reached;
  gate.open();
  await both;
  assert.equal(asked.length, 4);
  assert.equal(a.ingested.length + b.ingested.length, 1);
  for (const { store, ingest } of [a, b]) {
    assert.equal(store.runs.all().length, 1);
    assert.equal(store.ledger("stock_quotes").size, 2);
    assert.equal(ingest.overruns, 0);
  }
});

Deno.test("two processes on one volume - a run asked for in one during the other's run is that run", async () => {
  await using volume = new Volume();
  const now = () => SLOT + 1_000;
  const gate = new Gate();
  const a = await startProcess(volume.dir, { datasets: noting([], gate), now });
  const b = await startProcess(volume.dir, { datasets: noting([]), now });
  const run = a.ingest.runSlot(SLOT, "schedule");
  await gate.reached;
  assert.deepEqual(await b.ingest.trigger(), { run_id: "20260701_140000-1", started: false });
  gate.open();
  await run;
  assert.deepEqual(await b.ingest.trigger(), { run_id: "20260701_140001-1", started: true });
  await until(() => b.ingested.length === 1, "the run has ended");
  await b.ingest.stop();
});

Deno.test("two processes on one volume - the one that stands by counts no overrun and records none", async () => {
  await using volume = new Volume();
  let time = SLOT + 1_000;
  const now = () => time;
  const gate = new Gate();
  const a = await startProcess(volume.dir, { datasets: noting([], gate), now });
  const b = await startProcess(volume.dir, { datasets: noting([]), now });
  const run = a.ingest.runSlot(SLOT, "schedule");
  await gate.reached;
  const standby = b.ingest.runSlot(SLOT, "schedule");
  time += QUARTER_MS;
  await a.ingest.runSlot(SLOT + QUARTER_MS, "schedule");
  await b.ingest.runSlot(SLOT + QUARTER_MS, "schedule");
  gate.open();
  await Promise.all([run, standby]);
  await b.store.runs.refresh();
  assert.deepEqual(b.store.runs.all().map(({ slot, status }) => `${slot.slice(11, 16)} ${status}`), [
    "14:15 missed",
    "14:00 complete",
  ]);
  assert.deepEqual([a.ingest.overruns, b.ingest.overruns], [1, 0]);
});

Deno.test("two processes on one volume - when the one that runs dies, the one that stands by takes the newest slot over", async () => {
  await using volume = new Volume();
  let time = SLOT - QUARTER_MS;
  const now = () => time;
  const a = await startProcess(volume.dir, { datasets: noting([]), now });
  const b = await startProcess(volume.dir, { datasets: noting([]), now });
  await a.ingest.runSlot(SLOT - QUARTER_MS, "schedule");
  time = SLOT + 1_000;
  // What is left of a process that died in its run: what it said of it, until the system frees its lock.
  const lease = await a.store.lease();
  await a.store.writeState("running", { run_id: "20260701_140000-1", slot: "2026-07-01T14:00:00.000Z" });
  const standby = b.ingest.runSlot(SLOT, "schedule");
  time += QUARTER_MS;
  await lease?.release();
  await standby;
  assert.deepEqual(
    b.store.runs.all().map(({ slot, status, trigger }) => `${slot.slice(11, 16)} ${status} ${trigger}`),
    ["13:45 complete schedule", "14:00 failed schedule", "14:15 complete schedule"],
  );
});

Deno.test("two processes on one volume - what the one has asked for the other does not ask for again", async () => {
  await using volume = new Volume();
  let time = SLOT + 1_000;
  const now = () => time;
  const asked: string[] = [];
  const a = await startProcess(volume.dir, { datasets: noting([]), now });
  const b = await startProcess(volume.dir, { datasets: noting(asked), now });
  await a.ingest.runSlot(SLOT, "schedule");
  time += QUARTER_MS;
  await b.ingest.runSlot(SLOT + QUARTER_MS, "schedule");
  assert.deepEqual(asked, ["stock_quotes AAPL", "stock_quotes MSFT"]);
  // And the first learns from the second before its own next run.
  time += QUARTER_MS;
  await a.ingest.runSlot(SLOT + 2 * QUARTER_MS, "schedule");
  assert.equal(a.store.runs.all().length, 3);
});

Deno.test("two processes on one volume - one that stands by ends at once when it is told to", async () => {
  await using volume = new Volume();
  const now = () => SLOT + 1_000;
  const a = await startProcess(volume.dir, { datasets: noting([]), now });
  const b = await startProcess(volume.dir, { datasets: noting([]), now, standbyMs: 600_000 });
  const lease = await a.store.lease();
  const standby = b.ingest.runSlot(SLOT, "schedule");
  await b.ingest.stop();
  await standby;
  await lease?.release();
  assert.deepEqual(b.store.runs.all(), []);
});
