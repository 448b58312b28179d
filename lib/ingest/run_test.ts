import assert from "node:assert/strict";
import { DATASETS } from "@/lib/datasets/mod.ts";
import { recorder } from "@/lib/store/_testing.ts";
import { Store } from "@/lib/store/store.ts";
import { Checked } from "./checked.ts";
import { now, runOn, STAMP, SYMBOLS } from "./_run_on.ts";
import { collected, rowFor, startProvider, twoDatasets, Volume } from "./_testing.ts";
import { run } from "./run.ts";

Deno.test("run - on a free plan every dataset of every symbol comes, and the run is complete", async () => {
  await using volume = new Volume();
  await using provider = await startProvider(now);
  const { result, store, checked, steps, tasks } = await runOn(volume.dir, { provider });
  assert.equal(result.status, "complete");
  assert.deepEqual(result.errors, []);
  assert.equal(result.calls, provider.simulator.requests.length);
  assert.equal(Object.keys(volume.csv()).length, DATASETS.length);
  assert.ok(Object.keys(volume.csv()).every((name) => name.endsWith(`_${STAMP}.csv`)));
  assert.deepEqual(
    result.files.map(({ dataset }) => dataset).sort(),
    DATASETS.map(({ name }) => name).sort(),
  );
  assert.ok(result.files.every(({ changed, sha256, rows }) => changed && sha256.length === 64 && rows > 0));
  assert.equal(result.rows, result.files.reduce((sum, { rows }) => sum + rows, 0));
  for (const symbol of SYMBOLS) {
    assert.equal(typeof store.ledger("stock_quotes").latest(symbol)?.price, "number");
  }
  for (const { dataset, symbol } of tasks) assert.equal(checked.at(dataset.name, symbol), now());
  assert.deepEqual(steps.at(-1), { done: tasks.length, running: "" });
  // What a dataset derives from is there when it is made, in the very first run.
  assert.equal(store.ledger("stock_historical").rows("AAPL").at(-1)?.source, "derived:quotes");
  assert.match(String(store.ledger("social_sentiment").rows("AAPL")[0]?.source), /^derived:/);
});

Deno.test("run - running a slot twice changes no byte, and says which files stand", async () => {
  await using volume = new Volume();
  await using provider = await startProvider(now);
  await runOn(volume.dir, { provider });
  const before = volume.csv();
  const { result } = await runOn(volume.dir, { provider });
  assert.deepEqual(volume.csv(), before);
  assert.equal(result.status, "complete");
  assert.equal(result.rows, 0);
  assert.ok(result.files.length === DATASETS.length && result.files.every(({ changed }) => !changed));
});

Deno.test("run - rows that fail their check are kept aside and counted, the others are on the volume, the run is complete", async () => {
  await using volume = new Volume();
  await using provider = await startProvider(now);
  provider.simulator.fault({ path: "/quote", symbol: "AAPL", kind: "zeros" });
  const { result, store } = await runOn(volume.dir, { provider });
  assert.equal(result.status, "complete");
  assert.equal(result.quarantined, store.quarantine.count());
  assert.ok(
    store.quarantine.recent(99).some(({ dataset, symbol, run_id, reason }) =>
      dataset === "stock_quotes" && symbol === "AAPL" && run_id === `${STAMP}-1` && /zeros/i.test(reason)
    ),
  );
  assert.ok(store.ledger("stock_quotes").latest("MSFT"));
});

Deno.test("run - the event loop turns while a dataset that asks nobody is made for many symbols", async () => {
  await using volume = new Volume();
  await using provider = await startProvider(now);
  let turns = 0;
  const seen = new Set<number>();
  const timer = setInterval(() => turns++, 0);
  const symbols = Array.from({ length: 100 }, (_, i) => `S${i}`);
  const derived = twoDatasets((request, name) => {
    seen.add(turns);
    return Promise.resolve(rowFor(request, name));
  }).map((dataset) => ({ ...dataset, calls: 0 }));
  await runOn(volume.dir, { provider, datasets: derived, symbols });
  clearInterval(timer);
  assert.ok(seen.size > 5, `${seen.size} turns`);
});

Deno.test("run - quotes are on the volume while slower datasets are still being asked for", async () => {
  await using volume = new Volume();
  await using provider = await startProvider(now);
  const slow = Promise.withResolvers<void>();
  const datasets = twoDatasets(async (request, name) => {
    if (name === "company_profiles") await slow.promise;
    return rowFor(request, name);
  });
  const { logger } = recorder();
  const store = await Store.open({ dir: volume.dir, datasets, now, logger });
  store.onChange(({ dataset }) => {
    if (dataset === "stock_quotes") slow.resolve();
  });
  const tasks = datasets.flatMap((dataset) => SYMBOLS.map((symbol) => ({ dataset, symbol })));
  const { finnhub } = provider;
  const result = await run({
    runId: `${STAMP}-1`,
    stamp: STAMP,
    tasks,
    store,
    finnhub,
    provider: "simulator",
    checked: new Checked({}),
    now,
    logger,
    onProgress: () => {},
  });
  assert.equal(result.status, "complete");
});

Deno.test("run - a dataset sees what this run has learned before it is written", async () => {
  await using volume = new Volume();
  await using provider = await startProvider(now);
  const seen: (readonly unknown[])[] = [];
  const datasets = twoDatasets((request, name) => {
    if (name === "company_profiles") {
      seen.push(request.known("stock_quotes", request.symbol).map(({ symbol, price }) => [symbol, price]));
    }
    return Promise.resolve(rowFor(request, name));
  }).map((dataset) => ({
    ...dataset,
    after: dataset.name === "company_profiles" ? ["stock_quotes" as const] : [],
  }));
  await runOn(volume.dir, { provider, datasets, symbols: ["AAPL"] });
  assert.deepEqual(seen, [[["AAPL", 100]]]);
});

Deno.test("run - nothing planned is a complete run that writes nothing", async () => {
  await using volume = new Volume();
  await using provider = await startProvider(now);
  const datasets = twoDatasets(() => Promise.resolve(collected()));
  const { result } = await runOn(volume.dir, { provider, datasets, symbols: [] });
  assert.equal(result.status, "complete");
  assert.deepEqual(volume.csv(), {});
});
