import assert from "node:assert/strict";
import { startServer } from "../_server.ts";
import { isMarked, layoutShifts, mark, quiet, startRun, untilLikeFresh } from "./_app.ts";
import { openAwake, pricesOn, withBrowser } from "./_browser.ts";
import { drawn } from "./_chart.ts";

/** A train: half a second to an answer, 50 KB a second. */
const SLOW = { offline: false, latency: 500, downloadThroughput: 50_000, uploadThroughput: 20_000 };

Deno.test("A slow network - a page is read before its scripts come, nothing moves when they do, and a run is followed", async () => {
  await using server = await startServer({ env: quiet() });
  await server.logged("Run finished", { status: "complete" });
  await withBrowser({ origin: server.url }, async (browser) => {
    const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
    const session = await page.context().newCDPSession(page);
    await session.send("Network.enable");
    await session.send("Network.emulateNetworkConditions", SLOW);

    // Scripts come when the page has been read, however slow this machine is.
    const read = Promise.withResolvers<void>();
    await page.route("**/_fresh/js/**", async (route) => {
      await read.promise;
      await route.continue();
    });
    await page.goto(`${server.url}/stocks/AAPL`, { waitUntil: "commit" });
    assert.match(await page.locator("[data-price]").innerText(), /^\d/);
    await page.locator("#chart svg.chart-line").waitFor();
    read.resolve();
    await drawn(page, "");
    assert.deepEqual(await layoutShifts(page), []);

    await openAwake(page, server.url);
    assert.equal((await pricesOn(page)).length, 7);
    await mark(page);
    await startRun(server.url);
    await untilLikeFresh(page);
    assert.ok(await isMarked(page), "without a reload");
  });
});
