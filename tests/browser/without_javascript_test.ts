import assert from "node:assert/strict";
import { DATASETS } from "@/lib/datasets/mod.ts";
import type { Page } from "playwright-core";
import { startServer } from "../_server.ts";
import { pricesOn, withBrowser } from "./_browser.ts";

Deno.test("Without JavaScript - prices, charts, news, ranges, runs and tables are all there", async (t) => {
  await using server = await startServer();
  await server.logged("Run finished");
  await withBrowser({ origin: server.url }, async (browser) => {
    const page = await browser.newPage({ javaScriptEnabled: false, viewport: { width: 1280, height: 900 } });
    const isDrawn = async (selector: string) => {
      const box = await page.locator(selector).first().boundingBox();
      return box !== null && box.width > 40 && box.height > 8;
    };

    await t.step("the market: a price, change, sparkline and age of each, and headlines", async () => {
      await page.goto(server.url);
      const prices = await pricesOn(page);
      assert.equal(prices.length, 7);
      for (const price of prices) assert.match(price, /^[\d,]+\.\d\d$/);
      const row = await page.locator('[data-symbol="AAPL"]').innerText();
      assert.match(row, /[▲▼•].*%/);
      assert.equal(await page.locator('[data-symbol] svg[aria-label*="last 24 hours"] path').count(), 7);
      assert.ok(await isDrawn('[data-symbol="AAPL"] svg[aria-label*="last 24 hours"]'));
      assert.ok(await page.locator("#news li a").count() >= 5);
      assert.match(await page.locator("header").first().innerText(), /Market open[\s\S]*Next poll/);
    });

    await t.step("a stock: its price, the line of its closes, and ranges as links", async () => {
      await page.locator('[data-symbol="AAPL"] a').first().click();
      await page.waitForURL("**/stocks/AAPL");
      assert.match(await page.locator("[data-price]").innerText(), /^[\d,]+\.\d\d$/);
      const sixMonths = await lineOf(page);
      assert.ok(await isDrawn("#chart svg.chart-line"));
      assert.ok(!/Drag|zoom/.test(await page.locator("#chart").innerText()), "nothing is said of gestures");
      await page.getByRole("navigation", { name: "Range" }).getByText("1Y", { exact: true }).click();
      await page.waitForURL("**/stocks/AAPL?range=1Y");
      assert.notEqual(await lineOf(page), sixMonths);
      assert.ok(await page.locator("#news li a").count() >= 5);
      assert.ok(await page.locator("#earnings tbody tr").count() >= 3);
    });

    await t.step("the pipeline: datasets with rows and source, and the runs", async () => {
      await page.goto(`${server.url}/pipeline`);
      assert.equal(await page.locator("#datasets tbody tr").count(), DATASETS.length);
      assert.match(await page.locator("#datasets").innerText(), /simulator:\/quote/);
      assert.match(await page.locator("#runs tbody").innerText(), /complete/);
    });

    await t.step("the data: every dataset, its rows, and the download", async () => {
      await page.goto(`${server.url}/data`);
      assert.equal(await page.locator('a[href^="/data/"]').count(), DATASETS.length);
      await page.locator('a[href="/data/stock_quotes"]').first().click();
      await page.waitForURL("**/data/stock_quotes");
      assert.equal(await page.locator("#preview tbody tr").count(), 50);
      const downloading = page.waitForEvent("download");
      await page.getByText("Download CSV").click();
      const path = await (await downloading).path();
      assert.match(await Deno.readTextFile(path), /^symbol,price,.*\n(?:AAPL|GOOGL),/);
    });
  });
});

async function lineOf(page: Page): Promise<string> {
  const path = await page.locator("#chart svg.chart-line path").getAttribute("d");
  assert.match(path ?? "", /^M[\d.]+ [\d.]+(?:L[\d.]+ [\d.]+){20,}/);
  return path ?? "";
}
