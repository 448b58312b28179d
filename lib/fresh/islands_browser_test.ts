import assert from "node:assert/strict";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { App, csp, loadSnapshot, staticFiles } from "fresh";
import { Builder } from "fresh/dev";
import manifest from "./testdata/app/fresh.gen.ts";

const CHROMIUM = "/usr/bin/chromium";
const ARGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** What went wrong in a page, as the browser tells it. */
interface Watched {
  readonly page: Page;
  readonly errors: string[];
  readonly console: string[];
  readonly scripts: string[];
}

/** Builds the fixture app, serves it with a strict policy, and runs the test in a real browser. */
async function withApp(
  options: { dev: boolean },
  test: (open: (path: string) => Promise<Watched>, origin: string, outDir: string) => Promise<void>,
) {
  const outDir = await Deno.makeTempDir();
  const root = fileURLToPath(new URL("testdata/app", import.meta.url));
  await new Builder({ root, outDir, shared: ["islands/Counter.tsx"] }).build(options);
  const app = new App({
    manifest,
    snapshot: await loadSnapshot(outDir),
    reportError: (error) => failures.push(error),
  })
    .use(csp())
    .use(staticFiles())
    .fsRoutes();
  const failures: unknown[] = [];
  await using server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, app.handler());
  const origin = `http://127.0.0.1:${server.addr.port}`;
  const browser: Browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGS });
  try {
    await test(
      async (path) => {
        const page = await browser.newPage();
        const watched: Watched = { page, errors: [], console: [], scripts: [] };
        page.on("pageerror", (error) => watched.errors.push(error.message));
        page.on("console", (message) => message.type() === "error" && watched.console.push(message.text()));
        page.on("request", (request) => {
          if (request.resourceType() === "script") watched.scripts.push(new URL(request.url()).pathname);
        });
        await page.goto(origin + path, { waitUntil: "networkidle" });
        return watched;
      },
      origin,
      outDir,
    );
  } finally {
    await browser.close();
    await Deno.remove(outDir, { recursive: true });
  }
  assert.deepEqual(failures, []);
}

Deno.test("islands - hydrate in a browser under a strict policy", async (t) => {
  await withApp({ dev: false }, async (open, origin) => {
    const { page, errors, console, scripts } = await open("/");
    const text = (selector: string) => page.locator(selector).textContent();
    const shows = (selector: string, expected: string) =>
      page.locator(selector).filter({ hasText: expected }).waitFor({ timeout: 5_000 });

    await t.step("a signal passed to several islands stays one signal, state stays apart", async () => {
      await page.locator("#first button").click();
      await page.locator("#second button").click();
      // The second click made the value 12, at which an island fails: the others go on.
      await shows("#first output", "12/1");
      await shows("#second output", "12/1");
      await shows("#total", "total 12");
      await page.locator("#inner button").click();
      await shows("#inner output", "13/1");
      await shows("#total", "total 13");
    });

    await t.step("dates, URLs, maps, sets and bigints arrive as they are", async () => {
      await shows("#facts", "1970-01-01T00:00:00.000Z example.com AAPL 3.75 true 42");
    });

    await t.step("errors stay with their island, whose server HTML stays", async () => {
      assert.equal(await text("#broken"), "from the server");
      assert.equal(await text("#unloaded"), "still readable");
      // The island that failed at 12 has recovered at 13.
      await shows("#later", "seen 13");
      assert.deepEqual([...errors].sort(), ["broken at once", "broken later", "broken on load"]);
    });

    await t.step("ids are the same on the server and in the browser, and unique", async () => {
      const ids = (html: string) =>
        [...html.matchAll(/<button type="button" id="(P[^"]*)"/g)].map(([, id]) => id);
      const fromServer = ids(await (await fetch(origin)).text());
      assert.deepEqual(ids(await page.content()), fromServer);
      assert.equal(new Set(fromServer).size, 3);
    });

    await t.step("an import() inside an island is a chunk of its own", async () => {
      await shows("#lazy", "greetings from a chunk");
      assert.equal(scripts.filter((path) => path.includes("greeting")).length, 1);
    });

    await t.step("slots keep the server's HTML when an island hides and shows them", async () => {
      assert.equal(await text("h2.t"), "From the server");
      await page.locator(".toggle").click();
      await page.locator(".later #hidden").waitFor({ state: "attached" });
      assert.equal(await page.locator("#hidden").isVisible(), false);
      await page.locator(".toggle").click();
      assert.equal(await page.locator(".body p[data-note=kept]").textContent(), "text");
      assert.equal(await page.locator("#field").isDisabled(), true);
      assert.equal(await page.locator("#field").inputValue(), "v");
      // The island inside the slot was made anew, and shares the signal still.
      await shows("#inner output", "13/0");
      await page.locator("#inner button").click();
      await shows("#total", "total 14");
    });

    await t.step("the title comes from <Head>, the assets carry hashes", async () => {
      assert.equal(await page.title(), "Facts");
      assert.match(
        await page.locator("img").getAttribute("src") ?? "",
        /^\/dot\.svg\?__frsh_c=[0-9a-f]{16}$/,
      );
    });

    await t.step("nothing violates the policy, each module is loaded once", () => {
      assert.deepEqual(console.filter((message) => /Content Security Policy/i.test(message)), []);
      assert.equal(new Set(scripts).size, scripts.length);
    });

    await t.step("an island beside its route works", async () => {
      const deep = await open("/deep");
      await deep.page.locator("#deep").click();
      await deep.page.locator("#deep", { hasText: "deep 1" }).waitFor();
      assert.deepEqual(deep.errors, []);
    });

    await t.step("a page without islands loads no script", async () => {
      const plain = await open("/plain");
      assert.deepEqual(plain.scripts, []);
      assert.equal(await plain.page.locator("script, link[rel=modulepreload]").count(), 0);
    });
  });
});

Deno.test("islands - in development a page reloads itself after a build", async () => {
  await withApp({ dev: true }, async (open, _, outDir) => {
    const { page, console } = await open("/plain");
    await page.evaluate(() => Reflect.set(globalThis, "isOld", true));
    const { files } = await loadSnapshot(outDir);
    await Deno.writeTextFile(join(outDir, files["/_fresh/build.json"]?.path ?? ""), '{"buildId":"next"}');
    await page.waitForFunction(() => !Reflect.has(globalThis, "isOld"));
    assert.deepEqual(console.filter((message) => /Content Security Policy/i.test(message)), []);
  });
});
