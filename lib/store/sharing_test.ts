import assert from "node:assert/strict";
import { DATASETS } from "@/lib/datasets/mod.ts";
import { recorder } from "./_testing.ts";
import { Store } from "./store.ts";
import { isoTime } from "@/lib/datasets/time.ts";

const SLOT = Date.parse("2026-11-20T14:45:00Z");

/** What a store leaves in a folder of this mode: paths and modes, the folder's own first. */
async function modesIn(mode: number): Promise<Map<string, number>> {
  const volume = await Deno.makeTempDir({ prefix: "quarterhour-" });
  try {
    await Deno.chmod(volume, mode);
    const dir = `${volume}/demo`;
    const store = await Store.open({ dir, datasets: DATASETS, now: () => SLOT, logger: recorder().logger });
    const row = {
      price: 1,
      change: 0,
      change_percent: 0,
      day_high: 1,
      day_low: 1,
      day_open: 1,
      previous_close: 1,
    };
    const provenance = { source: "finnhub:/quote", as_of: isoTime(SLOT), fetched_at: isoTime(SLOT) };
    await store.commit("stock_quotes", "20261120_144500", [{ symbol: "AAPL", ...row, ...provenance }]);
    await store.writeState("anything", {});
    await (await store.lease())?.release();
    await store.runs.append({
      run_id: "20261120_144500-1",
      slot: isoTime(SLOT),
      attempt: 1,
      trigger: "schedule",
      status: "complete",
      started_at: isoTime(SLOT),
      finished_at: isoTime(SLOT),
      duration_ms: 0,
      calls: 1,
      rows: 1,
      quarantined: 0,
      errors: 0,
      files: "",
      note: "",
    });
    return new Map(await modesBelow(volume));
  } finally {
    await Deno.remove(volume, { recursive: true });
  }
}

async function modesBelow(folder: string): Promise<[string, number][]> {
  const modes: [string, number][] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = `${folder}/${name}`;
    modes.push([path, (await Deno.lstat(path)).mode ?? 0]);
    if (isDirectory) modes.push(...await modesBelow(path));
  }
  return modes;
}

Deno.test("Volume - where the group may write in the folder, it may in every file and folder of it", async () => {
  const modes = await modesIn(0o2770);
  assert.ok(modes.size > 8, String(modes.size));
  const closed = modes.entries().filter(([, mode]) => (mode & 0o060) !== 0o060).map(([path]) => path);
  assert.deepEqual([...closed], []);
});

Deno.test("Volume - where the group may not write in the folder, it may in none of its files", async () => {
  const open = (await modesIn(0o755)).entries().filter(([, mode]) => (mode & 0o020) !== 0).map(([path]) =>
    path
  );
  assert.deepEqual([...open], []);
});
