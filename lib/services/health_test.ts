import assert from "node:assert/strict";
import { assembled, Volume } from "./_testing.ts";
import { type Readiness, readinessOf } from "./health.ts";

const failing = ({ checks }: Readiness) => checks.filter(({ ok }) => !ok).map(({ name }) => name);

Deno.test("readinessOf - ready once the volume is read, though the provider was never reached", async () => {
  await using volume = new Volume();
  await using parts = await assembled(volume);
  const readiness = await readinessOf(parts.services);
  assert.deepEqual(readiness.checks.map(({ name }) => name), ["read_model", "volume", "draining"]);
  assert.deepEqual([readiness.ready, failing(readiness)], [true, []]);
});

Deno.test("readinessOf - not ready while the volume takes no run, and ready again by itself", async () => {
  await using volume = new Volume();
  await using parts = await assembled(volume);
  const internal = volume.path(".quarterhour");
  await Deno.rename(internal, `${internal}.aside`);
  const without = await readinessOf(parts.services);
  assert.deepEqual([without.ready, failing(without)], [false, ["volume"]]);
  await Deno.rename(`${internal}.aside`, internal);
  const mended = await readinessOf(parts.services);
  assert.deepEqual([mended.ready, failing(mended)], [true, []]);
});

Deno.test("readinessOf - a process that shuts down takes no more requests", async () => {
  await using volume = new Volume();
  await using parts = await assembled(volume);
  parts.services.draining = true;
  const readiness = await readinessOf(parts.services);
  assert.deepEqual([readiness.ready, failing(readiness)], [false, ["draining"]]);
});
