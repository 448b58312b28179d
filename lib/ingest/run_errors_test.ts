import assert from "node:assert/strict";
import type { RunError } from "@/lib/bus/bus.ts";
import { recorder, Volume } from "@/lib/store/_testing.ts";
import { Store } from "@/lib/store/store.ts";
import { errorsOf, rememberErrors } from "./run_errors.ts";

const error = (symbol: string): RunError => ({
  dataset: "stock_quotes",
  symbol,
  kind: "timeout",
  message: "Cannot read",
});

Deno.test("errorsOf - what failed in a run outlives the process, the latest runs before all", async () => {
  await using volume = new Volume();
  const open = () => Store.open({ dir: volume.dir, datasets: [], now: () => 0, logger: recorder().logger });
  const store = await open();
  assert.equal(errorsOf(store, "a-1"), null);
  await rememberErrors(store, "a-1", [error("AAPL"), error("MSFT")]);
  await rememberErrors(store, "b-1", []);
  assert.deepEqual(errorsOf(await open(), "a-1"), [error("AAPL"), error("MSFT")]);
  assert.equal(errorsOf(store, "b-1"), null);
  const fifty = Array.from({ length: 50 }, () => error("AAPL"));
  for (let i = 0; i < 30; i++) await rememberErrors(store, `run-${i}`, fifty);
  assert.equal(errorsOf(store, "a-1"), null);
  assert.equal(errorsOf(store, "run-0"), null);
  assert.equal(errorsOf(store, "run-29")?.length, 50);
  await store.writeState("run_errors", [{ run_id: "x", errors: [{ dataset: 1 }] }, null]);
  assert.equal(errorsOf(store, "x"), null);
});
