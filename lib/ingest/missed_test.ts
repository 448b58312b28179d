import assert from "node:assert/strict";
import { record, SLOT, Volume } from "./_testing.ts";
import { lastMissed, recordMissed, recordOverrun } from "./missed.ts";
import { Slots } from "./slots.ts";

const HOUR = 3_600_000;
const slots = new Slots("*/15 * * * *");

Deno.test("recordMissed - three hours without a process are twelve missed slots, each on record once", async () => {
  await using volume = new Volume();
  const store = await volume.open();
  await store.runs.append(record(SLOT, "complete"));
  // The slot after the twelfth is the one that runs now.
  const now = SLOT + 3 * HOUR + 900_000;
  assert.equal(await recordMissed(store, slots, now, () => now + 1_234), 12);
  assert.equal(await recordMissed(store, slots, now, () => now + 2_345), 0);
  const missed = store.runs.all().slice(1);
  assert.deepEqual(
    missed.map(({ slot }) => Date.parse(slot)),
    Array.from({ length: 12 }, (_, i) => SLOT + (i + 1) * 900_000),
  );
  assert.equal(new Set(missed.map(({ run_id }) => run_id)).size, 12);
  assert.deepEqual(JSON.parse(JSON.stringify(missed[0])), {
    run_id: "20260701_141500-0",
    slot: "2026-07-01T14:15:00.000Z",
    attempt: 0,
    trigger: "schedule",
    status: "missed",
    started_at: "2026-07-01T17:15:01.234Z",
    finished_at: "2026-07-01T17:15:01.234Z",
    duration_ms: 0,
    calls: 0,
    rows: 0,
    quarantined: 0,
    errors: 0,
    files: "",
    note: "no run on record",
  });
});

for (
  const [what, slot, count] of [
    ["the slot right after the last run", SLOT + 900_000, 0],
    ["the same slot again", SLOT, 0],
    ["one slot in between", SLOT + 1_800_000, 1],
    ["a clock that went backwards", SLOT - HOUR, 0],
    ["a year's absence, of which a fortnight is named", SLOT + 366 * 24 * HOUR, 14 * 96],
  ] as const
) {
  Deno.test(`recordMissed - ${count} missed: ${what}`, async () => {
    await using volume = new Volume();
    const store = await volume.open();
    await store.runs.append(record(SLOT, "failed"));
    assert.equal(await recordMissed(store, slots, slot, () => slot), count);
  });
}

Deno.test("recordMissed - on a volume without runs nothing was missed", async () => {
  await using volume = new Volume();
  const store = await volume.open();
  assert.equal(await recordMissed(store, slots, SLOT, () => SLOT), 0);
  assert.deepEqual(store.runs.all(), []);
});

Deno.test("recordMissed - a run on demand counts from its own time on", async () => {
  await using volume = new Volume();
  const store = await volume.open();
  await store.runs.append(record(SLOT + 421_000, "complete"));
  assert.equal(await recordMissed(store, slots, SLOT + 1_800_000, () => SLOT), 1);
});

Deno.test("recordMissed - an import between them hides no missed slot", async () => {
  await using volume = new Volume();
  const store = await volume.open();
  await store.runs.append([record(SLOT, "complete"), {
    ...record(SLOT + 2_000_000, "complete"),
    trigger: "import",
  }]);
  assert.equal(await recordMissed(store, slots, SLOT + 2_700_000, () => SLOT), 2);
});

Deno.test("recordOverrun - a skipped slot is on record with its reason, and is not recorded a second time", async () => {
  await using volume = new Volume();
  const store = await volume.open();
  await store.runs.append(record(SLOT, "complete"));
  await recordOverrun(store, SLOT + 900_000, () => SLOT + 900_005);
  const { slot, status, note } = store.runs.all().at(-1) ?? {};
  assert.deepEqual({ slot, status, note }, {
    slot: "2026-07-01T14:15:00.000Z",
    status: "missed",
    note: "the run before was still under way",
  });
  assert.equal(await recordMissed(store, slots, SLOT + 1_800_000, () => SLOT), 0);
});

Deno.test("recordMissed - a slot whose run died after the next was skipped is on record as missed", async () => {
  await using volume = new Volume();
  const store = await volume.open();
  await store.runs.append(record(SLOT, "complete"));
  // The run of 14:15 took so long that 14:30 was skipped, and died.
  await recordOverrun(store, SLOT + 1_800_000, () => SLOT + 1_800_005);
  assert.equal(await recordMissed(store, slots, SLOT + 3_600_000, () => SLOT + 3_600_000), 2);
  assert.deepEqual(store.runs.all().slice(1).map(({ slot }) => slot.slice(11, 16)).sort(), [
    "14:15",
    "14:30",
    "14:45",
  ]);
});

Deno.test("recordMissed - of several slots that a machine slept over in a run none is forgotten", async () => {
  await using volume = new Volume();
  const store = await volume.open();
  // It wakes at 14:40: the timer tells of the last slot alone.
  await recordOverrun(store, SLOT + 1_800_000, () => SLOT + 2_400_000);
  await store.runs.append(record(SLOT, "complete"));
  assert.equal(await recordMissed(store, slots, SLOT + 2_700_000, () => SLOT + 2_700_000), 1);
  assert.equal(store.runs.last()?.slot, "2026-07-01T14:15:00.000Z");
});

Deno.test("lastMissed - the latest slot without a process, of the last days; a slot that was overrun had one", async () => {
  await using volume = new Volume();
  const store = await volume.open();
  const now = SLOT + 3 * HOUR + 900_000;
  assert.equal(lastMissed(store, now), undefined);
  await store.runs.append(record(SLOT, "complete"));
  await recordMissed(store, slots, now, () => now);
  await store.runs.append(record(now, "complete"));
  await recordOverrun(store, now + 900_000, () => now);
  assert.equal(lastMissed(store, now), SLOT + 3 * HOUR);
  assert.equal(lastMissed(store, now + 7 * 24 * HOUR), undefined);
});
