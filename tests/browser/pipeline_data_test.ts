import assert from "node:assert/strict";
import axe from "axe-core";
import type { Page } from "playwright-core";
import { startServer, until } from "../_server.ts";
import { noSlot, startRun } from "./_app.ts";
import { openAwake, withBrowser } from "./_browser.ts";

const PAGES = [
  "/pipeline",
  "/pipeline?runs=7d",
  "/pipeline/last",
  "/data",
  "/data?q=price",
  "/data/stock_quotes",
];
const WIDTHS = [390, 1280, 1920];

Deno.test("Pipeline and data - by mouse, by keys, without a script, at every width, and nothing moves", async (t) => {
  await using server = await startServer({ env: { LIVE_TRADES: "off", INGEST_CRON: noSlot() } });
  const first = await server.logged("Run finished");
  await withBrowser({ origin: server.url }, async (browser) => {
    const page = await browser.newPage({ bypassCSP: true, viewport: { width: 1280, height: 900 } });

    await t.step(
      "is it well is said in a sentence, and in another when a run is under way and over",
      async () => {
        await openAwake(page, `${server.url}/pipeline`);
        assert.match(await page.getByRole("region", { name: "How it is" }).innerText(), /Well\. The run of/);
        assert.match(
          await page.getByRole("region", { name: "Calls" }).innerText(),
          /\d+ used, [\d,]+ left of/,
        );
        const rows = page.locator("#runs tbody tr");
        const before = await rows.count();
        const place = await page.locator("#next-run").boundingBox();
        const run_id = await startRun(server.url);
        await server.logged("Run finished", { run_id });
        await until("the run is in the table", async () => await rows.count() === before + 1);
        assert.deepEqual(await page.locator("#next-run").boundingBox(), place, "nothing below has moved");
      },
    );

    await t.step("the arrow keys go from mark to mark, and Enter opens the record of the run", async () => {
      const marks = page.locator("[data-timeline] a");
      await until(
        "one mark is a stop",
        async () => await page.locator('[data-timeline] a[tabindex="0"]').count() === 1,
      );
      await page.locator('[data-timeline] a[tabindex="0"]').focus();
      await page.keyboard.press("ArrowLeft");
      const name = await page.evaluate(() => document.activeElement?.getAttribute("aria-label"));
      assert.equal(name, await marks.nth(await marks.count() - 2).getAttribute("aria-label"));
      assert.equal(await page.locator("[data-timeline-reading]").textContent(), name);
      await page.keyboard.press("Enter");
      await page.waitForURL("**/pipeline/*-*");
      assert.match(await page.locator("main").innerText(), /Run of[\s\S]*New rows[\s\S]*by this run/);
    });

    await t.step("a number of the record opens its card, with its line of runs.csv", async () => {
      const id = page.url().split("/").at(-1) ?? "";
      await page.locator('main a.figure[href*="column=calls"]').click();
      const card = page.locator(".provenance-popover:popover-open");
      await until("its card is open", async () => /calls/.test(await card.locator("h2").innerText()));
      assert.ok((await card.locator(".raw").innerText()).startsWith(`${id},`));
      await page.keyboard.press("Escape");
      assert.equal(await page.locator("main dl a.figure").count(), 5);
    });

    await t.step("7 days come in place, and the kinds of runs are links", async () => {
      await openAwake(page, `${server.url}/pipeline`);
      await page.getByRole("navigation", { name: "Stretch of time" }).getByText("7 days").click();
      await until("a row a day", async () => await page.locator("[data-timeline] svg").count() === 7);
      assert.match(page.url(), /runs=7d/);
      await page.getByRole("list", { name: "What came of them" }).getByRole("link", { name: /failed/ })
        .click();
      await until(
        "no failed run",
        async () => /None of that kind/.test(await page.locator("#runs").innerText()),
      );
    });

    await t.step("a search answers while one types: datasets, columns, files", async () => {
      await openAwake(page, `${server.url}/data`);
      const all = await page.locator("[data-dataset]").count();
      await page.getByRole("searchbox").pressSequentially("surprise");
      await until("fewer are left", async () => await page.locator("[data-dataset]").count() < all);
      assert.match(await page.locator('[data-dataset="earnings"]').innerText(), /surprise_percent/);
      assert.match(page.url(), /\?q=surprise/);
      assert.match(
        await page.locator("#data-search [role=status]").textContent() ?? "",
        /datasets? and 0 files/,
      );
    });

    await t.step("rows are filtered while one types, sorted by a column, and one is a record", async () => {
      await openAwake(page, `${server.url}/data/stock_quotes`);
      await page.locator("#rows-form [name=symbol]").fill("msft");
      const cells = page.locator(".data-table tbody tr td:nth-child(2)");
      await until("they are MSFT's", async () => new Set(await cells.allInnerTexts()).size === 1);
      await page.getByRole("columnheader", { name: /^price/ }).getByRole("link").click();
      await page.waitForURL("**sort=price**");
      const prices = (await page.locator(".data-table tbody tr td:nth-child(3)").allInnerTexts())
        .map((text) => Number(text.replaceAll(",", "")));
      assert.deepEqual(prices, prices.toSorted((a, b) => b - a));
      assert.equal(prices.length, 50);
      await page.getByRole("link", { name: /^Record MSFT/ }).first().click();
      await page.waitForURL("**view=record**");
      const record = await page.locator("#record").innerText();
      assert.match(record, /MSFT[\s\S]*previous_close[\s\S]*fetched_at/);
      assert.match(await page.locator("#files .sha").first().innerText(), /^[0-9a-f]{64}$/);
    });

    await t.step("axe finds nothing, and every page fits every width", async () => {
      for (const path of PAGES) {
        await page.goto(server.url + path);
        for (const width of WIDTHS) {
          await page.setViewportSize({ width, height: 900 });
          const wide = await page.evaluate(() => document.querySelector("main")?.scrollWidth ?? Infinity);
          assert.ok(wide <= width, `${path} at ${width}: ${wide}`);
        }
        assert.deepEqual(await violationsOn(page), [], path);
      }
    });

    await t.step(
      "without a script: record, span, search, filter and a part of a dataset as CSV",
      async () => {
        const plain = await browser.newPage({ javaScriptEnabled: false });
        await plain.goto(`${server.url}/pipeline?runs=30d`);
        assert.equal(await plain.locator("[data-timeline] svg").count(), 30);
        await plain.locator("#runs tbody a").first().click();
        await plain.waitForURL("**/pipeline/*-*");
        await plain.goto(`${server.url}/data`);
        await plain.getByRole("searchbox").fill(String(first["run_id"]).slice(0, 8));
        await plain.getByRole("button", { name: "Search" }).click();
        await plain.waitForURL("**q=**");
        assert.ok(await plain.locator('a[href^="/api/files/"] code').count() > 3);
        await plain.goto(`${server.url}/data/stock_quotes`);
        const form = plain.getByRole("form", { name: "Download Quotes" });
        await form.getByLabel("Symbol").fill("AAPL");
        const downloading = plain.waitForEvent("download");
        await form.getByRole("button", { name: "CSV" }).click();
        const lines = (await Deno.readTextFile(await (await downloading).path())).trim().split("\n");
        assert.ok(lines.length > 100 && lines.slice(1).every((line) => line.startsWith("AAPL,")));
        await plain.locator("#rows-form").getByLabel("Text").fill("nothing has this");
        await plain.locator("#rows-form").getByRole("button", { name: "Show" }).click();
        await plain.waitForURL("**find=**");
        assert.match(await plain.locator("#preview").innerText(), /No rows for this selection/);
      },
    );
  });
});

/** What axe says, in short. */
async function violationsOn(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const found = await page.evaluate("axe.run().then((result) => result.violations)") as {
    readonly id: string;
    readonly nodes: readonly { readonly html: string }[];
  }[];
  return found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}
