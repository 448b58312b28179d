import assert from "node:assert/strict";
import { DATASETS } from "@/lib/datasets/mod.ts";
import type { Dataset } from "@/lib/datasets/dataset.ts";
import { DISK, type Disk } from "@/lib/store/atomic.ts";
import { now, runOn } from "./_run_on.ts";
import { rowFor, startProvider, twoDatasets, Volume } from "./_testing.ts";

Deno.test("run - one symbol's failure costs no other symbol's data, nor its own other datasets", async () => {
  await using volume = new Volume();
  await using provider = await startProvider(now);
  provider.simulator.fault({ symbol: "MSFT", path: "/quote", kind: "500" });
  const { result, store, checked } = await runOn(volume.dir, { provider });
  assert.equal(result.status, "partial");
  assert.deepEqual(result.errors.map(({ dataset, symbol, kind }) => ({ dataset, symbol, kind })), [
    { dataset: "stock_quotes", symbol: "MSFT", kind: "server" },
  ]);
  assert.equal(result.failures, 1);
  assert.ok(store.ledger("stock_quotes").latest("AAPL"));
  assert.equal(store.ledger("stock_quotes").latest("MSFT"), undefined);
  assert.ok(store.ledger("company_news").rows("MSFT").length > 0);
  assert.equal(checked.at("stock_quotes", "MSFT"), undefined);
  assert.equal(checked.at("company_news", "MSFT"), now());
});

for (const kind of ["html", "broken_json", "502", "stall"] as const) {
  Deno.test(`run - one endpoint's failure costs the others nothing: ${kind}`, async () => {
    await using volume = new Volume();
    await using provider = await startProvider(now);
    provider.simulator.fault({ path: "/stock/recommendation", kind });
    const { result, store } = await runOn(volume.dir, { provider, symbols: ["AAPL"] });
    assert.equal(result.status, "partial");
    assert.deepEqual(result.errors.map(({ dataset }) => dataset), ["analyst_recommendations"]);
    assert.deepEqual(
      DATASETS.map(({ name }) => name).filter((name) => store.ledger(name).size === 0),
      ["analyst_recommendations"],
    );
  });
}

Deno.test("run - an outage is given up on: the rest is not tried, and what was had stays", async () => {
  await using volume = new Volume();
  await using provider = await startProvider(now);
  provider.simulator.fault({ kind: "500" });
  const symbols = Array.from({ length: 40 }, (_, i) => `S${String.fromCharCode(65 + i % 26)}${i % 9}`);
  const { result, lines, tasks, checked } = await runOn(volume.dir, { provider, symbols });
  assert.equal(result.status, "failed");
  assert.equal(result.failures, tasks.length);
  // 32 failures in a row, up to 16 more under way, three tries each.
  assert.ok(result.calls <= 48 * 2 * 3, `${result.calls} calls for ${tasks.length} collections`);
  assert.equal(result.errors.length, 50);
  assert.match(result.errors.at(-1)?.message ?? "", /^The provider does not answer: /);
  assert.match(result.notes.join("; "), /^The provider was not reached: /);
  assert.equal(lines.filter(({ message }) => message === "Rest of the run skipped").length, 1);
  assert.deepEqual(checked.toJSON(), {});
  assert.deepEqual(volume.csv(), {});
});

Deno.test("run - failures among answers are no outage", async () => {
  await using volume = new Volume();
  await using provider = await startProvider(now);
  const datasets = twoDatasets((request, name) => {
    const isDown = name === "stock_quotes" && request.symbol.endsWith("0");
    return Promise.resolve(
      isDown
        ? { rows: [], rejected: [], outcomes: [{ endpoint: "/quote", result: "timeout" }] }
        : rowFor(request, name),
    );
  });
  const symbols = Array.from({ length: 400 }, (_, i) => `S${i}`);
  const { result } = await runOn(volume.dir, { provider, datasets, symbols });
  assert.equal(result.failures, 40);
  assert.equal(result.rows, 760);
});

/** Profiles that cannot be had, and a dataset that asks nobody and is made as soon as each was tried. */
function outageWithDerived(): Dataset[] {
  return twoDatasets((request, name) =>
    Promise.resolve(
      name === "company_profiles"
        ? { rows: [], rejected: [], outcomes: [{ endpoint: "/stock/profile2", result: "timeout" }] }
        : rowFor(request, name),
    )
  ).map((dataset) =>
    dataset.name === "company_profiles" ? dataset : { ...dataset, calls: 0, after: ["company_profiles"] }
  );
}

