import assert from "node:assert/strict";
import axe from "axe-core";
import type { Locator, Page } from "playwright-core";
import { startServer, until } from "../_server.ts";
import { isMarked, layoutShifts, mark, quiet, startRun } from "./_app.ts";
import { withBrowser } from "./_browser.ts";
import { spoken, toldOf } from "./_chart.ts";

const FOUR = "symbols=AAPL,MSFT,NVDA,TSLA&range=1Y";

/** Opens a comparison and waits until keys move it: the scale is then taken at once. */
async function openCompare(page: Page, address: string): Promise<void> {
  await page.goto(address);
  const chart = page.getByRole("application");
  await until("keys move the chart", async () => {
    await chart.press("0");
    return await spoken(page) !== "";
  });
}

function pathsOn(page: Page): Promise<string> {
  return page.locator(".compare-plot path").evaluateAll((paths) =>
    paths.map((path) => path.getAttribute("d")).join("|")
  );
}

Deno.test("Compare - in the address, by keys, by mouse, without JavaScript, at three widths, and nothing moves", async (t) => {
  await using server = await startServer({ env: quiet() });
  await server.logged("Run finished", { status: "complete" });
  const address = `${server.url}/compare`;
  await withBrowser({ origin: server.url }, async (browser) => {
    // The content security policy would keep axe out.
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, bypassCSP: true });
    const search = () => new URL(page.url()).search;

    await t.step("symbols, range and scale are in the address, and one click away from another", async () => {
      await openCompare(page, `${address}?${FOUR}`);
      assert.equal(await page.locator(".compare-ends text").count(), 4);
      assert.equal(await page.locator("#figures tbody tr").count(), 4);
      const linear = await pathsOn(page);
      await mark(page);
      await page.getByRole("link", { name: "Log" }).click();
      await until("the lines are drawn anew", async () => await pathsOn(page) !== linear);
      assert.equal(search(), `?${FOUR}&log=1`);
      assert.ok(await isMarked(page), "without a reload");
      await page.reload();
      assert.notEqual(await pathsOn(page), linear);
      await page.getByRole("navigation", { name: "Range" }).getByText("6M").click();
      await page.waitForURL("**/compare?symbols=AAPL,MSFT,NVDA,TSLA&range=6M&log=1");
      await page.getByRole("link", { name: "Remove MSFT" }).click();
      await page.waitForURL("**/compare?symbols=AAPL,NVDA,TSLA&range=6M&log=1");
      await page.getByRole("combobox", { name: "Add symbols" }).fill("meta amzn");
      await page.keyboard.press("Enter");
      await page.waitForURL("**/compare?symbols=AAPL,NVDA,TSLA,META,AMZN&range=6M&log=1");
      assert.equal(await page.locator("#correlation tbody tr").count(), 5);
    });

    await t.step("without a mouse: by days, by lines, to the highest, zoomed in and out again", async () => {
      await openCompare(page, `${address}?${FOUR}`);
      const day = await toldOf(page, "ArrowLeft");
      assert.match(day, /^\w+day.*: (\w+ (up|down) [\d.]+\s%(, )?){4}$/);
      const before = await toldOf(page, "ArrowLeft");
      assert.equal(await toldOf(page, "ArrowRight"), day);
      assert.notEqual(before, day);
      assert.match(await toldOf(page, "ArrowDown"), /^\w+day[^:]*: AAPL (up|down) [\d.]+\s%$/);
      assert.equal(await page.locator(".compare-plot path.pale").count(), 3);
      assert.match(await toldOf(page, "h"), /AAPL/);
      assert.equal(await page.locator("circle.dot:not(.pale)").first().isVisible(), true);
      const days = async (key: string) => Number(/, (\d+) days/.exec(await toldOf(page, key))?.[1]);
      const some = await days("+");
      assert.ok(some < 300, `${some}`);
      assert.ok(await days("0") > some);
      const outline = await page.getByRole("application").evaluate((each) =>
        getComputedStyle(each).outlineStyle
      );
      assert.equal(outline, "solid", "focus is seen");
    });

    await t.step(
      "by mouse: the day under it is told and nothing moves; with Ctrl a wheel zooms",
      async () => {
        const plot = page.locator(".compare-plot");
        const box = await plot.boundingBox();
        assert.ok(box);
        const reading = page.locator(".compare-reading");
        const newest = await reading.innerText();
        await page.mouse.move(box.x + box.width / 3, box.y + box.height / 2);
        await until("another day is told", async () => await reading.innerText() !== newest);
        assert.deepEqual(await plot.boundingBox(), box);
        const whole = await pathsOn(page);
        await page.keyboard.down("Control");
        await page.mouse.wheel(0, -300);
        await page.keyboard.up("Control");
        await until("it is zoomed", async () => await pathsOn(page) !== whole);
        await page.mouse.dblclick(box.x + box.width / 3, box.y + box.height / 2);
        await until("it is whole again", async () => await pathsOn(page) === whole);
      },
    );

    await t.step("a run brings what is new without a reload", async () => {
      await mark(page);
      const renewed = page.waitForResponse((response) => response.url().includes("/api/compare?"));
      await startRun(server.url);
      assert.equal((await renewed).status(), 200);
      assert.ok(await isMarked(page));
    });

    for (const width of [390, 1280, 1920]) {
      for (const colorScheme of ["light", "dark"] as const) {
        await t.step(
          `at ${width} px, ${colorScheme}: axe finds nothing, nothing sticks out or moves`,
          async () => {
            await page.setViewportSize({ width, height: 900 });
            await page.emulateMedia({ colorScheme });
            await openCompare(page, `${address}?${FOUR}`);
            assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
            await page.evaluate(axe.source);
            const found = await page.evaluate(
              "axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ' ' + nodes[0].html))",
            );
            assert.deepEqual(found, []);
            assert.deepEqual(await layoutShifts(page), []);
          },
        );
      }
    }

    await t.step(
      "a number opens its card, and that of the close it is reckoned from leads to the file",
      async () => {
        await page.setViewportSize({ width: 1280, height: 900 });
        const row = page.locator("#figures tbody tr").nth(1);
        const card = page.locator(".provenance-popover:popover-open");
        const title = card.locator("h2");
        const shown = async (locator: Locator) =>
          Number((await locator.innerText()).replace(/[^\d.−]/g, "").replace("−", "-"));
        const change = row.locator('a.figure[href*="compare.return"]');
        const worth = await shown(change);
        await change.click();
        await until("its card is open", async () => /MSFT Return/.test(await title.textContent() ?? ""));
        assert.ok(Math.abs(Number(await card.locator("data").first().getAttribute("value")) - worth) < 0.006);
        assert.match(await card.locator("code").first().innerText(), /last_close ÷ first_close/);
        await card.locator("li a.figure").first().click();
        await until(
          "the close's card is open",
          async () => /MSFT close/.test(await title.textContent() ?? ""),
        );
        assert.match(await card.locator(".raw").innerText(), /^MSFT,1d,/);
        await page.evaluate(axe.source);
        assert.deepEqual(
          await page.evaluate("axe.run().then(({ violations }) => violations.map(({ id }) => id))"),
          [],
        );
        await page.keyboard.press("Escape");
        await page.locator('#correlation a.figure[href*="symbol=AAPL&other=TSLA"]').click();
        await until(
          "a correlation's is open",
          async () => /Correlation with TSLA/.test(await title.textContent() ?? ""),
        );
        await page.keyboard.press("Escape");
      },
    );

    await t.step("without JavaScript: lines, figures, and a form that adds", async () => {
      const plain = await browser.newPage({
        javaScriptEnabled: false,
        viewport: { width: 1280, height: 900 },
      });
      await plain.goto(`${address}?${FOUR}`);
      assert.match(await pathsOn(plain), /^M0 [\d.]+L[\d.]+ [\d.]+.*\|M0/);
      assert.match(await plain.locator("#figures tbody").innerText(), /AAPL[\s\S]*%[\s\S]*TSLA/);
      await plain.locator("#figures a.figure").first().click();
      assert.match(await plain.locator("h1").innerText(), /AAPL Return/);
      await plain.goBack();
      await plain.getByRole("combobox", { name: "Add symbols" }).fill("GOOGL");
      await plain.getByRole("button", { name: "Add" }).click();
      await plain.waitForURL("**/compare?symbols=AAPL,MSFT,NVDA,TSLA,GOOGL&range=1Y");
      await plain.getByRole("link", { name: "Remove AAPL" }).click();
      await plain.waitForURL("**/compare?symbols=MSFT,NVDA,TSLA,GOOGL&range=1Y");
      await plain.goto(`${address}?symbols=AAPL,NOSUCH,%3Cb%3E`);
      assert.match(
        await plain.locator(".compare-notices").innerText(),
        /“<B>” is no symbol.*\n*.*known of NOSUCH/,
      );
      const downloading = plain.waitForEvent("download");
      await plain.getByText("All days as CSV").click();
      const path = await (await downloading).path();
      assert.match(
        await Deno.readTextFile(path),
        /^date,AAPL_close,AAPL_change_percent,AAPL_drawdown_percent\n20/,
      );
    });
  });
});
