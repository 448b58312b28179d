import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { startServer } from "../_server.ts";
import { openAwake, withBrowser } from "./_browser.ts";

Deno.test("Theme - chosen once it is remembered on every page, and no frame is painted in another", async (t) => {
  await using server = await startServer();
  await withBrowser({ origin: server.url, expected: [/status of 404/] }, async (browser) => {
    const page = await browser.newPage({ colorScheme: "light" });
    await page.addInitScript(recordFrames);
    const choose = async (theme: string) => {
      await page.getByRole("link", { name: "Settings" }).click();
      await page.locator("#settings").getByText(theme, { exact: true }).click();
      await page.keyboard.press("Escape");
    };

    await t.step("without a choice the system's theme stands", async () => {
      await openAwake(page, server.url);
      assert.deepEqual(await framesOf(page), ["light"]);
    });

    await t.step("a choice paints at once", async () => {
      await choose("Dark");
      assert.equal(await backgroundOf(page), "dark");
    });

    for (
      const path of ["/", "/stocks/AAPL", "/pipeline", "/data", "/nothing-here"]
    ) {
      await t.step(`it is remembered on ${path}`, async () => {
        const response = await page.context().request.get(server.url + path);
        assert.match(await response.text(), /<html[^>]* data-theme="dark"/);
        await page.goto(server.url + path);
        await page.waitForLoadState("networkidle");
        assert.deepEqual(await framesOf(page), ["dark"]);
      });
    }

    await t.step("light stays light on a dark system", async () => {
      await openAwake(page, server.url);
      await choose("Light");
      await page.emulateMedia({ colorScheme: "dark" });
      await openAwake(page, `${server.url}/data`);
      assert.deepEqual(await framesOf(page), ["light"]);
    });

    await t.step("the system's again", async () => {
      await choose("System");
      await openAwake(page, server.url);
      assert.deepEqual(await framesOf(page), ["dark"]);
      assert.deepEqual(await page.context().cookies(), []);
    });
  });
});

// Runs in the page, before anything else: notes the background of every frame painted.
function recordFrames(): void {
  const frames: string[] = [];
  Reflect.set(globalThis, "paintedBackgrounds", frames);
  const look = () => {
    const background = getComputedStyle(document.documentElement).backgroundColor;
    if (frames.at(-1) !== background) frames.push(background);
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

async function framesOf(page: Page): Promise<readonly string[]> {
  const frames = await page.evaluate((): readonly string[] => Reflect.get(globalThis, "paintedBackgrounds"));
  return frames.map(themeOf);
}

async function backgroundOf(page: Page): Promise<string> {
  return themeOf(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor));
}

function themeOf(color: string): string {
  const channels = color.match(/[\d.]+/g)?.map(Number) ?? [];
  if (channels.length !== 3) return color;
  return channels.every((channel) => channel < 128) ? "dark" : "light";
}
