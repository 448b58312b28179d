import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { startServer, until } from "../_server.ts";
import { noSlot, startRun } from "./_app.ts";
import { violationsOn } from "./_axe.ts";
import { openAwake, withBrowser } from "./_browser.ts";
import { startRouter } from "./_router.ts";

/** A server that is away, and an address without a page, as Chromium tells of them. */
const EXPECTED = [/net::ERR_/, /status of (?:404|503)/, /Cannot read .+: status 503/];
/** What a first visit must not load: as in tests/budget_test.ts, which counts on it. */
const ON_REQUEST =
  /open_palette|settings_menu|provenance_card|offline-|chart_studies|ChartTable|copy-|dialogs\.css|sw\.js/;

Deno.test("Frame - what surrounds every page", async (t) => {
  await using server = await startServer({ env: { INGEST_CRON: noSlot() } });
  await server.logged("Run finished");
  await using router = startRouter(server.url);
  const { url } = router;
  await withBrowser({ origin: url, expected: EXPECTED }, async (browser) => {
    const context = await browser.newContext({
      bypassCSP: true,
      timezoneId: "Europe/Berlin",
      viewport: { width: 1280, height: 800 },
    });
    const page = await context.newPage();

    await t.step("a first visit loads nothing that opens on request, whatever page it is", async () => {
      for (const path of ["/", "/stocks/AAPL"]) {
        const first = await browser.newPage();
        const asked: string[] = [];
        first.on("request", (request) => asked.push(request.url()));
        await openAwake(first, url + path);
        await first.waitForLoadState("load");
        if (path !== "/") await first.waitForSelector("#chart canvas");
        assert.deepEqual(asked.filter((each) => ON_REQUEST.test(each)), []);
        assert.ok(asked.length > 7, asked.join(" "));
        await first.context().close();
      }
    });

    await t.step("the palette opens by key, is led by keys alone and leads to a stock", async () => {
      await openAwake(page, url);
      assert.match(await page.title(), /^[▲▼•] .+ · Market · Quarterhour$/);
      await page.keyboard.press("Control+k");
      const field = page.getByRole("combobox", { name: /symbol or page/ });
      await field.waitFor();
      assert.deepEqual(await violationsOn(page), []);
      await page.keyboard.type("nvda");
      const active = await field.getAttribute("aria-activedescendant");
      assert.match(await page.locator(`#${active}`).innerText(), /^NVDA/);
      await page.keyboard.press("Enter");
      await page.waitForURL("**/stocks/NVDA");
      assert.match(await page.title(), /^NVDA [\d.,]+ [▲▼•] .+ · Quarterhour$/);
    });

    await t.step(
      "the palette knows downloads, and symbols beyond the list, and leads to where one is added",
      async () => {
        await openAwake(page, url);
        await page.keyboard.press("Control+k");
        const options = page.getByRole("dialog", { name: "Commands" }).getByRole("option");
        const field = page.getByRole("combobox", { name: /symbol or page/ });
        await field.fill("csv");
        await options.filter({ hasText: "Quotes as CSV" }).waitFor();
        await field.fill("disn");
        await options.filter({ hasText: /^DIS / }).click();
        await page.waitForURL(/edit=1/);
        await page.getByRole("option", { name: /DIS/ }).waitFor();
      },
    );

    await t.step("? shows the keys of the page, and Escape leads back", async () => {
      await openAwake(page, `${url}/stocks/AAPL`);
      await page.keyboard.press("?");
      const dialog = page.getByRole("dialog", { name: "Keys" });
      await dialog.getByText("highest high, lowest low in view").waitFor();
      assert.deepEqual(await violationsOn(page), []);
      await page.keyboard.press("Escape");
      await dialog.waitFor({ state: "detached" });
      await page.keyboard.press("g");
      await page.keyboard.press("p");
      await page.waitForURL("**/pipeline");
    });

    await t.step("single keys do nothing while one types, nor once they are switched off", async () => {
      await openAwake(page, url);
      await page.getByLabel("Filter by symbol, name or industry").focus();
      await page.keyboard.type("/?gp");
      assert.equal(await page.getByLabel("Filter by symbol, name or industry").inputValue(), "/?gp");
      await openSettings(page);
      assert.deepEqual(await violationsOn(page), []);
      await page.getByRole("checkbox", { name: /Single keys/ }).uncheck();
      await page.keyboard.press("Escape");
      await page.locator("body").press("/");
      await page.locator("body").press("Control+k");
      await page.getByRole("dialog", { name: "Commands" }).waitFor();
      assert.equal(await page.locator("dialog").count(), 1);
      assert.equal(new URL(page.url()).pathname, "/");
      await page.keyboard.press("Escape");
    });

    await t.step("where gains are red, at once and on every page, the arrows stay", async () => {
      const rose = () => colorOf(page, "var(--up)");
      const before = await rose();
      await openSettings(page);
      await page.locator("#settings").getByText("▲ red").click();
      assert.notEqual(await rose(), before);
      const response = await context.request.get(`${url}/data`);
      assert.match(await response.text(), /<html[^>]* data-rising="red"/);
      await page.goto(`${url}/data`);
      assert.equal(await colorOf(page, "var(--down)"), before);
    });

    await t.step(
      "times in the device's zone and numbers in the reader's way, from the server on",
      async () => {
        await openAwake(page, `${url}/stocks/AAPL`);
        const newYork = await page.locator(".clocks").innerText();
        await openSettings(page);
        const zones = page.getByLabel("Times");
        assert.equal(await zones.locator("option").first().innerText(), "Berlin (this device)");
        await Promise.all([page.waitForEvent("load"), zones.selectOption("Europe/Berlin")]);
        assert.match(await page.locator(".foot").innerText(), /times in Berlin/);
        assert.notEqual(await page.locator(".clocks").innerText(), newYork);
        await page.locator("#settings:popover-open").waitFor();
        await until(
          "the menu is open again where it was left",
          () => zones.evaluate((select) => select === document.activeElement),
        );
        await Promise.all([
          page.waitForEvent("load"),
          page.getByLabel("Numbers and dates").selectOption("de-DE"),
        ]);
        const html = await (await context.request.get(`${url}/stocks/AAPL`)).text();
        assert.match(html, /data-price[^>]*>(?:<[^>]*>)*\d[\d.]*,\d\d</);
        assert.match(await page.locator("[data-price]").innerText(), /^\d[\d.]*,\d\d$/);
        await context.clearCookies();
      },
    );

    await t.step("on paper: light, without what surrounds the page, every row of a table", async () => {
      await page.emulateMedia({ colorScheme: "dark" });
      await openAwake(page, url);
      await page.emulateMedia({ media: "print", colorScheme: "dark" });
      assert.equal(await page.locator("header.bar").isVisible(), false);
      assert.equal(await page.locator(".foot a").first().isVisible(), false);
      assert.ok(await page.locator(".print-only").isVisible());
      assert.equal(await page.locator("#watchlist tbody tr").count(), 7);
      assert.ok(await page.getByText("Change", { exact: true }).isVisible(), "with the heads of its columns");
      assert.equal(await page.getByText("CSV:").isVisible(), false);
      assert.equal(
        await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme),
        "light",
      );
      await page.goto(`${url}/stocks/AAPL`);
      const cut = await page.locator(".news-list").evaluate((list) => list.scrollHeight - list.clientHeight);
      assert.equal(cut, 0, "every headline of a stock");
      await page.emulateMedia({ media: "screen", colorScheme: "light" });
    });

    await t.step("at 200 % of 1280 by 720 nothing is cut off, and no page scrolls sideways", async () => {
      await page.setViewportSize({ width: 640, height: 360 });
      for (
        const path of [
          "/",
          "/stocks/AAPL",
          "/compare",
          "/news",
          "/calendar",
          "/pipeline",
          "/data",
          "/settings",
        ]
      ) {
        await page.goto(url + path);
        const { wide, sticky } = await page.evaluate(() => ({
          wide: document.documentElement.scrollWidth - innerWidth,
          sticky: getComputedStyle(document.querySelector(".bar") ?? document.body).position,
        }));
        assert.deepEqual({ path, wide, sticky }, { path, wide: 0, sticky: "static" });
      }
      await page.setViewportSize({ width: 1280, height: 800 });
    });

    await t.step(
      "two tabs share a stream and say so; a run changes the tab's title and tells its delay",
      async () => {
        await openAwake(page, url);
        const other = await context.newPage();
        await openAwake(other, `${url}/data`);
        const note = page.locator("[data-stream-note]");
        await until("the tabs are counted", async () => /^2 tabs/.test(await note.innerText()));
        await page.evaluate(() => document.title = "stale");
        await startRun(server.url);
        await until("the run is told", async () => /\d\.\d\ss behind/.test(await note.innerText()));
        await until("the title follows", async () => / · Market · Quarterhour$/.test(await page.title()));
        await other.close();
        await until("the tab is gone", async () => /^1 tab,/.test(await note.innerText()));
      },
    );

    await t.step("without the server: what was seen, clearly marked; else a page that says so", async () => {
      await openAwake(page, `${url}/stocks/AAPL`);
      await page.evaluate(async () => await navigator.serviceWorker.ready);
      await openAwake(page, url);
      await until("the pages are kept", () =>
        page.evaluate(async () => {
          const kept = (await (await caches.open("pages-1")).keys()).map((each) =>
            new URL(each.url).pathname
          );
          return ["/", "/stocks/AAPL", "/offline"].every((path) => kept.includes(path));
        }));
      assert.equal(await page.locator(".offline-note").isVisible(), false, "online it is not shown");
      router.away();
      await page.goto(`${url}/stocks/AAPL`);
      await page.locator(".offline-note").waitFor();
      assert.match(
        await page.locator(".offline-note").innerText(),
        /Offline, as of .*\d\d:\d\d.*Nothing here is live/s,
      );
      await until("the tab says so", async () => /^Offline · AAPL/.test(await page.title()));
      assert.match(await page.locator("[data-price]").innerText(), /^[\d,.]+$/);
      assert.deepEqual(await violationsOn(page), []);
      const copy = await page.goto(url);
      const raw = await copy?.text() ?? "";
      const said = [...raw.matchAll(/data-verdict="\w+">([^<]+)/g)].map(([, words]) => words);
      assert.deepEqual(said, Array(7).fill("we are stale"), "at once, before any script");
      await page.getByText(/^Not known since \d\d:\d\d$/).waitFor();
      assert.deepEqual(await page.locator("[data-verdict]").allTextContents(), said);
      assert.equal(await page.locator("#watchlist tr.old").count(), 7, "greyed");
      assert.match(await page.locator(".pulse").innerText(), /7 of 7 prices old/);
      assert.doesNotMatch(await page.locator("main").innerText(), /Market open|Up to date|closes in/);
      assert.deepEqual(await violationsOn(page), []);
      await page.goto(`${url}/stocks/AAPL?at=2026-01-01T00:00:00Z`);
      await page.getByRole("heading", { name: "The server does not answer" }).waitFor();
      await page.goto(`${url}/news`);
      await page.getByRole("link", { name: "AAPL" }).waitFor();
      assert.match(
        await page.locator(".kept").innerText(),
        /Market\s.+ New York · (?:just now|\d+\s(?:s|min) ago)\s+AAPL/,
      );
      assert.equal(await page.getByRole("navigation").getByRole("link").count(), 6);
      assert.deepEqual(await violationsOn(page), []);
    });

    await t.step(
      "with the server back the page comes back to life by itself, and events reach it",
      async () => {
        router.back(server.url);
        await page.waitForFunction(() => !document.title.startsWith("Offline"), undefined, { polling: 100 });
        assert.equal(await page.evaluate(() => document.documentElement.hasAttribute("data-offline")), false);
        await openAwake(page, url);
        assert.equal(await page.evaluate(() => navigator.serviceWorker.controller !== null), true);
        await startRun(server.url);
        await until(
          "a run reaches the page past its worker",
          async () => /\d\.\d\ss behind/.test(await page.locator("[data-stream-note]").innerText()),
        );
      },
    );
  });
});

