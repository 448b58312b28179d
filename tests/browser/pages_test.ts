import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { startServer } from "../_server.ts";
import { openAwake, withBrowser } from "./_browser.ts";

/** Each page, and what a reader finds there. */
const PAGES = [
  ["/", /AAPL[\s\S]*Movers[\s\S]*News/],
  ["/stocks/AAPL", /AAPL Apple[\s\S]*Company news/],
  ["/compare", /Performance[\s\S]*Correlation/i],
  ["/settings", /Theme[\s\S]*Dark/],
  ["/data/stock_historical", /Import price files/],
  ["/news", /Headlines[\s\S]*our score/],
  ["/calendar", /In detail[\s\S]*IPO/],
  ["/pipeline", /Poll now[\s\S]*Runs[\s\S]*Datasets/],
  ["/data", /stock_quotes[\s\S]*company_metrics/],
  ["/data/stock_quotes", /Columns[\s\S]*fetched_at/],
  ["/nothing-here", /nothing here/],
] as const;
/** The narrowest is that of a page of 1280 pixels at 400 %. */
const WIDTHS = [320, 390, 1280, 1920];
const SCHEMES = ["light", "dark"] as const;

Deno.test("Pages - every page fits phone, laptop and desktop, light and dark, without error or violation", async (t) => {
  await using server = await startServer();
  await server.logged("Run finished");
  // Chromium reports the page that is not there as a resource that failed.
  await withBrowser({ origin: server.url, expected: [/status of 404/] }, async (browser) => {
    const page = await browser.newPage();
    for (const [path, expected] of PAGES) {
      await t.step(path, async () => {
        await page.setViewportSize({ width: 390, height: 844 });
        await openAwake(page, server.url + path);
        for (const colorScheme of SCHEMES) {
          await page.emulateMedia({ colorScheme });
          for (const width of WIDTHS) {
            await page.setViewportSize({ width, height: 900 });
            await painted(page);
            await assertFits(page, `${path} at ${width}, ${colorScheme}`);
          }
          const background = await page.evaluate(() =>
            getComputedStyle(document.documentElement).backgroundColor
          );
          assert.equal(brightness(background) < 128, colorScheme === "dark", `${path} in ${background}`);
        }
        const text = await page.locator("body").innerText();
        assert.match(text, expected, path);
        assert.match(text, /Demo data/, path);
      });
    }
  });
});

/** Layout and observers of the new size have run. */
async function painted(page: Page): Promise<void> {
  await page.evaluate(() =>
    new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
  );
}

async function assertFits(page: Page, where: string): Promise<void> {
  const { wide, width, culprits } = await page.evaluate(() => {
    const { scrollWidth: wide, clientWidth: width } = document.documentElement;
    const sticksOut = (element: Element) => element.getBoundingClientRect().right > width + 0.5;
    const culprits = wide <= width ? [] : [...document.querySelectorAll("body *")].filter(sticksOut)
      .slice(0, 5).map((element) => `${element.tagName}.${element.getAttribute("class")}`);
    return { wide, width, culprits };
  });
  assert.ok(wide <= width, `${where}: ${wide} px wide, ${width} px there; ${culprits.join(", ")}`);
}

/** Mean of a colour as `getComputedStyle` gives it, 0 to 255. */
function brightness(color: string): number {
  const channels = color.match(/[\d.]+/g)?.slice(0, 3).map(Number) ?? [];
  return channels.reduce((sum, channel) => sum + channel, 0) / 3;
}
