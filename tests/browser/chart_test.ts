import assert from "node:assert/strict";
import axe from "axe-core";
import { startServer, until } from "../_server.ts";
import { layoutShifts, quiet } from "./_app.ts";
import { openAwake, withBrowser } from "./_browser.ts";
import { drawn, fingers, shadesOfPriceTag, toldOf } from "./_chart.ts";

Deno.test("Chart - by mouse, by keyboard, by touch and in words", async (t) => {
  await using server = await startServer({ env: quiet() });
  await server.logged("Run finished", { status: "complete" });
  const address = `${server.url}/stocks/AAPL`;
  await withBrowser({ origin: server.url }, async (browser) => {
    // The content security policy would keep axe out.
    const page = await browser.newPage({
      viewport: { width: 1280, height: 900 },
      colorScheme: "light",
      bypassCSP: true,
    });
    await openAwake(page, address);
    const ranges = page.getByRole("navigation", { name: "Range" });
    const current = () => ranges.locator("[aria-current]").innerText();
    const chart = page.getByRole("application", { name: "Prices of AAPL" });
    const told = (key: string) => toldOf(page, key);
    const barsAfter = async (key: string) => Number(/, (\d+) bars/.exec(await told(key))?.[1]);
    const search = () => new URL(page.url()).search;
    let picture = await drawn(page, "");

    await t.step("the candles take the place of the server's line", async () => {
      assert.equal(await current(), "6M");
      assert.equal(await page.locator("#chart svg.chart-line").count(), 0);
    });

    await t.step("nothing is moved by what arrives", async () => {
      assert.deepEqual(await layoutShifts(page), []);
    });

    await t.step("other ranges by mouse", async () => {
      await ranges.getByText("1Y", { exact: true }).click();
      picture = await drawn(page, picture);
      assert.equal(await current(), "1Y");
      assert.equal(search(), "?range=1Y");
    });

    await t.step("other ranges by keyboard", async () => {
      const names = await ranges.locator("a").allInnerTexts();
      await ranges.getByText(names[0] ?? "", { exact: true }).focus();
      for (let i = 0; i < names.indexOf("5D"); i++) await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      picture = await drawn(page, picture);
      assert.equal(await current(), "5D");
      assert.equal(await page.evaluate(() => document.activeElement?.textContent), "5D", "focus stays");
    });

    await t.step("the legend tells the bar under the cursor, and nothing moves for it", async () => {
      const legend = page.locator(".chart-legend");
      const newest = await legend.innerText();
      const box = await page.locator("#chart canvas").first().boundingBox();
      assert.ok(box);
      await page.mouse.move(box.x + box.width / 3, box.y + box.height / 2);
      await until("another bar is told", async () => {
        const told = await legend.innerText();
        return told !== newest && /O [\d.,]+\s+H [\d.,]+\s+L [\d.,]+\s+C [\d.,]+/.test(told);
      });
      assert.deepEqual(await page.locator("#chart canvas").first().boundingBox(), box);
      await page.mouse.move(0, 0);
    });

    await t.step("in the colours of the theme that is on", async () => {
      await page.emulateMedia({ colorScheme: "dark" });
      picture = await drawn(page, picture);
    });

    await t.step("in the system's colours, where the last price can be read", async () => {
      await page.emulateMedia({ forcedColors: "active" });
      picture = await drawn(page, picture);
      assert.ok(await page.evaluate(shadesOfPriceTag) > 1, "the text differs from what is behind it");
      await page.emulateMedia({ forcedColors: "none" });
      picture = await drawn(page, picture);
    });

    await t.step(
      "without a mouse: from bar to bar, to the highest, the lowest and the next event",
      async () => {
        await ranges.getByText("6M", { exact: true }).click();
        picture = await drawn(page, picture);
        assert.equal(search(), "?range=6M");
        await chart.focus();
        const newest = await told("ArrowLeft");
        assert.match(newest, /^\w+day, \w+ \d+, close [\d.,]+, (up|down) [\d.]+ %/);
        const before = await told("ArrowLeft");
        assert.equal(await told("ArrowRight"), newest);
        assert.notEqual(before, newest);
        const ten = await told("PageUp");
        assert.equal(await told("PageDown"), newest);
        assert.notEqual(ten, newest);
        const closeOf = (text: string) => Number(/close ([\d.,]+)/.exec(text)?.[1]?.replaceAll(",", ""));
        const [first, high, low] = [await told("Home"), await told("h"), await told("l")];
        assert.ok(closeOf(high) > closeOf(low) && closeOf(high) >= closeOf(first) * 0.95, `${high}; ${low}`);
        await told("End");
        assert.match(await told("E"), /News|headlines|Earnings|Dividend|Split/);
        const outline = await chart.evaluate((element) => getComputedStyle(element).outlineStyle);
        assert.equal(outline, "solid", "focus is seen");
        const [keys, panes] = [await page.locator(".by-keys").boundingBox(), await chart.boundingBox()];
        assert.ok(keys && panes && keys.y >= panes.y + panes.height, "the keys are told below the chart");
      },
    );

    await t.step("zoom by keys, and back", async () => {
      const [whole, some, again] = [await barsAfter("0"), await barsAfter("+"), await barsAfter("-")];
      assert.ok(some < whole * 0.8, `${some} of ${whole}`);
      assert.equal(again, whole);
    });

    await t.step(
      "a wheel is the page's, and the chart's with Ctrl; a drag pans, a double click resets",
      async () => {
        await page.goto(`${address}?range=1Y&table=1`);
        await drawn(page, "");
        const caption = page.locator(".chart-table caption");
        const newest = page.locator(".chart-table tbody tr").first();
        const [whole, last] = [await caption.innerText(), await newest.innerText()];
        const box = await chart.boundingBox();
        assert.ok(box);
        await page.mouse.move(box.x + 300, box.y + 100);
        await page.mouse.wheel(0, 200);
        await until("the page scrolls", () => page.evaluate(() => scrollY > 100));
        assert.equal(await caption.innerText(), whole, "and the chart stays");
        await page.evaluate(() => scrollTo(0, 0));
        await page.keyboard.down("Control");
        for (let i = 0; i < 4; i++) await page.mouse.wheel(0, -200);
        await page.keyboard.up("Control");
        await until("fewer bars are in view", async () => await caption.innerText() !== whole);
        const reset = page.getByRole("button", { name: "Whole range" });
        await reset.waitFor();
        const zoomed = await newest.innerText();
        await page.mouse.down();
        await page.mouse.move(box.x + 500, box.y + 100, { steps: 4 });
        await page.mouse.up();
        await until("older bars are in view", async () => await newest.innerText() !== zoomed);
        await page.mouse.dblclick(box.x + 300, box.y + 100);
        await until(
          "all are in view again",
          async () => await caption.innerText() === whole && await newest.innerText() === last,
        );
        await reset.waitFor({ state: "hidden" });
      },
    );

    await t.step("what is chosen stands in the address, and comes back with it", async () => {
      await page.getByText("Indicators").click();
      await page.getByLabel("SMA 50").check();
      await page.getByLabel("RSI 14").check();
      await page.keyboard.press("Escape");
      await page.getByText("Style", { exact: true }).click();
      await page.getByLabel("Logarithmic").check();
      await page.keyboard.press("Escape");
      assert.equal(await page.locator("details[open]").count(), 0);
      await page.locator("#chart summary", { hasText: "Compare" }).click();
      await page.getByLabel(/Symbol beside/).fill("msft");
      await page.keyboard.press("Enter");
      const expected = "?range=1Y&scale=log&overlays=sma50&panes=volume,rsi&compare=MSFT&table=1";
      await until("it stands in the address", () => search() === expected);
      const legend = page.locator(".chart-legend");
      await until("all is told", async () => isToldOf(await legend.innerText()));
      await page.reload();
      await until("all is told again", async () => isToldOf(await legend.innerText()));
      assert.equal(search(), expected);
      assert.equal(await page.locator('[data-pane="rsi"] canvas').count(), 1);
      assert.ok(await page.getByLabel("SMA 50").isChecked());
    });

    await t.step("axe finds nothing wrong, with a menu open and the table shown", async () => {
      await page.getByText("Indicators").click();
      await page.evaluate(axe.source);
      const violations = await page.evaluate(
        "axe.run('.price-chart').then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes[0].html))",
      );
      assert.deepEqual(violations, []);
    });

    await t.step(
      "a number of the table opens its card, of a row of the file; its script comes with it",
      async () => {
        const first = await browser.newPage();
        const scripts: string[] = [];
        first.on("request", (request) => scripts.push(new URL(request.url()).pathname));
        const isAsked = () => scripts.some((path) => path.includes("ChartTable"));
        await openAwake(first, address);
        await drawn(first, "");
        assert.ok(!isAsked());
        await first.locator("#chart").getByRole("link", { name: "Table", exact: true }).click();
        const high = first.locator(".chart-table tbody tr").nth(1).locator("td a.figure").nth(1);
        const shown = await high.innerText();
        assert.ok(isAsked());
        await high.click();
        const card = first.locator(".provenance-popover:popover-open");
        await until("its card is open", async () => /AAPL high/.test(await card.locator("h2").innerText()));
        assert.equal(Number(await card.locator("data").getAttribute("value")).toFixed(2), shown);
        assert.match(await card.locator(".raw").innerText(), /^AAPL,1d,/);
        await first.context().close();
      },
    );

    await t.step("without JavaScript the table is there, and its numbers lead to pages", async () => {
      const plain = await browser.newPage({ javaScriptEnabled: false });
      await plain.goto(`${address}?range=1M&table=1`);
      await plain.locator(".chart-table tbody a.figure").first().click();
      assert.match(await plain.locator("h1").innerText(), /AAPL open, 20/);
      await plain.context().close();
    });

    await t.step("as wide as its place", async () => {
      await page.setViewportSize({ width: 390, height: 844 });
      await until("the canvas is as wide as the chart", async () => {
        const [canvas, place] = [
          await page.locator("#chart canvas").first().boundingBox(),
          await chart.boundingBox(),
        ];
        return canvas && place && Math.abs(canvas.width - place.width) < 2;
      });
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    });

    await t.step("by touch: a finger pans, two zoom, up and down is the page's", async () => {
      const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true });
      const phone = await context.newPage();
      await openAwake(phone, `${address}?range=1Y&table=1`);
      await drawn(phone, "");
      const session = await context.newCDPSession(phone);
      const caption = phone.locator(".chart-table caption");
      const newest = phone.locator(".chart-table tbody tr").first();
      const [whole, last] = [await caption.innerText(), await newest.innerText()];
      const place = phone.getByRole("application");
      await place.scrollIntoViewIfNeeded();
      const box = await place.boundingBox();
      assert.ok(box);
      const y = box.y + 80;
      const apart = (half: number) => [box.x + 150 - half, box.x + 150 + half].map((x) => ({ x, y }));
      await fingers(session, [30, 50, 80, 110].map(apart));
      await until("fewer bars are in view", async () => await caption.innerText() !== whole);
      const zoomed = await newest.innerText();
      await fingers(session, [100, 140, 180, 220].map((x) => [{ x: box.x + x, y }]));
      await until("older bars are in view", async () => ![zoomed, last].includes(await newest.innerText()));
      assert.equal(await place.evaluate((element) => getComputedStyle(element).touchAction), "pan-y");
    });
  });
});

function isToldOf(legend: string): boolean {
  return /AAPL [+−\d].*MSFT [+−\d].*SMA 50 [\d.]+.*RSI [\d.]+/s.test(legend.replaceAll("\n", " "));
}
