import assert from "node:assert/strict";
import { startServer, until } from "../_server.ts";
import { collect, layoutShifts, noSlot, startRun } from "./_app.ts";
import { openAwake, type TestBrowser, withBrowser } from "./_browser.ts";

/** Pages, and where each shows a price that trades move; by a cent or more in most seconds. */
const PAGES: readonly (readonly [path: string, price: string | null])[] = [
  ["/", '[data-symbol="META"] .price'],
  ["/stocks/META", "[data-price]"],
  ["/pipeline", null],
];
const WIDTHS = [390, 1280];
const PRICES = 3;
const SCROLLED = 120;

Deno.test("Live - trades change prices between slots, and neither they nor a run move anything on a page", async () => {
  // Trades are on, as the demo comes.
  await using server = await startServer({ env: { INGEST_CRON: noSlot() } });
  await server.logged("Run finished", { status: "complete" });
  await withBrowser({ origin: server.url }, async (browser) => {
    const combinations = WIDTHS.flatMap((width) => PAGES.map(([path, price]) => ({ width, path, price })));
    const watched = await Promise.all(combinations.map((each) => watch(browser, server.url, each)));
    const runsBefore = server.log.filter(({ message }) => message === "Run started").length;
    for (const { where, prices } of watched) {
      await until(
        `trades change the price on ${where}`,
        async () => prices === null || (await prices()).length >= PRICES,
      );
    }
    assert.equal(
      server.log.filter(({ message }) => message === "Run started").length,
      runsBefore,
      "no run did it",
    );
    const run_id = await startRun(server.url);
    await server.logged("Run finished", { run_id });
    for (const { where, page, progress } of watched) {
      await until(
        `the run is seen to its end on ${where}`,
        async () =>
          (await progress()).length > 0 && /Next poll/.test(await page.locator("header").first().innerText()),
      );
      await page.waitForLoadState("networkidle");
      assert.equal(await page.evaluate(() => scrollY), SCROLLED, `${where} stays where it was scrolled to`);
      const shifts = await layoutShifts(page);
      const sum = shifts.reduce((sum, { value }) => sum + value, 0);
      assert.equal(sum.toFixed(2), "0.00", `${where}: ${JSON.stringify(shifts, null, 1)}`);
    }
    const [any] = watched;
    // Above what is in sight a browser makes up for what comes in, unless it is told not to.
    await any?.page.evaluate(() => {
      document.documentElement.style.overflowAnchor = "none";
      document.querySelector("main")?.before(document.createElement("hr"));
    });
    await until(
      "a real shift would have been seen",
      async () => any && (await layoutShifts(any.page)).length > 0,
    );
  });
});

/** Opens a page in a window of its own: what is not visible is not laid out. */
async function watch(
  browser: TestBrowser,
  origin: string,
  { width, path, price }: { width: number; path: string; price: string | null },
) {
  const page = await browser.newPage({ viewport: { width, height: 844 } });
  await openAwake(page, origin + path);
  await page.evaluate((y) => scrollTo(0, y), SCROLLED);
  return {
    where: `${path} at ${width} px`,
    page,
    prices: price === null ? null : await collect(page, price, String.raw`[\d,]+\.\d\d`),
    progress: await collect(page, "header", String.raw`Polling \d+ of \d+`),
  };
}
