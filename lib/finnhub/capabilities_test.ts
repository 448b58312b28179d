import assert from "node:assert/strict";
import {
  Capabilities,
  type Capability,
  type CapabilityStore,
  type Entry,
  type PlanVerdict,
} from "./capabilities.ts";
import { SILENT } from "./log.ts";

const DAY = 24 * 60 * 60 * 1000;
const START = Date.UTC(2026, 6, 22, 14);

function setup(stored: readonly unknown[] = []) {
  const clock = { time: START };
  const saves: Capability[][] = [];
  const store: CapabilityStore = {
    load: () => Promise.resolve(stored as Capability[]),
    save: (all) => Promise.resolve(void saves.push([...all])),
  };
  const capabilities = new Capabilities({ now: () => clock.time, log: SILENT, store });
  /** Calls, and says what came of it; false when it was refused without a call. */
  const call = async (endpoint: string, symbol: string, verdict: PlanVerdict): Promise<boolean> => {
    const entry = await capabilities.enter(endpoint, symbol);
    if (entry.refusedAt === null) entry.settle(verdict);
    return entry.refusedAt === null;
  };
  return { clock, saves, store, capabilities, call };
}

function settle(entry: Entry, verdict: PlanVerdict): void {
  assert.equal(entry.refusedAt, null);
  if (entry.refusedAt === null) entry.settle(verdict);
}

Deno.test("Capabilities - a refusal costs one call a day", async () => {
  const { clock, call } = setup();
  assert.equal(await call("/stock/candle", "AAPL", "refused"), true);
  for (clock.time += 900_000; clock.time < START + DAY; clock.time += 900_000) {
    assert.equal(await call("/stock/candle", "MSFT", "refused"), false);
  }
  assert.equal(await call("/stock/candle", "MSFT", "refused"), true);
  assert.equal(await call("/stock/candle", "AAPL", "refused"), false);
});

Deno.test("Capabilities - one suffix refused does not refuse another", async () => {
  const { call, capabilities } = setup();
  await call("/quote", "SHOP.TO", "refused");
  for (
    const [symbol, asked] of [["RY.TO", false], ["VOD.L", true], ["AAPL", true], ["BRK.B", true]] as const
  ) {
    assert.equal(await call("/quote", symbol, "allowed"), asked, symbol);
  }
  assert.deepEqual(capabilities.all(), [
    { endpoint: "/quote", suffix: "", allowed: true, checkedAt: START },
    { endpoint: "/quote", suffix: ".L", allowed: true, checkedAt: START },
    { endpoint: "/quote", suffix: ".TO", allowed: false, checkedAt: START },
  ]);
});

Deno.test("Capabilities - while nothing is known, one call goes ahead and the others wait for what it learns", async () => {
  const { capabilities } = setup();
  const first = await capabilities.enter("/stock/candle", "AAPL");
  const others = ["MSFT", "TSLA"].map((symbol) => capabilities.enter("/stock/candle", symbol));
  settle(first, "refused");
  for (const entry of await Promise.all(others)) assert.equal(entry.refusedAt, START);
});

Deno.test("Capabilities - a first call that learns nothing lets all the others go", async () => {
  const { capabilities } = setup();
  const first = await capabilities.enter("/stock/candle", "AAPL");
  const others = ["MSFT", "TSLA"].map((symbol) => capabilities.enter("/stock/candle", symbol));
  // All of them wait by now: entering takes a turn or two.
  for (let turn = 0; turn < 9; turn++) await null;
  settle(first, "unknown");
  for (const entry of await Promise.all(others)) assert.equal(entry.refusedAt, null);
});

Deno.test("Capabilities - nobody waits where the endpoint is known to be served", async () => {
  const { capabilities, call } = setup();
  await call("/quote", "AAPL", "allowed");
  const entries = await Promise.all(["A", "B", "C"].map((symbol) => capabilities.enter("/quote", symbol)));
  for (const entry of entries) assert.equal(entry.refusedAt, null);
});

Deno.test("Capabilities - a symbol refused where others are served is refused alone, once a day", async () => {
  const { clock, call } = setup();
  await call("/quote", "AAPL", "allowed");
  assert.equal(await call("/quote", "ODD", "refused"), true);
  assert.equal(await call("/quote", "ODD", "refused"), false);
  assert.equal(await call("/quote", "AAPL", "allowed"), true);
  clock.time += DAY;
  assert.equal(await call("/quote", "ODD", "allowed"), true);
  assert.equal(await call("/quote", "ODD", "allowed"), true);
});

Deno.test("Capabilities - the first US symbol refused on an endpoint every plan has does not cost the others a day", async () => {
  const { call, capabilities } = setup();
  assert.equal(await call("/quote", "ODD", "refused"), true);
  assert.equal(await call("/quote", "AAPL", "allowed"), true);
  assert.equal(await call("/quote", "ODD", "refused"), false);
  assert.equal(await call("/stock/metric", "ODD", "refused"), true);
  assert.equal(await call("/stock/metric", "AAPL", "refused"), true);
  assert.equal(await call("/stock/metric", "MSFT", "refused"), false, "two refusals speak for the plan");
  assert.deepEqual(capabilities.all().map((one) => [one.endpoint, one.allowed]), [["/quote", true], [
    "/stock/metric",
    false,
  ]]);
});

Deno.test("Capabilities - are kept over a restart; rubbish and times in the future are not believed", async () => {
  const { call, capabilities } = setup([
    { endpoint: "/stock/candle", suffix: "", allowed: false, checkedAt: START - 1_000 },
    { endpoint: "/stock/dividend", suffix: "", allowed: false, checkedAt: START + 1_000 },
    { endpoint: "/quote", suffix: "", allowed: "yes", checkedAt: START },
    null,
  ]);
  assert.equal(await call("/stock/candle", "AAPL", "refused"), false);
  assert.equal(await call("/stock/dividend", "AAPL", "refused"), true);
  assert.deepEqual(capabilities.all().map((one) => one.endpoint), ["/stock/candle", "/stock/dividend"]);
});

Deno.test("Capabilities - are saved when they change, and an allowance once an hour", async () => {
  const { clock, saves, call } = setup();
  for (let run = 0; run < 9; run++) {
    await call("/quote", "AAPL", "allowed");
    clock.time += 900_000;
  }
  assert.deepEqual(saves.map((all) => all[0]?.checkedAt), [START, START + 5 * 900_000]);
  await call("/stock/candle", "AAPL", "refused");
  assert.equal(saves.length, 3);
});

Deno.test("Capabilities - a store that fails is told of and stops nothing", async () => {
  const warnings: string[] = [];
  const capabilities = new Capabilities({
    now: () => START,
    log: { ...SILENT, warning: (message) => void warnings.push(message) },
    store: { load: () => Promise.reject(new Error("disk")), save: () => Promise.reject(new Error("disk")) },
  });
  settle(await capabilities.enter("/quote", "AAPL"), "allowed");
  settle(await capabilities.enter("/quote", "AAPL"), "allowed");
  assert.deepEqual(warnings, ["Cannot load what the plan covers", "Cannot save what the plan covers"]);
});
