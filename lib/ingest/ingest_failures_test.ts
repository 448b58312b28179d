import assert from "node:assert/strict";
import { DATASETS } from "@/lib/datasets/mod.ts";
import { DISK, type Disk } from "@/lib/store/atomic.ts";
import { failed } from "@/lib/datasets/fake_finnhub.ts";
import {
  Gate,
  QUARTER_MS,
  rowFor,
  SLOT,
  startProcess,
  startProvider,
  twoDatasets,
  Volume,
} from "./_testing.ts";
import { INTERRUPTED } from "./settled.ts";

const now = () => SLOT + 1_000;
const good = twoDatasets((request, name) => Promise.resolve(rowFor(request, name)));

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

Deno.test("Ingest - a run whose record the volume refuses is on record as soon as it takes it, and not made twice", async () => {
  await using volume = new Volume();
  const { ingest, store, log, ingested } = await startProcess(volume.dir, { datasets: good, now });
  await Deno.remove(`${volume.dir}/runs.csv`).catch(() => "there is none yet");
  await Deno.mkdir(`${volume.dir}/runs.csv`);
  await ingest.runSlot(SLOT, "schedule");
  assert.deepEqual(ingested.map(({ run_id, status }) => `${run_id} ${status}`), [
    "20260701_140000-1 complete",
  ]);
  assert.ok(log.some(({ message }) => message === "Run record not saved"));
  assert.deepEqual([store.runs.owed, store.runs.last()?.run_id], [1, "20260701_140000-1"]);
  assert.equal(store.ledger("stock_quotes").size, 2, "its rows are on the volume all the same");
  await Deno.remove(`${volume.dir}/runs.csv`);
  await ingest.runSlot(SLOT, "schedule");
  assert.deepEqual([ingested.length, store.runs.owed, store.runs.all().length], [1, 0, 1]);
  assert.match(volume.read("runs.csv"), /^20260701_140000-1,.*,complete,/m);
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
    ["/company-news", "/news", "/quote"],
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
