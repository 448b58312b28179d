import assert from "node:assert/strict";
import { DISK } from "@/lib/store/atomic.ts";
import { Gate, QUARTER_MS, rowFor, SLOT, startProcess, twoDatasets, until, Volume } from "./_testing.ts";

const good = twoDatasets((request, name) => Promise.resolve(rowFor(request, name)));
const MONTH_MS = 32 * 86_400_000;

Deno.test("Ingest - puts closed months together after a run, when that is told and the lease is free again", async () => {
  await using volume = new Volume();
  const clock = { now: SLOT + 1_000 };
  const { ingest, store, ingested } = await startProcess(volume.dir, {
    datasets: good,
    now: () => clock.now,
  });
  await ingest.runSlot(SLOT, "schedule");
  assert.deepEqual(store.files().map(({ archived }) => archived), [false, false]);
  clock.now += MONTH_MS;
  await ingest.runSlot(SLOT + MONTH_MS, "schedule");
  assert.deepEqual(store.files().filter(({ archived }) => archived).map(({ path }) => path), [
    // Profiles did not change since: their newest file stays in the folder.
    "archive/stock_quotes_202607.csv",
  ]);
  assert.equal(ingested.length, 2);
  const lease = await store.lease();
  assert.ok(lease);
  await lease.release();
});

Deno.test("Ingest - a run on demand does not wait for the upkeep to get done", async () => {
  await using volume = new Volume();
  const clock = { now: SLOT + 1_000 };
  const gate = new Gate();
  let isHeld = true;
  const disk = {
    ...DISK,
    async rename(from: string, to: string) {
      if (isHeld && to.includes("archive/")) await gate.wait();
      await DISK.rename(from, to);
    },
  };
  const { ingest, store, ingested } = await startProcess(volume.dir, {
    datasets: good,
    now: () => clock.now,
    disk,
  });
  await ingest.runSlot(SLOT, "schedule");
  clock.now += MONTH_MS;
  const slot = ingest.runSlot(SLOT + MONTH_MS, "schedule");
  await gate.reached;
  const triggered = ingest.trigger();
  isHeld = false;
  gate.open();
  assert.equal((await triggered)?.started, true);
  assert.equal(store.upkeep.status.archives, 1, "the month under way was finished, the next was not begun");
  await slot;
  await until(() => ingested.length === 3, "the run on demand ended");
  await ingest.stop();
});

Deno.test("Ingest - begins no run that it could only half-write, and says so for ever", async () => {
  await using volume = new Volume();
  const clock = { now: SLOT + 1_000 };
  let freeBytes = 1_000;
  const disk = { ...DISK, space: () => Promise.resolve({ freeBytes, totalBytes: 1e6 }) };
  const process = await startProcess(volume.dir, { datasets: good, now: () => clock.now, disk });
  const { ingest, store, ingested } = process;
  await ingest.runSlot(SLOT, "schedule");
  assert.deepEqual(store.files(), []);
  assert.deepEqual([store.runs.last()?.status, ingested[0]?.status], ["failed", "failed"]);
  assert.match(store.runs.last()?.note ?? "", /^Only 1000 B are free on the volume, a run needs \d+ KiB$/);
  freeBytes = 1e6;
  clock.now += QUARTER_MS;
  await ingest.runSlot(SLOT + QUARTER_MS, "schedule");
  assert.deepEqual([store.runs.last()?.status, store.runs.last()?.note], ["complete", ""]);
});

Deno.test("Ingest - the run after tells of what was pruned", async () => {
  await using volume = new Volume();
  const clock = { now: SLOT + 1_000 };
  const { ingest, store } = await startProcess(volume.dir, { datasets: good, now: () => clock.now });
  await ingest.runSlot(SLOT, "schedule");
  clock.now += 14 * MONTH_MS;
  await ingest.runSlot(SLOT + 14 * MONTH_MS, "schedule");
  assert.equal(store.upkeep.status.prunedFiles, 1);
  clock.now += QUARTER_MS;
  await ingest.runSlot(SLOT + 14 * MONTH_MS + QUARTER_MS, "schedule");
  assert.match(
    store.runs.last()?.note ?? "",
    /pruned archive\/stock_quotes_202607\.csv, \d+ B: older than is kept/,
  );
});
