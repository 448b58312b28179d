import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { checkManifest, generateManifest, MANIFEST_FILE, updateManifest } from "./manifest.ts";

async function withProject(paths: readonly string[], test: (root: string) => Promise<void>): Promise<void> {
  const root = await Deno.makeTempDir();
  try {
    for (const path of paths) {
      await Deno.mkdir(join(root, dirname(path)), { recursive: true });
      await Deno.writeTextFile(join(root, path), "");
    }
    await test(root);
  } finally {
    await Deno.remove(root, { recursive: true });
  }
}

Deno.test("generateManifest - imports routes and islands, sorted, and nothing else", async () => {
  await withProject([
    "routes/stocks/[symbol].tsx",
    "routes/_app.tsx",
    "routes/(pages)/index.tsx",
    "routes/(_components)/Card.tsx",
    "routes/stocks/(_islands)/Chart.tsx",
    "routes/index_test.tsx",
    "routes/notes.md",
    "routes/.hidden.tsx",
    "islands/Zebra.tsx",
    "islands/Alpha.tsx",
    "islands/Alpha.test.tsx",
    "islands/Alpha.css",
  ], async (root) => {
    const text = await generateManifest(root);
    assert.deepEqual(
      [...text.matchAll(/^import \* as (\w+) from "(.*)";$/gm)].map(([, name, path]) => [name, path]),
      [
        ["route0", "./routes/(pages)/index.tsx"],
        ["route1", "./routes/_app.tsx"],
        ["route2", "./routes/stocks/[symbol].tsx"],
        ["island0", "./islands/Alpha.tsx"],
        ["island1", "./islands/Zebra.tsx"],
        ["island2", "./routes/stocks/(_islands)/Chart.tsx"],
      ],
    );
    assert.match(text, /"\.\/routes\/stocks\/\[symbol\]\.tsx": route2,/);
    assert.match(text, /baseUrl: import\.meta\.url,/);
  });
});

Deno.test("checkManifest - says when fresh.gen.ts is missing or stale", async () => {
  await withProject(["routes/index.tsx"], async (root) => {
    await assert.rejects(checkManifest(root), /"fresh.gen.ts": it does not match/);
    assert.equal(await updateManifest(root), true);
    await checkManifest(root);
    assert.equal(await updateManifest(root), false);
    await Deno.writeTextFile(join(root, "routes/new.tsx"), "");
    await assert.rejects(checkManifest(root), /expected the output of "deno task build"/);
  });
});

Deno.test("generateManifest - an empty project has an empty manifest", async () => {
  await withProject([], async (root) => {
    const text = await generateManifest(root);
    assert.match(text, /routes: \{\},\n {2}islands: \{\},/);
  });
});

Deno.test("fresh.gen.ts of the fixture is up to date", async () => {
  const root = fileURLToPath(new URL("../testdata/app", import.meta.url));
  await checkManifest(root);
  assert.ok((await Deno.readTextFile(join(root, MANIFEST_FILE))).endsWith("export default manifest;\n"));
});
