import assert from "node:assert/strict";
import { join } from "node:path";
import { emptySnapshot, loadSnapshot } from "./snapshot.ts";

async function load(content: string | null): Promise<unknown> {
  const dir = await Deno.makeTempDir();
  try {
    if (content !== null) await Deno.writeTextFile(join(dir, "snapshot.json"), content);
    const { dir: loaded, ...snapshot } = await loadSnapshot(dir);
    assert.equal(loaded, await Deno.realPath(dir));
    return snapshot;
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}

Deno.test("loadSnapshot - reads what the build wrote", async () => {
  assert.deepEqual(await load(JSON.stringify(emptySnapshot)), emptySnapshot);
});

for (
  const [content, message] of [
    [null, /it does not exist, run the build first/],
    ["{", /it is not JSON, run the build again/],
    ["null", /expected "buildId"/],
    ['{"buildId":"1"}', /expected "buildId"/],
  ] as const
) {
  Deno.test(`loadSnapshot - says what is wrong with ${content}`, async () => {
    await assert.rejects(load(content), { message });
  });
}
