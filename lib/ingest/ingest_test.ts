import assert from "node:assert/strict";
import { DATASETS } from "@/lib/datasets/mod.ts";
import { DISK, type Disk } from "@/lib/store/atomic.ts";
import { failed } from "@/lib/datasets/fake_finnhub.ts";
import {
  Gate,
  QUARTER_MS,
  record,
  rowFor,
  SLOT,
  startProcess,
  startProvider,
  twoDatasets,
  until,
  Volume,
} from "./_testing.ts";
import { INTERRUPTED } from "./settled.ts";

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
  assert.deepEqual({ ...store.runs.last() }, {
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

Deno.test("Ingest - shutdown cuts a run short, keeps what it had, and the next start goes on where it ended", async () => {
  await using volume = new Volume();
  const gate = new Gate();
  const close = Promise.withResolvers<void>();
  let asked: string[] = [];
  const datasets = twoDatasets(async (request, name) => {
    asked.push(`${name} ${request.symbol}`);
    if (name === "stock_quotes") return rowFor(request, name);
    await Promise.race([gate.wait(), close.promise]);
    return {
      rows: [],
      rejected: [],
      outcomes: [{ endpoint: "/stock/profile2", result: "cancelled", message: "closed" }],
    };
  });
  const first = await startProcess(volume.dir, { datasets, now, onClose: close.resolve });
  const run = first.ingest.runSlot(SLOT, "schedule");
  await gate.reached;
  await first.ingest.stop();
  await run;
  const cut = first.store.runs.last();
  assert.deepEqual([cut?.status, cut?.note, cut?.rows], ["partial", INTERRUPTED, 2]);
  assert.equal(await first.ingest.trigger(), null, "nothing begins after the end");

  asked = [];
  const again = twoDatasets((request, name) => {
    asked.push(`${name} ${request.symbol}`);
    return Promise.resolve(rowFor(request, name));
  });
  const second = await startProcess(volume.dir, { datasets: again, now: () => SLOT + 60_000 });
  await second.ingest.runSlot(SLOT, "startup");
  assert.deepEqual(asked, ["company_profiles AAPL", "company_profiles MSFT"]);
  assert.deepEqual(second.store.runs.all().map(({ run_id, status }) => `${run_id} ${status}`), [
    "20260701_140000-1 partial",
    "20260701_140000-2 complete",
  ]);
});

Deno.test("Ingest - a run that its process took with it is followed by the next attempt", async () => {
  await using volume = new Volume();
  const { ingest, store } = await startProcess(volume.dir, { datasets: good, now });
  // As `kill -9` leaves it: begun, never recorded.
  await store.writeState("running", { run_id: "20260701_140000-1", slot: "2026-07-01T14:00:00.000Z" });
  await ingest.runSlot(SLOT, "startup");
  assert.equal(store.runs.last()?.run_id, "20260701_140000-2");
});

Deno.test("Ingest - a failed slot is run again with the next attempt, a partial one is not", async () => {
  await using volume = new Volume();
  const down = twoDatasets(() =>
    Promise.resolve({ rows: [], rejected: [], outcomes: [{ endpoint: "/quote", result: "timeout" }] })
  );
  const first = await startProcess(volume.dir, { datasets: down, now });
  await first.ingest.runSlot(SLOT, "schedule");
  assert.equal(first.store.runs.last()?.status, "failed");
  assert.equal(first.ingested[0]?.status, "failed");
  assert.equal(first.ingested[0]?.errors.length, 4);
  const second = await startProcess(volume.dir, { datasets: good, now });
  await second.ingest.runSlot(SLOT, "startup");
  await second.ingest.runSlot(SLOT, "startup");
  assert.deepEqual(second.store.runs.all().map(({ attempt, status }) => `${attempt} ${status}`), [
    "1 failed",
    "2 complete",
  ]);
});

Deno.test("Ingest - a run whose record the volume refuses is told of as failed, logged, and not the end", async () => {
  await using volume = new Volume();
  const { ingest, store, log, ingested } = await startProcess(volume.dir, { datasets: good, now });
  await Deno.remove(`${volume.dir}/runs.csv`).catch(() => "there is none yet");
  await Deno.mkdir(`${volume.dir}/runs.csv`);
  await ingest.runSlot(SLOT, "schedule");
  assert.deepEqual(ingested.map(({ run_id, status }) => `${run_id} ${status}`), ["20260701_140000-1 failed"]);
  assert.ok(log.some(({ message }) => message === "Run record not saved"));
  assert.equal(store.ledger("stock_quotes").size, 2, "its rows are on the volume all the same");
  await Deno.remove(`${volume.dir}/runs.csv`);
  await ingest.runSlot(SLOT, "schedule");
  assert.equal(ingested.length, 2);
  assert.equal(store.runs.last()?.run_id, "20260701_140000-2");
});

Deno.test("Ingest - a volume that takes nothing ends a run as failed, and the lease is free after it", async () => {
  await using volume = new Volume();
  let broken = true;
  const disk: Disk = {
    ...DISK,
    create: (path) => broken ? Promise.reject(new Error("no space")) : DISK.create(path),
  };
  const { ingest, store, ingested } = await startProcess(volume.dir, { datasets: good, now, disk });
  await ingest.runSlot(SLOT, "schedule");
  assert.equal(ingested[0]?.status, "failed");
  assert.ok(ingested[0]?.errors.every(({ kind }) => kind === "volume"));
  broken = false;
  await ingest.runSlot(SLOT, "schedule");
  assert.equal(store.runs.last()?.status, "complete");
});

Deno.test("Ingest - what fails before a run begins gives the lease back", async () => {
  await using volume = new Volume();
  const { ingest, store } = await startProcess(volume.dir, { datasets: good, now });
  const refresh = store.refresh.bind(store);
  store.refresh = () => Promise.reject(new Error("the folder is gone"));
  await assert.rejects(ingest.runSlot(SLOT, "schedule"), /the folder is gone/);
  await assert.rejects(ingest.trigger(), /the folder is gone/);
  store.refresh = refresh;
  await ingest.runSlot(SLOT, "schedule");
  assert.equal(store.runs.last()?.status, "complete");
});

Deno.test("Ingest - the market's status costs a run nothing when it cannot be had", async () => {
  await using volume = new Volume();
  const { ingest, store, log } = await startProcess(volume.dir, {
    datasets: good,
    now,
    beforeRun: () => Promise.reject(new Error("no status today")),
  });
  await ingest.runSlot(SLOT, "schedule");
  assert.equal(store.runs.last()?.status, "complete");
  assert.ok(log.some(({ message }) => message === "Market status not saved"));
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

Deno.test("Ingest - real datasets, client and simulator: an outage passes, and the next slot has everything", async () => {
  await using volume = new Volume();
  let time = SLOT + 500;
  await using provider = await startProvider(() => time);
  const { ingest, store, ingested } = await startProcess(volume.dir, {
    ...provider.options,
    cron: "*/15 * * * *",
  });
  const over = provider.simulator.fault({ kind: "502" });
  await ingest.runSlot(SLOT, "schedule");
  over();
  time += QUARTER_MS;
  await ingest.runSlot(SLOT + QUARTER_MS, "schedule");
  assert.deepEqual(ingested.map(({ status }) => status), ["failed", "complete"]);
  assert.equal(ingested[1]?.files.length, DATASETS.length);
  // A quarter of an hour later only what can have changed is asked for.
  const calls = provider.simulator.requests.length;
  time += QUARTER_MS;
  await ingest.runSlot(SLOT + 2 * QUARTER_MS, "schedule");
  assert.deepEqual(
    [...new Set(provider.simulator.requests.slice(calls).map(({ path }) => path))].sort(),
    ["/news", "/quote"],
  );
  assert.equal(store.runs.last()?.status, "complete");
});

Deno.test("Ingest - a quote that cannot be had today is asked for again in the next slot", async () => {
  await using volume = new Volume();
  let time = SLOT;
  let down = true;
  await using provider = await startProvider(() => time);
  const finnhub = new Proxy(provider.finnhub, {
    get: (target, name) =>
      down && name === "quote" ? () => Promise.resolve(failed("timeout")) : Reflect.get(target, name),
  });
  const { ingest, ingested, checked } = await startProcess(volume.dir, { ...provider.options, finnhub });
  await ingest.runSlot(SLOT, "schedule");
  assert.equal(ingested[0]?.status, "partial");
  assert.equal(checked.at("stock_quotes", "AAPL"), undefined);
  down = false;
  time += QUARTER_MS;
  await ingest.runSlot(SLOT + QUARTER_MS, "schedule");
  assert.equal(ingested[1]?.status, "complete");
  assert.equal(checked.at("stock_quotes", "AAPL"), time);
});
