import assert from "node:assert/strict";
import { assembled, Volume } from "./_testing.ts";
import { readiness } from "./health.ts";

const failing = (checks: Awaited<ReturnType<typeof readiness>>) =>
  checks.filter(({ ok }) => !ok).map(({ name }) => name);

Deno.test("readiness - ready once the volume is read, though the provider was never reached", async () => {
  await using volume = new Volume();
  await using parts = await assembled(volume);
  const checks = await readiness(parts.services);
  assert.deepEqual(checks.map(({ name }) => name), ["read_model", "volume", "draining"]);
  assert.deepEqual(failing(checks), []);
});

Deno.test("readiness - a volume that takes no writes is not ready, and is when it does again", async () => {
  await using volume = new Volume();
  await using parts = await assembled(volume);
  const temp = volume.path(".quarterhour/tmp");
  await Deno.remove(temp, { recursive: true });
  await Deno.writeTextFile(temp, "no folder");
  assert.deepEqual(failing(await readiness(parts.services)), ["volume"]);
  await Deno.remove(temp);
  await Deno.mkdir(temp);
  assert.deepEqual(failing(await readiness(parts.services)), []);
});

Deno.test("readiness - a process that serves pages only needs no writing", async () => {
  await using volume = new Volume();
  await using parts = await assembled(volume, { ROLE: "web" });
  await Deno.remove(volume.path(".quarterhour/tmp"), { recursive: true });
  assert.deepEqual(failing(await readiness(parts.services)), []);
  await Deno.mkdir(volume.path(".quarterhour/tmp"));
});

Deno.test("readiness - a process that shuts down takes no more requests", async () => {
  await using volume = new Volume();
  await using parts = await assembled(volume);
  parts.services.draining = true;
  assert.deepEqual(failing(await readiness(parts.services)), ["draining"]);
});
