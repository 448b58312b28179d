import assert from "node:assert/strict";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { loadSnapshot } from "../snapshot.ts";
import { Builder } from "./builder.ts";

const root = fileURLToPath(new URL("../testdata/app", import.meta.url));

/** A build in a folder of its own; the project itself is not touched. */
async function withBuild(test: (outDir: string, builder: Builder) => Promise<void>): Promise<void> {
  const outDir = await Deno.makeTempDir();
  try {
    const builder = new Builder({ root, outDir });
    await builder.build();
    await test(outDir, builder);
  } finally {
    await Deno.remove(outDir, { recursive: true });
  }
}

async function contents(dir: string): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for await (const { name } of Deno.readDir(join(dir, "files"))) {
    files.set(name, (await Deno.readFile(join(dir, "files", name))).toHex());
  }
  files.set("snapshot", await Deno.readTextFile(join(dir, "snapshot.json")));
  return new Map([...files].sort());
}

Deno.test("Builder - the same input gives the same bytes", async () => {
  await withBuild(async (first) => {
    await withBuild(async (second) => {
      assert.deepEqual(await contents(first), await contents(second));
    });
  });
});

Deno.test("Builder - every file of the snapshot is there, and its variants hold the same content", async () => {
  await withBuild(async (outDir) => {
    const { files, runtime, islands } = await loadSnapshot(outDir);
    assert.ok(files[runtime]?.immutable);
    for (const { module, imports } of Object.values(islands)) {
      for (const url of [module, ...imports]) assert.ok(files[url], url);
    }
    assert.ok(islands["islands/Counter.tsx#default"] && islands["islands/Counter.tsx#Total"]);
    assert.ok(islands["routes/deep/(_islands)/Deep.tsx#default"]);
    assert.equal(files["/app.css"]?.contentType, "text/css; charset=utf-8");
    const css = await Deno.readTextFile(join(outDir, files["/app.css"]?.path ?? ""));
    assert.doesNotMatch(css, /\n./, "style sheets are made small");
    for (const { path, encodings, size } of Object.values(files)) {
      const content = await Deno.readFile(join(outDir, path));
      assert.equal(content.byteLength, size);
      if (encodings.includes("br")) {
        assert.deepEqual(
          new Uint8Array(brotliDecompressSync(await Deno.readFile(join(outDir, `${path}.br`)))),
          content,
        );
      }
      if (encodings.includes("gzip")) {
        assert.deepEqual(
          new Uint8Array(gunzipSync(await Deno.readFile(join(outDir, `${path}.gz`)))),
          content,
        );
      }
    }
  });
});

Deno.test("Builder - what every island needs stays below 12 KB compressed", async () => {
  await withBuild(async (outDir) => {
    const { files, runtime, islands } = await loadSnapshot(outDir);
    const shared = [runtime, ...islands["islands/Lazy.tsx#default"]?.imports ?? []];
    const sizes = await Promise.all(
      shared.map(async (url) => (await Deno.stat(join(outDir, `${files[url]?.path}.br`))).size),
    );
    assert.ok(sizes.reduce((a, b) => a + b, 0) < 12 * 1024, String(sizes));
  });
});

Deno.test("Builder - what an island shares with others is one file, and nothing is lost", async () => {
  await withBuild(async (outDir) => {
    const { islands: divided } = await loadSnapshot(outDir);
    const first = "islands/Counter.tsx";
    const { islands, files } = await new Builder({ root, outDir, shared: [first] }).build();
    assert.deepEqual(Object.keys(islands), Object.keys(divided));
    const countOf = (islands: Awaited<ReturnType<typeof loadSnapshot>>["islands"]) =>
      islands[`${first}#default`]?.imports.length ?? 0;
    assert.ok(countOf(islands) < countOf(divided), `${countOf(islands)} of ${countOf(divided)}`);
    for (const { module, imports } of Object.values(islands)) {
      for (const url of [module, ...imports]) assert.ok(files[url], url);
    }
  });
});

Deno.test("Builder - the browser gets no code of the server's branches", async () => {
  await withBuild(async (outDir) => {
    const { files, islands } = await loadSnapshot(outDir);
    const facts = files[islands["islands/Facts.tsx#default"]?.module ?? ""];
    const code = await Deno.readTextFile(join(outDir, facts?.path ?? ""));
    assert.ok(!code.includes("only on the server"));
    assert.ok(code.includes(files["/dot.svg"]?.hash ?? "?"));
  });
});

Deno.test("Builder - is stale without a build, after a broken one, and after one for development", async () => {
  await withBuild(async (outDir, builder) => {
    const path = join(outDir, "snapshot.json");
    assert.equal(await builder.isStale(), false);
    const text = await Deno.readTextFile(path);
    for (const broken of ["", text.slice(0, 100), text.replace(/"inputs": "./, '"inputs": "x')]) {
      await Deno.writeTextFile(path, broken);
      assert.equal(await builder.isStale(), true);
    }
    await builder.build({ dev: true });
    assert.equal((await loadSnapshot(outDir)).dev, true);
    assert.equal(await builder.isStale(), true);
    await Deno.remove(path);
    assert.equal(await builder.isStale(), true);
  });
});

Deno.test("Builder - a build leaves no files of former ones", async () => {
  await withBuild(async (outDir, builder) => {
    const before = await contents(outDir);
    await builder.build({ dev: true });
    await Deno.writeTextFile(join(outDir, "files/0000.js"), "old");
    await builder.build();
    assert.deepEqual(await contents(outDir), before);
  });
});

Deno.test("Builder - an island that needs the server fails with its place", async () => {
  const project = await Deno.makeTempDir({ dir: root, prefix: ".test-" });
  try {
    await Deno.mkdir(join(project, "islands"));
    await Deno.writeTextFile(
      join(project, "islands/Bad.tsx"),
      'import "node:fs";\nexport default () => null;\n',
    );
    await assert.rejects(new Builder({ root: project }).build(), /islands\/Bad.tsx:1:7.*node:fs/s);
  } finally {
    await Deno.remove(project, { recursive: true });
  }
});
