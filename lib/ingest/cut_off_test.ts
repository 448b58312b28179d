import assert from "node:assert/strict";
import { join } from "node:path";
import { verify } from "@/lib/store/check/verify.ts";
import type { Store } from "@/lib/store/store.ts";
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
import { CUT_OFF } from "./settled.ts";

const good = twoDatasets((request, name) => Promise.resolve(rowFor(request, name)));

/** Starts a run that never ends, as far as it comes, and lets its lease go: what `kill -9` leaves. */
async function killedIn(
  dir: string,
  at: number,
  begin: "slot" | "demand",
  more: { readonly hasQuotes: boolean },
): Promise<string> {
  const gate = new Gate();
  const datasets = twoDatasets(async (request, name) => {
    if (name !== "stock_quotes" || !more.hasQuotes) await gate.wait();
    return rowFor(request, name);
  });
  const { ingest, store } = await startProcess(dir, { datasets, now: () => at });
  const lease = store.lease.bind(store);
  const locks: Awaited<ReturnType<Store["lease"]>>[] = [];
  store.lease = async () => {
    const lock = await lease();
    locks.push(lock);
    return lock;
  };
  if (begin === "slot") ingest.runSlot(at - at % QUARTER_MS, "schedule").catch(() => {});
  else await ingest.trigger();
  await gate.reached;
  const { run_id = "" } = ingest.progress ?? {};
  const hasQuotes = () => store.standing("stock_quotes")?.stamp === run_id.slice(0, 15);
  if (more.hasQuotes) await until(hasQuotes, "its quotes are on the volume");
  for (const lock of locks) await lock?.release();
  return run_id;
}

function shown(store: Store): string[] {
  return store.runs.all().map(({ run_id, trigger, status, rows, note }) =>
    `${run_id} ${trigger} ${status} ${rows} ${note}`.trim()
  );
}

Deno.test("Ingest - every run that was killed comes on record, once, on demand or of a slot, with its rows", async () => {
  await using volume = new Volume();
  const first = await killedIn(volume.dir, SLOT + 1_000, "slot", { hasQuotes: true });
  const second = await killedIn(volume.dir, SLOT + 2_000, "demand", { hasQuotes: false });
  const third = await killedIn(volume.dir, SLOT + 120_000, "demand", { hasQuotes: true });
  const { ingest, store, ingested } = await startProcess(volume.dir, {
    datasets: good,
    now: () => SLOT + 180_000,
  });
  ingest.start();
  await until(() => store.runs.all().length === 3, "all are on record");
  await ingest.stop();
  assert.deepEqual(shown(store), [
    `${first} schedule partial 2 ${CUT_OFF}`,
    `${second} demand failed 0 ${CUT_OFF}`,
    `${third} demand partial 2 ${CUT_OFF}`,
  ]);
  const last = store.runs.last();
  assert.equal(last?.started_at, "2026-07-01T14:02:00.000Z");
  assert.match(last?.files ?? "", /^stock_quotes_20260701_140200\.csv$/);
  assert.deepEqual(ingested.map(({ run_id, files }) => [run_id, files.map(({ changed }) => changed)]), [
    [third, [true]],
  ]);
  const next = await startProcess(volume.dir, { datasets: good, now: () => SLOT + 240_000 });
  await next.ingest.runSlot(SLOT, "startup");
  assert.equal(next.store.runs.all().length, 3);
});

Deno.test("Ingest - a slot whose run was killed is run again, and the rows of both attempts are counted once", async () => {
  await using volume = new Volume();
  const run_id = await killedIn(volume.dir, SLOT + 1_000, "slot", { hasQuotes: true });
  const { ingest, store } = await startProcess(volume.dir, { datasets: good, now: () => SLOT + 1_000 });
  await ingest.runSlot(SLOT, "startup");
  assert.deepEqual(shown(store), [
    `${run_id} schedule partial 2 ${CUT_OFF}`,
    "20260701_140000-2 startup complete 2",
  ]);
});

Deno.test("Ingest - a killed run of an earlier version, which said less of itself, comes on record too", async () => {
  await using volume = new Volume();
  const { ingest, store } = await startProcess(volume.dir, { datasets: good, now: () => SLOT + 90_000 });
  await store.runs.append(record(SLOT, "complete"));
  await store.writeState("running", { run_id: "20260701_140100-1", slot: "2026-07-01T14:01:00.000Z" });
  await ingest.runSlot(SLOT, "startup");
  assert.equal(shown(store)[1], `20260701_140100-1 demand failed 0 ${CUT_OFF}`);
});

Deno.test("Ingest - what a killed run wrote is described by the next start, before anything is asked for", async () => {
  await using volume = new Volume();
  await killedIn(volume.dir, SLOT + 1_000, "demand", { hasQuotes: true });
  const faults = async () => (await verify(volume.dir, good, () => SLOT)).findings.map(({ kind }) => kind);
  assert.ok((await faults()).includes("package"));
  // Its clock is not trusted yet: no run may begin.
  const { ingest } = await startProcess(volume.dir, {
    datasets: good,
    now: () => SLOT + 10_000,
    clock: { refusal: () => Promise.resolve("The clock is 1 h ahead") },
  });
  ingest.start();
  const isDescribed = () => [...Deno.readDirSync(volume.dir)].some(({ name }) => name === "datapackage.json");
  await until(isDescribed, "its files are described");
  await ingest.stop();
  assert.deepEqual(await faults(), []);
});

Deno.test("Ingest - a volume that refuses a killed run's record has it later, once", async () => {
  await using volume = new Volume();
  const run_id = await killedIn(volume.dir, SLOT + 1_000, "demand", { hasQuotes: true });
  const { ingest, store, log } = await startProcess(volume.dir, {
    datasets: good,
    now: () => SLOT + 10_000,
  });
  const lock = join(volume.dir, ".quarterhour", "runs.lock");
  await Deno.remove(lock);
  await Deno.mkdir(lock);
  await assert.rejects(ingest.runSlot(SLOT, "startup"), /runs\.lock/);
  assert.equal(store.runs.owed, 1);
  assert.ok(log.some(({ message }) => message === "What a killed process left not put right"));
  await Deno.remove(lock);
  await store.runs.settle();
  await ingest.runSlot(SLOT, "startup");
  assert.deepEqual(shown(store), [`${run_id} demand partial 2 ${CUT_OFF}`]);
});
