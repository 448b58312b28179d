import assert from "node:assert/strict";
import type { BuildSnapshot } from "fresh";
import { startDemo } from "./bench/_demo.ts";

type FileSnapshot = BuildSnapshot["files"][string];

/** Most bytes a page may ship for a first visit, compressed, all included. */
const BUDGETS = [
  { path: "/", bytes: 60_000 },
  { path: "/stocks/AAPL", bytes: 90_000 },
  { path: "/compare", bytes: 90_000 },
] as const;

Deno.test("Budget - what a first visit ships, compressed: page, styles, scripts with all they import, icons", async (test) => {
  await using demo = await startDemo();
  const get = (path: string, headers = {}) =>
    demo.app.handler()(new Request(`http://127.0.0.1${path}`, { headers }));
  for (const { path, bytes } of BUDGETS) {
    await test.step(`"${path}": at most ${bytes / 1_000} KB`, async () => {
      const response = await get(path, { "accept-encoding": "br" });
      assert.equal(response.status, 200);
      assert.equal(response.headers.get("content-encoding"), "br");
      const page = (await response.arrayBuffer()).byteLength;
      const files = await filesOf(await (await get(path)).text(), demo.snapshot);
      const sizes = await Promise.all(files.map(([, file]) => packedSize(file, demo.snapshot)));
      const total = sizes.reduce((sum, size) => sum + size, page);
      const bill = [`${path}: ${page}`, ...files.map(([url], i) => `${url}: ${sizes[i]}`)].join("\n");
      for (const kind of [".css", ".js", ".svg"]) {
        assert.ok(files.some(([url]) => url.endsWith(kind)), `no ${kind} on the bill:\n${bill}`);
      }
      assert.ok(total <= bytes, `${total} bytes, of which\n${bill}`);
    });
  }
});

/**
 * What a first visit does not load: a key or a click does, or the service worker's registration on a later visit.
 * tests/browser/frame_test.ts counts on it.
 */
export const ON_REQUEST =
  /\/(?:open_palette|settings_menu|provenance_card|offline|chart_studies|ChartTable|copy)-\w+\.js$|^\/(?:dialogs\.css|sw\.js)$/;

/** The build's files that a page names, and those that they name in turn, loaded with it or by what it starts. */
async function filesOf(html: string, snapshot: BuildSnapshot): Promise<[url: string, file: FileSnapshot][]> {
  const found = new Map<string, FileSnapshot>();
  const look = async (text: string) => {
    for (const [url, file] of Object.entries(snapshot.files)) {
      // Scripts name their chunks relative to themselves.
      const name = url.slice(url.lastIndexOf("/") + 1);
      if (found.has(url) || ON_REQUEST.test(url) || !text.includes(name)) continue;
      found.set(url, file);
      if (url.endsWith(".js") || url.endsWith(".css")) {
        await look(await Deno.readTextFile(`${snapshot.dir}/${file.path}`));
      }
    }
  };
  await look(html);
  return [...found];
}

async function packedSize(file: FileSnapshot, { dir }: BuildSnapshot): Promise<number> {
  const suffix = file.encodings.includes("br") ? ".br" : "";
  return (await Deno.stat(`${dir}/${file.path}${suffix}`)).size;
}
