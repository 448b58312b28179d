import assert from "node:assert/strict";
import { join } from "node:path";
import fc from "fast-check";
import { App } from "../app.ts";
import { type BuildSnapshot, emptySnapshot, type FileSnapshot, loadSnapshot } from "../snapshot.ts";
import { staticFiles } from "./static_files.ts";

const CSS = "body { margin: 0 }";

async function withApp(
  test: (app: App<unknown>, snapshot: BuildSnapshot) => Promise<void>,
  more: Record<string, FileSnapshot> = {},
): Promise<void> {
  const root = await Deno.makeTempDir();
  try {
    const dir = join(root, "_fresh");
    await Deno.mkdir(dir);
    await Deno.writeTextFile(join(root, "secret.txt"), "secret");
    await Deno.writeTextFile(join(dir, "styles.css"), CSS);
    await Deno.writeTextFile(join(dir, "styles.css.br"), "brotli");
    await Deno.writeTextFile(join(dir, "styles.css.gz"), "gzip");
    await Deno.writeTextFile(join(dir, "a b.txt"), "spaced");
    const files: Record<string, FileSnapshot> = {
      "/styles.css": {
        path: "styles.css",
        hash: "abc",
        contentType: "text/css; charset=utf-8",
        immutable: false,
        encodings: ["br", "gzip"],
        size: CSS.length,
      },
      "/_fresh/js/island-123.js": {
        path: "styles.css",
        hash: "123",
        contentType: "text/javascript; charset=utf-8",
        immutable: true,
        encodings: [],
        size: CSS.length,
      },
      "/a b.txt": {
        path: "a b.txt",
        hash: "ab",
        contentType: "text/plain; charset=utf-8",
        immutable: false,
        encodings: [],
        size: 6,
      },
      ...more,
    };
    await Deno.writeTextFile(
      join(dir, "snapshot.json"),
      JSON.stringify({ ...emptySnapshot, buildId: "b1", files }),
    );
    const snapshot = await loadSnapshot(dir);
    await test(
      new App<unknown>({ snapshot }).use(staticFiles()).get("/page", () => new Response("page")),
      snapshot,
    );
  } finally {
    await Deno.remove(root, { recursive: true });
  }
}

function get(app: App<unknown>, path: string, headers: HeadersInit = {}, method = "GET"): Promise<Response> {
  return app.handler()(new Request("http://localhost" + path, { headers, method }));
}

Deno.test("staticFiles - serves a file that is asked about each time", async () => {
  await withApp(async (app) => {
    const response = await get(app, "/styles.css");
    assert.equal(response.status, 200);
    assert.equal(response.headers.get("content-type"), "text/css; charset=utf-8");
    assert.equal(response.headers.get("cache-control"), "no-cache");
    assert.equal(response.headers.get("etag"), 'W/"abc"');
    assert.equal(response.headers.get("vary"), "Accept-Encoding");
    assert.equal(response.headers.get("content-length"), String(CSS.length));
    assert.equal(await response.text(), CSS);
    assert.equal(await (await get(app, "/a%20b.txt")).text(), "spaced");
  });
});

for (
  const [path, cacheControl] of [
    ["/_fresh/js/island-123.js", "public, max-age=31536000, immutable"],
    ["/styles.css?__frsh_c=abc", "public, max-age=31536000, immutable"],
    ["/styles.css?__frsh_c=b1", "public, max-age=31536000, immutable"],
    ["/styles.css?v=1", "no-cache"],
  ] as const
) {
  Deno.test(`staticFiles - has ${path} kept as "${cacheControl}"`, async () => {
    await withApp(async (app) => {
      const response = await get(app, path);
      assert.equal(response.status, 200);
      assert.equal(response.headers.get("cache-control"), cacheControl);
      await response.body?.cancel();
    });
  });
}

Deno.test("staticFiles - leads a version that is gone to the one there is", async () => {
  await withApp(async (app) => {
    const response = await get(app, "/styles.css?__frsh_c=old&x=1");
    assert.equal(response.status, 307);
    assert.equal(response.headers.get("location"), "/styles.css?x=1");
  });
});

for (
  const [accept, encoding, body] of [["br, gzip", "br", "brotli"], ["gzip", "gzip", "gzip"], [
    "zstd",
    null,
    CSS,
  ]] as const
) {
  Deno.test(`staticFiles - answers "${accept}" with the variant ${encoding ?? "as it is"}`, async () => {
    await withApp(async (app) => {
      const response = await get(app, "/styles.css", { "accept-encoding": accept });
      assert.equal(response.headers.get("content-encoding"), encoding);
      assert.equal(await response.text(), body);
    });
  });
}

for (
  const [ifNoneMatch, status] of [
    ['W/"abc"', 304],
    ['"x", "abc"', 304],
    ["*", 304],
    ['W/"old"', 200],
    ["abc", 200],
  ] as const
) {
  Deno.test(`staticFiles - answers If-None-Match ${ifNoneMatch} with ${status}`, async () => {
    await withApp(async (app) => {
      const response = await get(app, "/styles.css", { "if-none-match": ifNoneMatch });
      assert.equal(response.status, status);
      assert.equal(response.headers.get("etag"), 'W/"abc"');
      await response.body?.cancel();
    });
  });
}

for (const [method, status] of [["HEAD", 200], ["POST", 405]] as const) {
  Deno.test(`staticFiles - answers ${method} with ${status}`, async () => {
    await withApp(async (app) => {
      const response = await get(app, "/styles.css", {}, method);
      assert.equal(response.status, status);
      assert.equal(response.headers.get("allow"), status === 405 ? "GET, HEAD" : null);
      assert.equal(response.headers.get("content-length"), status === 200 ? String(CSS.length) : null);
      await response.body?.cancel();
    });
  });
}

Deno.test("staticFiles - passes on what is no file", async () => {
  await withApp(async (app) => {
    assert.equal(await (await get(app, "/page")).text(), "page");
    for (const path of ["/nothing.css", "/snapshot.json", "/constructor", "/__proto__", "/%E0%A4%A"]) {
      assert.equal((await get(app, path)).status, 404);
    }
  });
});

Deno.test("staticFiles - opens nothing outside the snapshot's folder, even where the snapshot says so", async () => {
  const outside = {
    path: "../secret.txt",
    hash: "s",
    contentType: "text/plain",
    immutable: false,
    encodings: [],
    size: 6,
  };
  await withApp(async (app) => {
    const response = await get(app, "/secret.txt");
    assert.equal(response.status, 404);
    assert.doesNotMatch(await response.text(), /secret/);
  }, { "/secret.txt": outside });
});

Deno.test("staticFiles - never leaves its folder, whatever the path", async () => {
  await withApp(async (app, snapshot) => {
    const handler = app.handler();
    const part = fc.constantFrom(
      "..",
      ".",
      "%2e%2e",
      "%2E.",
      "%5c",
      "%2f",
      "secret.txt",
      "_fresh",
      "%00",
      "styles.css",
      "//",
    );
    const path = fc.oneof(fc.webPath(), fc.array(part).map((parts) => "/" + parts.join("/")));
    await fc.assert(fc.asyncProperty(path, async (path) => {
      const request = new Request("http://localhost" + path);
      const response = await handler(request);
      const text = await response.text();
      assert.doesNotMatch(text, /^secret/);
      if (response.status === 200) assert.ok([CSS, "spaced", "page"].includes(text));
      else assert.equal(response.status, 404);
    }));
    assert.ok(Object.keys(snapshot.files).length > 0);
  });
});