Deno.test("Frame - settings without JavaScript: a page, a form, and the way back", async () => {
  await using server = await startServer();
  await withBrowser({ origin: server.url }, async (browser) => {
    const page = await browser.newPage({ javaScriptEnabled: false });
    await page.goto(`${server.url}/data?x=1`);
    assert.equal(await page.locator("[data-palette]").isVisible(), false, "what needs a script is not shown");
    await page.getByRole("link", { name: "Settings" }).click();
    await page.getByText("Dark", { exact: true }).click();
    await page.getByLabel("Times").selectOption("Asia/Tokyo");
    await page.getByRole("button", { name: "Apply" }).click();
    await page.waitForURL(`${server.url}/data?x=1`);
    assert.equal(await page.locator("html").getAttribute("data-theme"), "dark");
    assert.match(await page.locator(".foot").innerText(), /times in Tokyo/);
  });
});

async function openSettings(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Settings" }).click();
  await page.locator("#settings:popover-open").waitFor();
}

/** A colour as it is computed. */
function colorOf(page: Page, color: string): Promise<string> {
  return page.evaluate((color) => {
    const probe = document.createElement("span");
    probe.style.color = color;
    document.body.append(probe);
    const computed = getComputedStyle(probe).color;
    probe.remove();
    return computed;
  }, color);
}
