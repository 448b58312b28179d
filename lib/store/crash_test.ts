import assert from "node:assert/strict";
import { parseRows } from "@/lib/datasets/format.ts";
import { keyOf } from "@/lib/datasets/keys.ts";
import { rowsOfDay } from "./_crash_child.ts";
import { PROFILES, QUOTES, SLOT, Volume } from "./_testing.ts";

const CHILD = new URL("./_crash_child.ts", import.meta.url).pathname;
const CONFIG = new URL("../../deno.test.json", import.meta.url).pathname;

/** A second process on the volume, killed at the latest when the test ends. */
class Child implements AsyncDisposable {
  readonly #process: Deno.ChildProcess;

  constructor(task: string, volume: Volume) {
    this.#process = new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        "--no-check",
        `--config=${CONFIG}`,
        `--allow-read=${volume.dir}`,
        `--allow-write=${volume.dir}`,
        "--allow-sys=statfs",
        CHILD,
        task,
        volume.dir,
      ],
      stdout: "piped",
    }).spawn();
  }

  /** The first word it says. */
  async word(): Promise<string> {
    const reader = this.#process.stdout.getReader();
    const { value } = await reader.read();
    await reader.cancel();
    return new TextDecoder().decode(value).trim();
  }

  async kill(): Promise<void> {
    this.#process.kill("SIGKILL");
    await this.#process.status;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // Killed already, or done: that is what was wanted.
    await this.kill().catch(() => {});
  }
}

/** Numbers that look random and are the same each time (mulberry32). */
function seeded(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let value = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Reads every visible file without the store: each is whole and has no key twice. */
function assertWhole(volume: Volume): number {
  let rows = 0;
  for (const [name, text] of Object.entries(volume.csv())) {
    if (name === "runs.csv") continue;
    const dataset = name.startsWith("stock_quotes_") ? QUOTES : PROFILES;
    const keys = parseRows(dataset, text).map((row) => keyOf(dataset, row));
    assert.equal(new Set(keys).size, keys.length, `${name} has a key twice`);
    assert.ok(
      dataset === PROFILES || keys.length === 200 || keys.length === 400,
      `${name} has ${keys.length} rows`,
    );
    rows += keys.length;
  }
  return rows;
}

Deno.test("Store - kill -9 at random moments leaves no partial or duplicate row, and the next start serves", async () => {
  await using volume = new Volume();
  const random = seeded(20260701);
  let files = 0;
  // On a slow machine more rounds, until enough was done.
  for (let round = 0; round < 20 || (files <= 20 && round < 200); round++) {
    await using child = new Child("commit", volume);
    assert.equal(await child.word(), "ready", "a killed process still holds the lease");
    // Where in a commit this falls is what the test is about: no condition to wait for.
    await new Promise((resolve) => setTimeout(resolve, random() * 60));
    await child.kill();
    const rows = assertWhole(volume);
    const store = await volume.open();
    assert.deepEqual(volume.leftovers(), []);
    assert.deepEqual(store.damaged(), []);
    assert.deepEqual(store.foreign(), []);
    assert.equal(store.files().reduce((sum, file) => sum + file.rows, 0), rows);
    files = store.files().length;
    const ids = store.runs.all().map(({ run_id }) => run_id);
    assert.equal(new Set(ids).size, ids.length);
    for (const { run_id } of store.runs.all()) {
      const stamp = run_id.split("-")[0];
      assert.ok(store.pathOf(`stock_quotes_${stamp}.csv`), `run ${run_id} is on record without its file`);
    }
  }
  assert.ok(files > 20, "the killed processes did too little to prove anything");
});

Deno.test("Store - kill -9 at random moments of archiving loses nothing, now or of any instant", async () => {
  await using volume = new Volume();
  const random = seeded(20260801);
  let archives = 0;
  for (let round = 0; round < 20 || (archives < 2 && round < 200); round++) {
    await using child = new Child("archive", volume);
    assert.equal(await child.word(), "ready");
    // As above: where in the archiving this falls is what the test is about.
    await new Promise((resolve) => setTimeout(resolve, random() * 120));
    await child.kill();
    const store = await volume.open();
    assert.deepEqual([volume.leftovers(), store.damaged(), store.foreign()], [[], [], []]);
    const days = store.runs.all().length;
    for (let day = 0; day < days; day++) {
      const [own] = rowsOfDay(day).quotes;
      const corrected = rowsOfDay(day + 1).quotes[1];
      const isCorrected = day + 1 < days || store.ledger("stock_quotes").size > days;
      const key = keyOf(QUOTES, own ?? {});
      assert.deepEqual(store.ledger("stock_quotes").get(key), isCorrected ? corrected : own);
    }
    const day = Math.floor(random() * days);
    if (days > 0) {
      const then = await store.at(SLOT + day * 86_400_000);
      const { quotes: [own], profiles: [called] } = rowsOfDay(day);
      assert.deepEqual(then.ledger("stock_quotes").latest("AAPL"), own);
      assert.deepEqual(then.ledger("company_profiles").latest("AAPL"), called);
      assert.equal(then.ledger("stock_quotes").size, day + 1);
    }
    for (const { path } of store.files()) {
      const keys = parseRows(path.includes("quotes") ? QUOTES : PROFILES, volume.read(path)).map((row) =>
        keyOf(path.includes("quotes") ? QUOTES : PROFILES, row)
      );
      assert.equal(new Set(keys).size, keys.length, `${path} has a key twice`);
    }
    archives = store.files().filter(({ archived }) => archived).length;
  }
  assert.ok(archives > 1, "the killed processes did too little to prove anything");
});

Deno.test("lease - two processes never hold it at once, and kill -9 frees it", async () => {
  await using volume = new Volume();
  const store = await volume.open();
  const own = await store.lease();
  assert.equal(await store.lease(), null);
  {
    await using refused = new Child("try", volume);
    assert.equal(await refused.word(), "refused");
  }
  await own?.release();
  await own?.release();
  await using holder = new Child("hold", volume);
  assert.equal(await holder.word(), "ready");
  assert.equal(await store.lease(), null);
  await holder.kill();
  const lease = await store.lease();
  assert.ok(lease);
  await lease.release();
});
