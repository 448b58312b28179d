import assert from "node:assert/strict";
import { showsPrice } from "./_api.ts";
import { loadSnapshot } from "fresh";
import { createApp } from "@/lib/app.ts";
import { readConfig } from "@/lib/config.ts";
import { RunRefused } from "@/lib/ingest/ingest.ts";
import { assemble } from "@/lib/services/assemble.ts";
import { startSimulator } from "@/lib/simulator/mod.ts";
import { createLogger } from "@/lib/telemetry/mod.ts";
import manifest from "../fresh.gen.ts";
import { until } from "./_server.ts";

/** Wednesday 2026-07-01, 10:07 in New York. */
const START = Date.UTC(2026, 6, 1, 14, 7);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const at = (hour: number, minute: number) => Date.UTC(2026, 6, 1, hour, minute);

/**
 * The whole program on a clock that can be set, beside a provider.
 * @param isShared whether the provider's clock is the same one: then nobody can tell that it is wrong
 */
async function start(isShared: boolean) {
  const dataPath = await Deno.makeTempDir({ prefix: "quarterhour-" });
  const begun = performance.now();
  const clock = { passed: 0, off: 0 };
  const right = () => Math.floor(START + clock.passed + performance.now() - begun);
  const now = () => right() + clock.off;
  const simulator = await startSimulator({ now: isShared ? now : right, key: "k", callsPerMinute: 100_000 });
  const config = readConfig({
    FINNHUB_API_KEY: "k",
    FINNHUB_BASE_URL: simulator.baseUrl,
    FINNHUB_CALLS_PER_MINUTE: "100000",
    STOCK_SYMBOLS: "AAPL,MSFT",
    SHARED_DATA_PATH: dataPath,
  });
  const { services, stop } = await assemble(config, createLogger({ level: "ERROR" }), now);
  const { ingest, store, watch } = services;
  assert.ok(ingest);
  const handler = createApp(services, manifest, await loadSnapshot("_fresh")).handler();
  return {
    clock,
    ingest,
    store,
    watch,
    /** What is said on the page, and by the metrics. */
    async said(): Promise<string> {
      await watch.look();
      const read = async (path: string) => {
        const response = await handler(new Request(`http://127.0.0.1${path}`));
        assert.equal(response.status, 200, path);
        return await response.text();
      };
      const page = await read("/");
      const metrics = await read("/metrics");
      for (const [line, age] of metrics.matchAll(/^quarterhour_quote_age_seconds\{.*\} (.*)$/gm)) {
        assert.ok(Number(age) >= 0, line);
      }
      assert.ok(showsPrice(page, "AAPL"));
      assert.doesNotMatch(page, />[-−]\d+\s(s|min|h|d)</);
      const bar = /<div role="status" class="troubles">(.*?)<\/div>/s.exec(page)?.[1] ?? "";
      assert.match(metrics, new RegExp(`quarterhour_trouble\\{kind="clock"\\} ${bar === "" ? 0 : 1}`));
      return bar.replaceAll("&#39;", "'").replaceAll(/<[^>]*>/g, " ");
    },
    /** Runs as `11:15 1 complete`, in the order of the record. */
    runs: () =>
      store.runs.all().map(({ slot, attempt, status }) => `${slot.slice(11, 16)} ${attempt} ${status}`),
    /** No run is there twice, and the files that runs wrote follow each other. */
    checkStamps() {
      const runs = store.runs.all().filter(({ status }) => status !== "missed");
      const stamps = runs.map(({ run_id }) => run_id.split("-")[0] ?? "");
      assert.deepEqual(stamps, stamps.toSorted());
      assert.equal(new Set(runs.map(({ slot }) => slot)).size, runs.length, "no slot was run twice");
      const ids = store.runs.all().map(({ run_id }) => run_id);
      assert.equal(new Set(ids).size, ids.length);
      assert.ok(runs.every(({ duration_ms }) => duration_ms >= 0));
    },
    async [Symbol.asyncDispose]() {
      await stop();
      await simulator.close();
      await Deno.remove(dataPath, { recursive: true });
    },
  };
}

Deno.test("A clock that jumps - is said on the page, begins no run while the provider contradicts it, and heals", async () => {
  await using program = await start(false);
  const { clock, ingest, runs } = program;
  await ingest.runSlot(at(14, 0), "startup");
  assert.deepEqual(runs(), ["14:00 1 complete"]);
  assert.equal(await program.said(), "");

  for (
    const [off, slot, words] of [
      [3 * HOUR, at(17, 0), /The clock is 3 h ahead of the provider's\..*No run begins/s],
      [-5 * HOUR, at(9, 0), /The clock is 5 h behind the provider's\..*No run begins/s],
    ] as const
  ) {
    clock.off = off;
    // It is asked at the next slot at the latest, though it was asked a moment ago.
    await ingest.runSlot(slot, "schedule");
    assert.match(await program.said(), words);
    await assert.rejects(ingest.trigger(), RunRefused);
    assert.deepEqual(runs(), ["14:00 1 complete"], "neither run nor missed slots were written down");
  }

  // Half an hour later somebody sets it right: what is due is run at once, what was missed is on record.
  clock.passed += 31 * MINUTE;
  clock.off = 0;
  await ingest.runSlot(at(14, 30), "schedule");
  assert.equal(await program.said(), "");
  await until("the slot is run", () => runs().length === 3);
  assert.deepEqual(runs(), ["14:00 1 complete", "14:15 0 missed", "14:30 1 complete"]);
  program.checkStamps();
});

Deno.test("A clock that nobody contradicts - what it wrote while it was ahead blocks nothing and is not overwritten", async () => {
  await using program = await start(true);
  const { clock, ingest, store, runs } = program;
  await ingest.runSlot(at(14, 0), "startup");
  clock.off = 3 * HOUR;
  await ingest.runSlot(at(17, 0), "schedule");
  assert.deepEqual([runs().length, runs().at(-1)], [13, "17:00 1 complete"]);
  const ahead = store.files().filter(({ stamp }) => stamp === "20260701_170000");
  assert.ok(ahead.length > 0);

  clock.off = 0;
  clock.passed += 10 * MINUTE;
  await ingest.runSlot(at(14, 15), "schedule");
  assert.match(await program.said(), /Records on the volume are up to 3 h ahead of the clock/);
  assert.equal(runs().at(-1), "14:15 1 complete", "a slot that was said to be missed is run when it comes");
  assert.equal(store.runs.last()?.run_id, "20260701_170001-1", "its stamp is later than the last");
  clock.passed += 15 * MINUTE;
  await ingest.runSlot(at(14, 30), "schedule");
  assert.equal(runs().at(-1), "14:30 1 complete");
  const onDemand = await ingest.trigger();
  assert.ok(onDemand?.started);
  await until("it is on record", () => store.runs.byId(onDemand.run_id) !== undefined);
  assert.match(runs().at(-1) ?? "", /^14:3\d 1 complete$/);

  // The time that was written down comes: that slot has its run.
  clock.passed = at(17, 0) - START + MINUTE;
  const before = runs().length;
  await ingest.runSlot(at(17, 0), "schedule");
  assert.ok(!runs().slice(before).some((run) => run.startsWith("17:00")));
  clock.passed += 15 * MINUTE;
  await ingest.runSlot(at(17, 15), "schedule");
  assert.equal(runs().at(-1), "17:15 1 complete");
  assert.equal(await program.said(), "");
  program.checkStamps();
  assert.deepEqual(store.files().filter(({ stamp }) => stamp === "20260701_170000"), ahead);
});
