import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { startServer, until } from "../_server.ts";
import { quiet } from "./_app.ts";
import { openAwake, withBrowser } from "./_browser.ts";

Deno.test("Chart - draws candles, and other ranges by mouse and by keyboard, in the colours of the theme", async (t) => {
  await using server = await startServer({ env: quiet() });
  await server.logged("Run finished", { status: "complete" });
  await withBrowser({ origin: server.url }, async (browser) => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, colorScheme: "light" });
    await openAwake(page, `${server.url}/stocks/AAPL`);
    const ranges = page.getByRole("navigation", { name: "Range" });
    const current = () => ranges.locator("[aria-current]").innerText();
    let picture = await drawn(page, "");

    await t.step("the candles take the place of the server's line", async () => {
      assert.equal(await current(), "6M");
      assert.equal(await page.locator("#chart svg.chart-line").count(), 0);
    });

    await t.step("by mouse", async () => {
      await ranges.getByText("1Y", { exact: true }).click();
      picture = await drawn(page, picture);
      assert.equal(await current(), "1Y");
      assert.equal(new URL(page.url()).search, "?range=1Y");
    });

    await t.step("by keyboard", async () => {
      const names = await ranges.locator("a").allInnerTexts();
      await ranges.getByText(names[0] ?? "", { exact: true }).focus();
      for (let i = 0; i < names.indexOf("5D"); i++) await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      picture = await drawn(page, picture);
      assert.equal(await current(), "5D");
      assert.equal(await page.evaluate(() => document.activeElement?.textContent), "5D", "focus stays");
    });

    await t.step("the legend tells the bar under the cursor", async () => {
      const newest = await page.locator(".chart-legend").innerText();
      const box = await page.locator("#chart canvas").boundingBox();
      assert.ok(box);
      await page.mouse.move(box.x + box.width / 3, box.y + box.height / 2);
      await until("another bar is told", async () => {
        const told = await page.locator(".chart-legend").innerText();
        return told !== newest && /O [\d.,]+\s+H [\d.,]+\s+L [\d.,]+\s+C [\d.,]+/.test(told);
      });
      await page.mouse.move(0, 0);
    });

    await t.step("in the colours of the theme that is on", async () => {
      await page.emulateMedia({ colorScheme: "dark" });
      picture = await drawn(page, picture);
    });

    await t.step("as wide as its place", async () => {
      await page.setViewportSize({ width: 390, height: 844 });
      await drawn(page, picture);
      const [canvas, place] = [
        await page.locator("#chart canvas").boundingBox(),
        await page.locator("#chart").boundingBox(),
      ];
      assert.ok(canvas && place && canvas.width <= place.width && canvas.width > place.width - 60);
    });
  });
});

/** Waits for another picture than this one, with something in it, and gives it. */
function drawn(page: Page, before: string): Promise<string> {
  return until("the chart is drawn", async () => {
    const { picture, share } = await page.evaluate(() => {
      const canvas = document.querySelector<HTMLCanvasElement>("#chart canvas");
      if (!canvas || canvas.width === 0 || canvas.height === 0) return { picture: "", share: 0 };
      // A copy, as reading the chart's own canvas would slow it.
      const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d", {
        willReadFrequently: true,
      });
      copy?.drawImage(canvas, 0, 0);
      const pixels = copy?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
      let inked = 0;
      for (let i = 3; i < pixels.length; i += 4) if (pixels[i] !== 0) inked++;
      return { picture: canvas.toDataURL(), share: inked / (pixels.length / 4) };
    });
    return share > 0.01 && picture !== before && picture;
  });
}
