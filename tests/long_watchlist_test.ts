import assert from "node:assert/strict";
import { DATASETS } from "@/lib/datasets/mod.ts";
import { createFinnhub } from "@/lib/finnhub/finnhub.ts";
import { QUARTER_MS, SLOT, startProcess, Volume } from "@/lib/ingest/_testing.ts";
import { startSimulator } from "@/lib/simulator/mod.ts";
import { SteppedClock } from "./_stepped_clock.ts";

const LETTERS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
/** Two that the simulator knows, and 498 that it does not: calls they cost all the same. */
const SYMBOLS = ["AAPL", "MSFT", ...LETTERS.flatMap((a) => LETTERS.map((b) => `X${a}${b}Q`)).slice(0, 498)];

Deno.test("500 symbols, 60 calls a minute, through the real client - a run ends before the next slot, quotes first, none refused", async () => {
  await using volume = new Volume();
  const clock = new SteppedClock(SLOT + 500);
  const limits = { callsPerMinute: 60, callsPerSecond: 30 };
  const simulator = await startSimulator({ ...limits, now: clock.now, plan: "free", key: "k" });
  const { baseUrl } = simulator;
  const finnhub = createFinnhub({ ...limits, apiKey: "k", baseUrl, now: clock.now, sleep: clock.sleep });
  const { ingest, store } = await startProcess(volume.dir, {
    datasets: DATASETS,
    symbols: SYMBOLS,
    now: clock.now,
    finnhub,
  });
  try {
    for (const slot of [SLOT, SLOT + QUARTER_MS]) {
      await clock.run(slot + 500);
      const plan = ingest.planner.plan(slot, false);
      const before = simulator.requests.length;
      let ended = false;
      const run = ingest.runSlot(slot, "schedule").finally(() => ended = true);
      await clock.run(Infinity, () => ended);
      await run;
      const minutes = (clock.now() - slot) / 60_000;
      assert.ok(minutes > 12 && minutes < 14, `${minutes} min`);
      const requests = simulator.requests.slice(before);
      assert.ok(requests.length <= plan.calls && plan.calls <= 810, `${requests.length} of ${plan.calls}`);
      assert.ok(requests.every(({ status }) => status !== 429));
      const quotes = requests.filter(({ path }) => path === "/quote");
      assert.equal(new Set(quotes.map(({ params }) => params["symbol"])).size, SYMBOLS.length);
      // Sixteen are under way at a time: what follows the quotes begins with the last of them.
      assert.ok(requests.slice(0, 480).every(({ path }) => path === "/quote"));
      assert.equal(store.runs.last()?.status, "complete");
    }
  } finally {
    await ingest.stop();
    finnhub.close();
    await simulator.close();
  }
});
