import assert from "node:assert/strict";
import axe from "axe-core";
import { KEY, startProvider } from "../_provider.ts";
import { startServer, until } from "../_server.ts";
import { isMarked, mark, metric, quiet, startRun } from "./_app.ts";
import { openAwake, withBrowser } from "./_browser.ts";

Deno.test("Troubles - an open page says that its volume went, in sight wherever one is, and that it is back", async () => {
  const parent = await Deno.makeTempDir({ prefix: "quarterhour-" });
  try {
    await using server = await startServer({ env: quiet(), dataPath: `${parent}/data` });
    await server.logged("Run finished", { status: "complete" });
    await withBrowser({ origin: server.url }, async (browser) => {
      for (const colorScheme of ["light", "dark"] as const) {
        // The content security policy keeps a test's script out, as it should.
        const page = await browser.newPage({
          colorScheme,
          bypassCSP: true,
          viewport: { width: 390, height: 800 },
        });
        await openAwake(page, server.url);
        await mark(page);
        const bar = page.locator(".troubles p");
        assert.equal(await bar.count(), 0);

        await Deno.rename(`${parent}/data`, `${parent}/aside`);
        await until("the page says so", async () => await bar.count() === 1);
        assert.match(
          await bar.innerText(),
          /is not there\. These pages show what had been read by \d\d:\d\d New York/,
        );
        await page.evaluate("scrollTo(0, document.body.scrollHeight)");
        const box = await bar.boundingBox();
        assert.ok(box !== null && box.y >= 0 && box.y + box.height < 400, JSON.stringify(box));
        assert.ok(await page.evaluate("document.documentElement.scrollWidth <= innerWidth"));
        await page.evaluate(axe.source);
        const found = await page.evaluate(
          "axe.run().then((result) => result.violations.map(({ id }) => id))",
        );
        assert.deepEqual(found, []);

        await Deno.rename(`${parent}/aside`, `${parent}/data`);
        await until("the page says no more", async () => await bar.count() === 0);
        assert.ok(await isMarked(page), "the page was not loaded again");
        await page.close();
      }
    });
  } finally {
    await Deno.remove(parent, { recursive: true });
  }
});

Deno.test("Troubles - a provider that is not reached is said once, at the top of every page, until it is", async () => {
  await using provider = startProvider({ key: KEY });
  provider.script(() => new Response("", { status: 503 }));
  const env = {
    ...quiet(),
    FINNHUB_API_KEY: KEY,
    FINNHUB_BASE_URL: provider.baseUrl,
    STOCK_SYMBOLS: "AAPL",
  };
  await using server = await startServer({ env });
  await server.logged("Run finished", { status: "failed" });
  await withBrowser({ origin: server.url }, async (browser) => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    const bar = page.locator(".troubles p");
    for (const path of ["/stocks/AAPL", "/news", "/pipeline", "/"]) {
      await page.goto(server.url + path);
      assert.match(
        await bar.innerText(),
        /The run of \d\d:\d\d failed\. The provider was not reached: .+ It is asked again at \d\d:\d\d New York\./,
        path,
      );
      assert.doesNotMatch(await page.locator("main").innerText(), /the run at|Up to date/, path);
      assert.equal(await page.locator("[data-pane], canvas").count(), 0, "no axes without a price");
    }
    assert.equal(await metric(server.url, 'quarterhour_trouble{kind="provider"}'), 1);
    const { troubles } = await (await fetch(`${server.url}/api/pipeline`)).json();
    assert.deepEqual(troubles.map(({ kind }: { kind: string }) => kind), ["provider"]);
    assert.equal(
      (await fetch(`${server.url}/readyz`)).status,
      200,
      "a provider is no reason to take us away",
    );
    await mark(page);
    provider.script();
    await startRun(server.url);
    await until("the page says no more", async () => await bar.count() === 0);
    assert.ok(await isMarked(page), "the page was not loaded again");
  });
});
