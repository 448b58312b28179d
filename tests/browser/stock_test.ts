import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { startServer, until } from "../_server.ts";
import { isMarked, mark, quiet, runUntil } from "./_app.ts";
import { openAwake, withBrowser } from "./_browser.ts";

/** Panels below the chart, and what each says without a script. */
const PANELS: readonly (readonly [id: string, words: RegExp])[] = [
  ["why", /Against the watchlist.*In the news.*Earnings.*Splits and dividends/s],
  ["news", /(Sun|Mon|Tue|Wed|Thu|Fri|Sat), \w{3} \d+ (today|yesterday|\d days ago)/],
  ["figures", /Range of 52 weeks.*Valuation.*P\/E \(12 months\)\s+\d/s],
  ["profile", /Apple Inc.*NASDAQ, global market.*United States.*\$[\d.]+T/s],
  ["financials", /Revenue\s+\$[\d.]+B 20\d\d\s+[▲▼] [+−][\d.]+\s%/],
  ["earnings", /Next report:.*in \d+ days.*\$[\d.]+\sa share expected/],
  ["recommendations", /\d+ of \d+ analysts say buy or strong buy/],
  ["sentiment", /headlines in \d+ days: \d+ good, \d+ bad.*Our own score/s],
  ["dividends", /Yield\s+[\d.]+\s%.*paid to all shareholders/s],
  ["insiders", /(sold|bought) [\d,]+ shares at \$[\d.]+, worth \$[\d.]+[KM]/],
];

Deno.test("Stock page - every panel is told in words, why a price moved is two clicks away, and nothing loses its place", async (t) => {
  await using server = await startServer({ env: quiet() });
  await server.logged("Run finished");
  await withBrowser({ origin: server.url }, async (browser) => {
    await t.step(
      "without JavaScript every panel reads, and each has its source and its download",
      async () => {
        const page = await browser.newPage({
          javaScriptEnabled: false,
          viewport: { width: 1280, height: 900 },
        });
        await page.goto(`${server.url}/stocks/AAPL`);
        for (const [id, words] of PANELS) {
          assert.match(await page.locator(`#${id}`).innerText(), words, id);
          if (id !== "why") {
            assert.ok(await page.locator(`#${id} header a[href*=".csv?symbol=AAPL"]`).count() === 1, id);
          }
        }
        await page.getByRole("link", { name: "By quarter" }).click();
        await page.waitForURL(/financials=quarterly#financials$/);
        assert.match(await page.locator("#financials .newest").first().innerText(), /Q[1-4] 20\d\d/);
      },
    );

    await t.step("why is it down: from the market to a headline in two clicks", async () => {
      const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
      await page.goto(server.url);
      await page.locator('[data-symbol="AAPL"] a').first().click();
      await page.locator('#why [data-reason="news"] a').click();
      await until("the news is in sight", async () => {
        const box = await page.locator("#news").boundingBox();
        return box !== null && box.y > 0 && box.y < 500;
      });
      assert.match(await page.locator("#why h2").innerText(), /AAPL/);
    });

    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await t.step("a day has one change, in the head and in the chart, now and two days ago", async () => {
      const percentIn = async (place: string) =>
        /[▲▼•] .*?([+−]?[\d.]+)\s%/.exec(await page.locator(place).first().innerText())?.[1] ?? place;
      for (const at of ["", `&at=${new Date(Date.now() - 2 * 86_400_000).toISOString()}`]) {
        await page.goto(`${server.url}/stocks/AAPL?range=1M${at}`);
        await page.locator("canvas").first().waitFor();
        await until(
          `the same percentage${at}`,
          async () => await percentIn(".stock-head .move") === await percentIn(".chart-legend .change"),
        );
      }
    });

    await openAwake(page, `${server.url}/stocks/AAPL?range=1Y`);
    await mark(page);

    await t.step("the financials change their periods in place: the page and its chart stay", async () => {
      await page.getByRole("link", { name: "By quarter" }).click();
      await until(
        "quarters are shown",
        async () => /Q[1-4] 20\d\d/.test(await page.locator("#financials .newest").first().innerText()),
      );
      assert.match(page.url(), /range=1Y&financials=quarterly/);
      assert.ok(await isMarked(page));
      assert.equal(
        await page.evaluate(() => document.activeElement?.textContent),
        "By quarter",
      );
      await page.getByRole("navigation", { name: "Range" }).getByText("3M", { exact: true }).or(
        page.getByRole("navigation", { name: "Range" }).getByText("1M", { exact: true }),
      ).first().click();
      await until(
        "the chart's choice keeps theirs",
        () => /range=[13]M.*financials=quarterly/.test(page.url()),
      );
    });

    await t.step("a run renews the panels, and what was unfolded stays so", async () => {
      await page.locator("#insiders summary").last().click();
      await page.evaluate(() =>
        document.activeElement instanceof HTMLElement && document.activeElement.blur()
      );
      const asOf = () => page.locator("#why header .aside").innerText();
      const before = await page.locator("#why").innerHTML();
      await runUntil(
        server.url,
        "the quote it speaks of is a newer one",
        async () => await page.locator("#why").innerHTML() !== before && await asOf() !== "",
      );
      assert.ok(await page.locator("#insiders details").last().evaluate((fold) => Reflect.get(fold, "open")));
      assert.match(await page.locator("#financials .newest").first().innerText(), /Q[1-4] 20\d\d/);
    });

    await t.step("nothing sticks out of its panel, at any width", async () => {
      await page.evaluate(() => document.querySelectorAll("details").forEach((fold) => fold.open = true));
      for (const width of [390, 1000, 1280, 1500, 1920]) {
        await page.setViewportSize({ width, height: 900 });
        assert.deepEqual(await sticksOut(page), [], `${width} px`);
      }
    });
  });
});

function sticksOut(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll(".stock-panel *, .why *")].filter((element) => {
      if (element.parentElement?.closest(".scroll") || element.closest(".visually-hidden")) return false;
      const panel = element.closest(".panel")?.getBoundingClientRect();
      return panel !== undefined && element.getBoundingClientRect().right > panel.right + 0.5;
    }).map((element) =>
      `${element.tagName}.${element.getAttribute("class")} ${element.textContent?.slice(0, 30)}`
    )
  );
}
