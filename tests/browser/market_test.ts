import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { VERDICT_LABELS } from "@/lib/market/verdict.ts";
import { startServer, until } from "../_server.ts";
import { noSlot } from "./_app.ts";
import { openAwake, withBrowser } from "./_browser.ts";

const TOKEN = "a token of this test";

const listOn = (page: Page) =>
  page.locator("[data-symbol], [data-unpolled]").evaluateAll((rows) =>
    rows.map((row) => row.getAttribute("data-symbol") ?? row.getAttribute("data-unpolled")).join(" ")
  );
const untilList = (page: Page, expected: string) =>
  until(`the list is ${expected}`, async () => await listOn(page) === expected);

Deno.test("Market page - sorted, filtered, added to and removed from, by keys, without JavaScript and after a reload", async (t) => {
  const env = { INGEST_CRON: noSlot(), STOCK_SYMBOLS: "MSFT,AAPL,TSLA", ADMIN_TOKEN: TOKEN };
  await using server = await startServer({ env });
  await server.logged("Run finished");
  await withBrowser({ origin: server.url, expected: [/status of 40[14]/] }, async (browser) => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();

    await t.step(
      "a title sorts by keys; filter and order stand in the address and outlive a reload",
      async () => {
        await openAwake(page, server.url);
        assert.equal(await listOn(page), "MSFT AAPL TSLA");
        await page.getByRole("button", { name: "Symbol", exact: true }).focus();
        await page.keyboard.press("Enter");
        await untilList(page, "AAPL MSFT TSLA");
        await page.getByRole("searchbox", { name: /^Filter/ }).fill("s");
        await page.waitForURL("**/?q=s&sort=symbol");
        await page.keyboard.press("Enter");
        await page.reload();
        assert.equal(await page.getByRole("searchbox", { name: /^Filter/ }).inputValue(), "s");
        assert.equal(
          await page.locator("th[aria-sort=ascending]").innerText(),
          "Symbol\n↑",
        );
      },
    );

    await t.step(
      "who may not change the server's list makes one in this browser, which the server paints",
      async () => {
        await openAwake(page, server.url);
        await page.getByRole("button", { name: "Edit" }).click();
        await page.getByRole("button", { name: "Remove AAPL" }).focus();
        await page.keyboard.press("Enter");
        await untilList(page, "MSFT TSLA");
        assert.equal(await focused(page), "Remove TSLA", "the focus goes on to the next line");
        const finder = page.getByRole("combobox", { name: "Add to your list" });
        await finder.fill("advanced");
        await page.getByRole("option", { name: /AMD/ }).waitFor();
        await page.keyboard.press("ArrowDown");
        await page.keyboard.press("Enter");
        await untilList(page, "MSFT TSLA AMD");
        await page.getByRole("button", { name: "Compact" }).click();
        await page.reload();
        assert.equal(await listOn(page), "MSFT TSLA AMD");
        assert.match(await page.locator("[data-unpolled=AMD]").innerText(), /not polled/);
        const ends = await page.locator("#watchlist tr").evaluateAll((rows) =>
          rows.map((row) => Math.round(row.lastElementChild?.getBoundingClientRect().right ?? 0))
        );
        assert.equal(new Set(ends).size, 1, `every line ends where the head does: ${ends}`);
        const html = await (await context.request.get(server.url)).text();
        assert.match(html, /class="panel watchlist compact"/);
      },
    );

    await t.step(
      "what the administrator adds is polled at once, on every open page, and after a restart",
      async () => {
        const admin = await browser.newPage({
          viewport: { width: 1280, height: 900 },
          extraHTTPHeaders: { authorization: `Bearer ${TOKEN}` },
        });
        await openAwake(admin, server.url);
        await admin.getByRole("button", { name: "Edit" }).click();
        const finder = admin.getByRole("combobox", { name: "Add to the server's list" });
        await finder.fill("xyzzy");
        await admin.keyboard.press("Enter");
        await admin.getByText('The provider knows no symbol "XYZZY"').waitFor();
        await finder.fill("amd");
        await admin.keyboard.press("Enter");
        await untilList(admin, "MSFT AAPL TSLA AMD");
        await until(
          "it has a price",
          async () => /\d\.\d\d/.test(await admin.locator("[data-symbol=AMD] .price").innerText()),
        );
        // The other reader has it on a list of their own.
        await page.locator("[data-symbol=AMD]").waitFor();
        await admin.getByRole("button", { name: "Remove MSFT" }).click();
        await untilList(admin, "AAPL TSLA AMD");
        await until(
          "the map has it, and has the other no more",
          async () =>
            await admin.locator("a.tile[href='/stocks/AMD']").count() === 1 &&
            await admin.locator("a.tile[href='/stocks/MSFT']").count() === 0,
        );
        const list = await (await fetch(`${server.url}/api/watchlist`)).json();
        assert.deepEqual(list, {
          symbols: ["AAPL", "TSLA", "AMD"],
          added: ["AMD"],
          removed: ["MSFT"],
          most: 500,
        });
      },
    );

    await t.step("nobody else changes it", async () => {
      const post = (body: string, headers: Record<string, string> = {}) =>
        fetch(`${server.url}/api/watchlist`, { method: "POST", body, headers });
      assert.equal((await post('{"symbol": "NVDA"}')).status, 401);
      assert.equal((await fetch(`${server.url}/api/watchlist/AAPL`, { method: "DELETE" })).status, 401);
      const admin = { authorization: `Bearer ${TOKEN}` };
      assert.equal((await post("nonsense", admin)).status, 400);
      assert.equal((await post('{"symbol": "../x"}', admin)).status, 400);
      assert.equal(
        (await post('{"symbol": "NVDA"}', { ...admin, origin: "http://evil.example" })).status,
        403,
      );
      const missing = await fetch(`${server.url}/api/watchlist/NVDA`, { method: "DELETE", headers: admin });
      assert.equal(missing.status, 404);
    });

    await t.step(
      "without JavaScript: titles sort, the filter filters, the map leads to the stocks",
      async () => {
        const still = await browser.newPage({
          javaScriptEnabled: false,
          viewport: { width: 1280, height: 900 },
        });
        await still.goto(`${server.url}/?sort=symbol`);
        assert.equal(await listOn(still), "AAPL AMD TSLA");
        await still.getByRole("searchbox", { name: /^Filter/ }).fill("apple");
        await still.keyboard.press("Enter");
        await still.waitForURL(/q=apple/);
        assert.equal(await listOn(still), "AAPL");
        await still.goto(`${server.url}/?sort=symbol`);
        await still.getByRole("button", { name: "Symbol" }).first().click();
        await still.waitForURL(/sort=-symbol/);
        assert.equal(await listOn(still), "TSLA AMD AAPL");
        await still.locator("a.tile[href='/stocks/TSLA']").focus();
        await still.keyboard.press("Enter");
        await still.waitForURL("**/stocks/TSLA");
      },
    );

    await t.step("no verdict and no age moves a column, or pushes one out of sight", async () => {
      const still = await browser.newPage({ javaScriptEnabled: false });
      await still.goto(server.url);
      for (const width of [390, 800, 1000, 1280, 1440, 1600, 1920]) {
        await still.setViewportSize({ width, height: 900 });
        const first = await columnsWith(still, "live", "now");
        for (const verdict of Object.values(VERDICT_LABELS)) {
          const columns = await columnsWith(still, verdict, "14 min");
          assert.deepEqual(columns, { ...first, hidden: 0 }, `${verdict} at ${width} px`);
        }
      }
    });
  });
});

/** Where the columns begin with a verdict on every line, whole pixels, and how much of them is out of sight. */
function columnsWith(page: Page, verdict: string, age: string) {
  return page.evaluate(([verdict, age]) => {
    for (const place of document.querySelectorAll(".watchlist .freshness")) {
      const [badge, time] = place.children;
      if (badge instanceof HTMLElement) badge.innerText = verdict ?? "";
      if (time instanceof HTMLElement) time.innerText = age ?? "";
    }
    const scroll = document.querySelector(".watchlist .scroll");
    return {
      left: [...document.querySelectorAll(".watchlist thead th")].map((head) =>
        Math.round(head.getBoundingClientRect().left)
      ),
      hidden: scroll === null ? NaN : scroll.scrollWidth - scroll.clientWidth,
    };
  }, [verdict, age]);
}

function focused(page: Page): Promise<string | null> {
  return page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? null);
}
