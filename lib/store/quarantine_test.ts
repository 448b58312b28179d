import assert from "node:assert/strict";
import type { Rejected } from "@/lib/datasets/dataset.ts";
import { recorder, SLOT, Volume } from "./_testing.ts";

const FILE = ".quarterhour/quarantine/rows.jsonl";

function rejected(raw: string): Rejected {
  return { dataset: "stock_quotes", symbol: "AAPL", reason: 'Column "price" is 0, expected a price', raw };
}

Deno.test("Quarantine - keeps a bad row with its reason and raw value, over a restart", async () => {
  await using volume = new Volume();
  const store = await volume.open();
  await store.quarantine.append([rejected('{"c":0}')], "run-1");
  for (const { quarantine } of [store, await volume.open()]) {
    const at = new Date(SLOT).toISOString();
    assert.equal(quarantine.count(), 1);
    assert.deepEqual(quarantine.recent(10), [
      {
        id: "32b0278f181b",
        ...rejected('{"c":0}'),
        count: 1,
        first_seen: at,
        last_seen: at,
        run_id: "run-1",
      },
    ]);
  }
});

Deno.test("Quarantine - counts the same row instead of growing", async () => {
  await using volume = new Volume();
  let now = SLOT;
  const { quarantine } = await volume.open({ now: () => now });
  await quarantine.append([rejected("a"), rejected("b")], "run-1");
  const { length } = volume.read(FILE);
  for (now += 1000; now < SLOT + 9000; now += 1000) await quarantine.append([rejected("a")], "run-2");
  assert.equal(volume.read(FILE).length, length);
  assert.deepEqual(quarantine.recent(1).map(({ raw, count, run_id }) => [raw, count, run_id]), [[
    "a",
    9,
    "run-2",
  ]]);
  assert.equal(quarantine.count(), 2);
});

Deno.test("Quarantine - stays bounded; what was not seen for longest goes first", async () => {
  await using volume = new Volume();
  const { quarantine } = await volume.open();
  await quarantine.append([rejected("old"), rejected("kept")], "run-1");
  const many = Array.from({ length: 3998 }, (_, index) => rejected(`${index} ${"x".repeat(5000)}`));
  await quarantine.append([...many, rejected("kept"), rejected("new")], "run-2");
  assert.equal(quarantine.count(), 4000);
  assert.deepEqual(quarantine.recent(2).map(({ raw }) => raw), ["new", "kept"]);
  assert.ok(!quarantine.recent(4000).some(({ raw }) => raw === "old"));
  assert.ok(volume.read(FILE).length < 9_500_000);
});

Deno.test("Quarantine - survives a torn line", async () => {
  await using volume = new Volume();
  const { quarantine } = await volume.open();
  await quarantine.append([rejected("a"), rejected("b")], "run-1");
  volume.write(FILE, volume.read(FILE).slice(0, -20));
  const { logger, lines } = recorder();
  const reopened = (await volume.open({ logger })).quarantine;
  assert.deepEqual(reopened.recent(9).map(({ raw }) => raw), ["a"]);
  assert.equal(lines[0]?.message, "Lines of the quarantine skipped");
  await reopened.append([rejected("c")], "run-2");
  assert.equal((await volume.open()).quarantine.count(), 2);
});

Deno.test("Quarantine - two processes lose none of each other's rows", async () => {
  await using volume = new Volume();
  const [{ quarantine: one }, { quarantine: two }] = [await volume.open(), await volume.open()];
  await Promise.all([one, two, one, two].map((each, index) => each.append([rejected(`${index}`)], "run")));
  assert.equal((await volume.open()).quarantine.count(), 4);
});

Deno.test("Quarantine - a row decided about leaves it, over a restart, and is not asked about again", async () => {
  await using volume = new Volume();
  const store = await volume.open();
  await store.quarantine.append([rejected("a"), rejected("b"), rejected("c")], "run-1");
  const [c, b, a] = store.quarantine.recent(3).map(({ id }) => id);
  assert.ok(a && b && c);
  await store.quarantine.resolve([a], "accepted", "by hand");
  await store.quarantine.resolve([b, "unknown"], "dropped");
  // A second decision changes nothing.
  await store.quarantine.resolve([a, b], "dropped", "again");
  await store.quarantine.append([rejected("b")], "run-2");
  for (const { quarantine } of [store, await volume.open()]) {
    assert.deepEqual([quarantine.count(), quarantine.recent(9).map(({ raw }) => raw)], [1, ["c"]]);
    assert.equal(quarantine.get(c)?.resolution, undefined);
    const decided: unknown[] = quarantine.all().filter(({ id }) => id !== c)
      .map(({ resolution, note, resolved_at, count }) => [resolution, note, resolved_at, count]);
    const at = new Date(SLOT).toISOString();
    assert.deepEqual(decided, [["accepted", "by hand", at, 1], ["dropped", "", at, 2]]);
    assert.equal(quarantine.get("unknown"), undefined);
  }
});

Deno.test("Quarantine - the same kind of doubt about the same value is one row, whatever the reason's numbers", async () => {
  await using volume = new Volume();
  const { quarantine } = await volume.open();
  const row = { symbol: "AAPL", price: 1 };
  const stale = (minutes: number) => ({
    ...rejected("a"),
    kind: "stale",
    reason: `for ${minutes} minutes`,
    row,
  });
  await quarantine.append([stale(45)], "run-1");
  await quarantine.append([stale(60)], "run-2");
  assert.deepEqual(quarantine.recent(9).map(({ count, reason, row }) => [count, reason, row]), [
    [2, "for 60 minutes", row],
  ]);
});

Deno.test("Quarantine - splits are kept however much comes after them", async () => {
  await using volume = new Volume();
  const { quarantine } = await volume.open();
  await quarantine.append([{ ...rejected("a split"), kind: "split" }], "run-1");
  await quarantine.append(Array.from({ length: 4200 }, (_, index) => rejected(`${index}`)), "run-2");
  assert.equal(quarantine.count(), 4001);
  assert.equal(quarantine.open()[0]?.raw, "a split");
  await quarantine.resolve(quarantine.open().map(({ id }) => id), "dropped");
  assert.deepEqual([quarantine.count(), quarantine.all().length], [0, 501]);
});

Deno.test("Quarantine - rows of a version without ids get theirs", async () => {
  await using volume = new Volume();
  const { quarantine } = await volume.open();
  await quarantine.append([rejected("a")], "run-1");
  const id = quarantine.recent(1)[0]?.id ?? "";
  volume.write(FILE, volume.read(FILE).replace(`"id":"${id}",`, ""));
  assert.equal((await volume.open()).quarantine.get(id)?.raw, "a");
});
