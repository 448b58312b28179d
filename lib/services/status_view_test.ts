import assert from "node:assert/strict";
import { record } from "@/lib/ingest/_testing.ts";
import { assembled, quoteRow, SLOT, Volume } from "./_testing.ts";
import { seedOf, serviceStatusOf, snapshotOf } from "./status_view.ts";

Deno.test("snapshotOf - holds what every page needs to be alive", async () => {
  await using volume = new Volume();
  await using parts = await assembled(volume);
  const { services } = parts;
  await services.store.commit("stock_quotes", "20260701_140000", [quoteRow("AAPL", SLOT, 300)]);
  await services.store.runs.append(record(SLOT, "partial"));
  const snapshot = snapshotOf(services);
  assert.equal(snapshot.at, "2026-07-01T14:00:00.000Z");
  assert.equal(snapshot.demo, false);
  assert.equal(snapshot.market.is_open, true);
  assert.deepEqual(snapshot.quotes.map(({ symbol, price }) => [symbol, price]), [["AAPL", 300], [
    "MSFT",
    null,
  ]]);
  assert.equal(snapshot.progress, null);
  assert.equal(snapshot.last_run?.status, "partial");
  assert.equal(snapshot.next_run, "2026-07-01T14:15:00.000Z");
  assert.deepEqual(JSON.parse(JSON.stringify(snapshot)), snapshot, "it survives the way to the browser");
});

Deno.test("snapshotOf - a process that serves pages only knows no next run", async () => {
  await using volume = new Volume();
  await using parts = await assembled(volume, { ROLE: "web" });
  assert.equal(snapshotOf(parts.services).next_run, null);
  assert.equal(serviceStatusOf(parts.services).next_run, "");
});

Deno.test("seedOf - the id is the stream's at the very moment of the snapshot", async () => {
  await using volume = new Volume();
  await using parts = await assembled(volume);
  const { services } = parts;
  const before = seedOf(services);
  assert.equal(before.id, services.live.lastId());
  const id = services.live.publish("quote", {});
  assert.notEqual(id, before.id);
  assert.equal(seedOf(services).id, id);
});

Deno.test("serviceStatusOf - tells role, state and runs; Redis as it is configured", async () => {
  await using volume = new Volume();
  await using parts = await assembled(volume);
  const { services } = parts;
  assert.deepEqual(serviceStatusOf(services), {
    instance: services.instance,
    role: "all",
    state: "ready",
    version: services.version,
    started_at: "2026-07-01T14:00:00.000Z",
    updated_at: "2026-07-01T14:00:00.000Z",
    last_run: "",
    next_run: "2026-07-01T14:15:00.000Z",
    redis: "off",
  });
  await services.store.runs.append(record(SLOT, "complete"));
  services.draining = true;
  const { state, last_run } = serviceStatusOf(services);
  assert.deepEqual([state, last_run], ["draining", "20260701_140000-1"]);
});
