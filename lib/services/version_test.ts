import assert from "node:assert/strict";
import { VERSION, versionView } from "./version.ts";

Deno.test("Version - an image tells the commit that it was built from, a working copy none", async () => {
  const root = await Deno.makeTempDir({ prefix: "quarterhour-" });
  try {
    const view = {
      version: VERSION,
      commit: null,
      ...Deno.version,
      started_at: "2026-11-20T14:45:00.000Z",
    };
    const at = Date.parse(view.started_at);
    assert.deepEqual(await versionView(at, root), view);
    for (const [content, commit] of [["", null], ["0a1b2c3d\n", "0a1b2c3d"]] as const) {
      await Deno.writeTextFile(`${root}/commit.txt`, content);
      assert.deepEqual(await versionView(at, root), { ...view, commit });
    }
  } finally {
    await Deno.remove(root, { recursive: true });
  }
});