Deno.test("run - what asks nobody makes a run that learned nothing no success, and an outage no less of one", async () => {
  await using volume = new Volume();
  await using provider = await startProvider(now);
  const few = await runOn(volume.dir, { provider, datasets: outageWithDerived() });
  assert.equal(few.result.status, "failed");
  assert.equal(few.result.failures, 2);
  assert.equal(few.result.rows, 2);
  const symbols = Array.from({ length: 100 }, (_, i) => `S${i}`);
  const many = await runOn(volume.dir, { provider, datasets: outageWithDerived(), symbols });
  assert.equal(many.lines.filter(({ message }) => message === "Rest of the run skipped").length, 1);
});

Deno.test("run - a bad key ends a run with a handful of calls, and says so once", async () => {
  await using volume = new Volume();
  await using provider = await startProvider(now, { key: "another" });
  const { result, lines } = await runOn(volume.dir, { provider });
  assert.equal(result.status, "failed");
  assert.ok(result.calls <= 20, `${result.calls} calls`);
  assert.equal(lines.filter(({ message }) => message === "Rest of the run skipped").length, 1);
  assert.ok(result.errors.some(({ kind }) => kind === "unauthorized"));
});

Deno.test("run - a dataset whose file cannot be written costs only itself, and is due again", async () => {
  await using volume = new Volume();
  await using provider = await startProvider(now);
  const disk: Disk = {
    ...DISK,
    create: (path) =>
      path.includes("/company_profiles_")
        ? Promise.reject(Object.assign(new Error("ENOSPC"), { code: "ENOSPC" }))
        : DISK.create(path),
  };
  const { result, checked } = await runOn(volume.dir, { provider, disk });
  assert.equal(result.status, "partial");
  assert.equal(result.failures, 2);
  assert.deepEqual(
    result.errors.map(({ dataset, symbol, kind }) => `${kind} ${dataset} ${symbol}`),
    ["volume company_profiles AAPL", "volume company_profiles MSFT"],
  );
  assert.match(result.errors[0]?.message ?? "", /no space is left/);
  assert.equal(checked.at("company_profiles", "AAPL"), undefined);
  assert.equal(Object.keys(volume.csv()).length, DATASETS.length - 1);
  assert.equal(result.files.some(({ dataset }) => dataset === "company_profiles"), false);
});

Deno.test("run - a collection that failed on the provider and on the volume counts once", async () => {
  await using volume = new Volume();
  await using provider = await startProvider(now);
  const datasets = twoDatasets((request, name) =>
    Promise.resolve(
      name === "company_profiles" && request.symbol === "MSFT"
        ? { rows: [], rejected: [], outcomes: [{ endpoint: "/stock/profile2", result: "timeout" }] }
        : rowFor(request, name),
    )
  );
  const disk: Disk = {
    ...DISK,
    create: (path) => path.includes("/company_") ? Promise.reject(new Error("broken")) : DISK.create(path),
  };
  const { result } = await runOn(volume.dir, { provider, datasets, disk });
  assert.equal(result.status, "partial");
  assert.equal(result.failures, 2);
});

Deno.test("run - where bad rows cannot be kept aside, the good ones of the same answer are still written", async () => {
  await using volume = new Volume();
  await using provider = await startProvider(now);
  const datasets = twoDatasets((request, name) => {
    const rejected = [{ dataset: name, symbol: request.symbol, reason: "bad", raw: "{}" }];
    return Promise.resolve({ ...rowFor(request, name), rejected });
  });
  const disk: Disk = {
    ...DISK,
    create: (path) => path.includes("rows.jsonl") ? Promise.reject(new Error("broken")) : DISK.create(path),
  };
  const { result, store } = await runOn(volume.dir, { provider, datasets, disk });
  assert.equal(result.status, "failed");
  assert.equal(result.quarantined, 0);
  assert.equal(result.rows, 4);
  assert.equal(store.ledger("stock_quotes").size, 2);
});

Deno.test("run - a dataset that throws is our bug: logged, and it costs one collection", async () => {
  await using volume = new Volume();
  await using provider = await startProvider(now);
  const datasets = twoDatasets((request, name) => {
    if (name === "stock_quotes" && request.symbol === "AAPL") throw new TypeError("undefined is not a price");
    return Promise.resolve(rowFor(request, name));
  });
  const { result, lines, store } = await runOn(volume.dir, { provider, datasets });
  assert.equal(result.status, "partial");
  assert.deepEqual(result.errors.map(({ kind, symbol }) => `${kind} ${symbol}`), ["internal AAPL"]);
  assert.ok(lines.some(({ message }) => message === "Collection failed"));
  assert.ok(store.ledger("stock_quotes").latest("MSFT"));
});
