import assert from "node:assert/strict";
import axe from "axe-core";
import type { Page } from "playwright-core";
import { startServer, until } from "../_server.ts";
import { quiet } from "./_app.ts";
import { openAwake, withBrowser } from "./_browser.ts";

const CARD = ".provenance-popover:popover-open";

/** What the card in front tells of; empty while none is there. */
function titleOn(page: Page): Promise<string> {
  return page.locator(`${CARD} h2`).textContent({ timeout: 500 }).then((text) => text ?? "", () => "");
}

async function untilTold(page: Page, title: RegExp): Promise<void> {
  await until(`the card tells of ${title}`, async () => title.test(await titleOn(page)));
}

/** The text of what has the focus. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => document.activeElement?.textContent ?? "");
}

async function violationsOn(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  return await page.evaluate(
    "axe.run().then(({ violations }) => violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`))",
  ) as string[];
}

Deno.test("Provenance - any number opens its card: by mouse, keys, touch, and as a page", async (t) => {
  await using server = await startServer({ env: quiet() });
  await server.logged("Run finished");
  await withBrowser({ origin: server.url }, async (browser) => {
    const price = 'tr[data-symbol="AAPL"] a.price';

    await t.step(
      "with the mouse: value, file and line are those on the volume, and nothing moves",
      async () => {
        const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, bypassCSP: true });
        await openAwake(page, `${server.url}/`);
        await page.evaluate(() => {
          new PerformanceObserver((list) => {
            // An age that becomes a digit longer is none: a ten-thousandth and less.
            const shifts = list.getEntries().filter((entry) =>
              Reflect.get(entry, "hadRecentInput") === false && Reflect.get(entry, "value") > 0.001
            );
            if (shifts.length > 0) Reflect.set(globalThis, "shifts", JSON.stringify(shifts));
          }).observe({ type: "layout-shift" });
        });
        const shown = await page.locator(price).textContent();
        await page.locator(price).click();
        await untilTold(page, /AAPL price/);
        assert.equal(await page.locator(`${CARD} data`).first().textContent(), shown);
        const [name = "", line = ""] = await page.locator(`${CARD} dd:has(.raw)`).locator("a, span")
          .allTextContents();
        const file = await Deno.readTextFile(`${server.dataPath}/demo/${name}`);
        const number = Number(/\d+/.exec(line)?.[0]);
        assert.equal(file.split("\n")[number - 1], await page.locator(`${CARD} .raw`).textContent());
        assert.equal(new URL(page.url()).pathname, "/", "the page is the same");
        assert.deepEqual(await violationsOn(page), []);
        assert.equal(
          await page.evaluate(() => Reflect.get(globalThis, "shifts")),
          undefined,
          "no layout shift",
        );

        await page.locator(`${CARD} [data-copy]`).last().click();
        await until(
          "the button says so",
          async () =>
            /Copied|Not allowed/.test(await page.locator(`${CARD} [data-copy]`).last().textContent() ?? ""),
        );
        await page.mouse.click(5, 5);
        await until("a click beside it closes it", async () => await page.locator(CARD).count() === 0);
      },
    );

    await t.step(
      "with keys alone: arrows go from number to number, Enter opens, Escape gives the focus back",
      async () => {
        const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
        await openAwake(page, `${server.url}/`);
        await page.locator(price).focus();
        const here = await focused(page);
        const stops = await page.locator('#watchlist a.figure:not([tabindex="-1"])').count();
        assert.equal(stops, 1, "one of the table's numbers is in the order of tabulation");
        await page.keyboard.press("ArrowDown");
        assert.equal(
          await focused(page),
          await page.locator('tr[data-symbol="GOOGL"] a.price').textContent(),
        );
        await page.keyboard.press("ArrowUp");
        assert.equal(await focused(page), here);
        await page.keyboard.press("ArrowRight");
        const change = await focused(page);
        await page.keyboard.press("Enter");
        await untilTold(page, /AAPL change/);
        await until("the focus is in the card", async () => /AAPL/.test(await focused(page)));

        await page.locator(`${CARD} li a.figure`).first().focus();
        await page.keyboard.press("Enter");
        await untilTold(page, /AAPL price/);
        await page.getByRole("button", { name: "Back" }).press("Enter");
        await untilTold(page, /AAPL change/);
        await page.keyboard.press("Escape");
        await until("it is closed", async () => await page.locator(CARD).count() === 0);
        assert.equal(await focused(page), change);
      },
    );

    await t.step("an index adds up to what is shown, from the numbers that it is of", async () => {
      const page = await browser.newPage();
      await openAwake(page, `${server.url}/`);
      const index = page.locator(".index-value a.figure").first();
      await index.click();
      await untilTold(page, /equal weight/);
      const told = await page.locator(`${CARD} .provenance-value`).innerText();
      assert.match(told, /^[+−]?\d+\.\d\d\u202f%\s+in full [+−]?\d/, "as the page has it, then in full");
      const [card, rule] = [
        await page.locator(`${CARD} .provenance`).boundingBox(),
        await page.locator(`${CARD} header`).boundingBox(),
      ];
      assert.equal(rule?.width, card?.width, "nothing cuts its header short");
      assert.match(await page.locator(CARD).textContent() ?? "", /mean\(change_percent\)\s*reckoned again: /);
      assert.equal(await page.locator(`${CARD} li`).count(), 7);
    });

    await t.step("on a phone it is a sheet at the foot of the screen, legible light and dark", async () => {
      for (const colorScheme of ["light", "dark"] as const) {
        const page = await browser.newPage({
          viewport: { width: 390, height: 844 },
          hasTouch: true,
          colorScheme,
          bypassCSP: true,
        });
        await openAwake(page, `${server.url}/stocks/AAPL`);
        await page.locator("[data-price] a.figure").tap();
        await untilTold(page, /AAPL price/);
        const box = await page.locator(CARD).boundingBox();
        assert.ok(
          box && box.x === 0 && box.width === 390 && Math.abs(box.y + box.height - 844) < 1,
          JSON.stringify(box),
        );
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.equal(overflow, 390);
        assert.deepEqual(await violationsOn(page), []);
      }
    });

    await t.step("without JavaScript it is a page, and leads to the row", async () => {
      const page = await browser.newPage({ javaScriptEnabled: false });
      await page.goto(`${server.url}/`);
      const shown = await page.locator(price).textContent();
      await page.locator(price).click();
      assert.match(await page.locator("h1").textContent() ?? "", /AAPL price/);
      assert.equal(await page.locator(".provenance data").first().textContent(), shown);
      assert.equal(
        await page.locator("[data-copy]:visible").count(),
        0,
        "what needs a script is not offered",
      );
      await page.locator("dd:has(.raw) a").click();
      assert.equal(new URL(page.url()).pathname, "/data/stock_quotes");
      assert.match(await page.locator('tr[aria-current="true"]').textContent() ?? "", /AAPL/);
    });

    await t.step("the page of its own passes axe", async () => {
      for (const colorScheme of ["light", "dark"] as const) {
        const page = await browser.newPage({ colorScheme, bypassCSP: true });
        for (
          const query of [
            "dataset=stock_quotes&symbol=AAPL&column=change",
            "dataset=figures&column=breadth.up",
          ]
        ) {
          await page.goto(`${server.url}/provenance?${query}`);
          assert.deepEqual(await violationsOn(page), []);
        }
      }
    });
  });
});
