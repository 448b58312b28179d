import assert from "node:assert/strict";
import ICAL from "ical.js";
import type { Page } from "playwright-core";
import { OPENBB_ORIGINS } from "@/lib/services/openbb/cors.ts";
import { type RunningServer, startServer, until } from "../_server.ts";
import { quiet } from "./_app.ts";
import { openAwake, withBrowser } from "./_browser.ts";

const WIDTHS = [390, 1280, 1920];

Deno.test("News and calendar - read, narrowed down and stepped through without JavaScript, by keys, in the past, and by programs", async (t) => {
  await using server = await startServer({ env: quiet() });
  await server.logged("Run finished");
  await withBrowser({ origin: server.url, expected: [/status of 400/] }, async (browser) => {
    const still = await browser.newPage({ javaScriptEnabled: false, viewport: { width: 1280, height: 900 } });

    await t.step(
      "news without JavaScript: each story once, by company, words and publisher, page by page",
      async () => {
        await still.goto(`${server.url}/news`);
        const first = await storiesOn(still);
        assert.ok(first.length >= 50);
        assert.equal(new Set(first).size, first.length);
        assert.match(
          await still.locator(".day h3").first().innerText(),
          /^(Today|Yesterday), \w+day, \w+ \d+$/,
        );
        for (const link of await still.locator(".story > a").all()) {
          assert.match(await link.getAttribute("rel") ?? "", /noopener/);
          assert.match(await link.getAttribute("href") ?? "", /^https:/);
        }
        await still.getByRole("link", { name: "Older headlines" }).click();
        await still.waitForURL(/before=/);
        const older = await storiesOn(still);
        assert.ok(
          older.length > 0 && older.every((story) => !first.includes(story)),
          "each story on one page",
        );
        await still.getByRole("link", { name: "back to the newest" }).click();
        await still.getByRole("combobox", { name: "Companies" }).fill("aapl");
        await still.getByRole("searchbox", { name: "Words" }).fill("apple");
        await still.keyboard.press("Enter");
        await still.waitForURL(/q=apple&symbol=aapl/);
        for (const text of await still.locator(".stories li").allInnerTexts()) {
          assert.match(text, /apple/i);
          assert.match(text, /AAPL/);
        }
        const [, publisher = ""] = /^(.*?)\s+\d+$/.exec(
          await still.locator(".facet-group").nth(1).locator("a").first().innerText(),
        ) ?? [];
        await still.locator(".facet-group").nth(1).locator("a").first().click();
        await still.waitForURL(/source=/);
        const chosen = still.locator(".facet[aria-current=true]");
        assert.equal(await chosen.count(), 2, "company and publisher");
        for (const text of await still.locator(".stories li").allInnerTexts()) {
          assert.ok(text.includes(publisher));
        }
        await still.goto(`${server.url}/news?q=no+such+words`);
        assert.match(await still.locator("#river").innerText(), /No headline with “no such words”/);
        await still.locator("#river").getByRole("link", { name: "Show all" }).click();
        assert.ok((await storiesOn(still)).length >= 50);
      },
    );

    await t.step(
      "the calendar without JavaScript: month and list, kinds, steps, details, the year's holidays",
      async () => {
        await still.goto(`${server.url}/calendar?month=2026-11`);
        assert.equal(await still.locator("h1").innerText(), "November 2026");
        assert.deepEqual(await still.locator(".month th").allInnerTexts(), [
          "Mon",
          "Tue",
          "Wed",
          "Thu",
          "Fri",
          "Sat",
          "Sun",
        ]);
        assert.equal(await still.locator(".month [data-day]").count(), 30);
        await still.getByRole("group", { name: "Kinds" }).getByText("Market days").click();
        await still.waitForURL("**/calendar?month=2026-11&kind=holiday");
        assert.match(
          (await still.locator("#list").innerText()).replaceAll(/\s+/g, " "),
          /Thanksgiving Day closed.*Friday, November 27.*Day after Thanksgiving early close closes at 13:00/,
        );
        const entry = still.locator('.month a[href="#exchange-2026-11-26"]');
        await entry.click();
        await still.waitForURL(/#exchange-2026-11-26$/);
        await still.getByRole("group", { name: "Form" }).getByText("List").click();
        await still.waitForURL(/view=list/);
        assert.equal(await still.locator(".month").count(), 0);
        await still.getByRole("link", { name: "December 2026" }).click();
        await still.waitForURL("**/calendar?month=2026-12&view=list&kind=holiday");
        assert.match(await still.locator("#list").innerText(), /Christmas Day/);
        await still.goto(`${server.url}/calendar?month=2031-06&kind=earnings`);
        assert.match(await still.locator("#list").innerText(), /Nothing is on the calendar of June 2031/);
        await still.goto(`${server.url}/calendar?month=2026-99`);
        assert.match(await still.locator("main").innerText(), /Cannot read month "2026-99"/);
      },
    );

    await t.step(
      "three widths: nothing sticks out, the month is a list on a phone, the pages' names stay in reach",
      async () => {
        for (const width of WIDTHS) {
          await still.setViewportSize({ width, height: 900 });
          for (const path of ["/news", "/calendar"]) {
            await still.goto(server.url + path);
            const wide = await still.evaluate(() => document.documentElement.scrollWidth);
            assert.ok(wide <= width, `${path} at ${width}: ${wide}`);
          }
          assert.equal(await still.locator(".month").isVisible(), width > 720);
          assert.ok(await still.locator("#list li").first().isVisible());
          const last = still.getByRole("navigation", { name: "Pages" }).getByRole("link").last();
          await last.focus();
          await until(
            "the last name is in sight",
            () => isInWindow(still, "nav[aria-label=Pages] a:last-child"),
          );
        }
      },
    );

    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await t.step("by keys: from day to day over the month's table, and on to other months", async () => {
      await openAwake(page, `${server.url}/calendar?month=2026-11`);
      await page.getByText(/^In the table: arrow keys/).waitFor();
      const day = () =>
        page.evaluate(() => document.activeElement?.closest("[data-day]")?.getAttribute("data-day"));
      await page.locator('[data-day="2026-11-26"] a.day-number').focus();
      for (
        const [key, expected] of [
          ["ArrowRight", "2026-11-27"],
          ["ArrowUp", "2026-11-20"],
          ["Home", "2026-11-16"],
          ["ArrowLeft", "2026-11-15"],
          ["ArrowDown", "2026-11-22"],
          // There is no day behind the last.
          ["ArrowDown", "2026-11-29"],
          ["ArrowDown", "2026-11-29"],
        ] as const
      ) {
        await page.keyboard.press(key);
        assert.equal(await day(), expected, key);
      }
      await page.keyboard.press("PageDown");
      await page.waitForURL("**/calendar?month=2026-12");
    });

    await t.step("subscribe: the address has what was chosen; today is marked", async () => {
      await openAwake(page, `${server.url}/calendar?kind=ipo`);
      await page.getByText("Subscribe", { exact: true }).click();
      const { host } = new URL(server.url);
      assert.equal(
        await page.getByRole("link", { name: "Open in a calendar" }).getAttribute("href"),
        `webcal://${host}/calendar.ics?kind=ipo`,
      );
      assert.equal(await page.locator('[aria-current="date"]').count(), 1);
    });

    await t.step("the past: both pages say so, and their links stay there", async () => {
      const then = new Date().toISOString();
      for (const path of ["/news", "/calendar"]) {
        await page.goto(`${server.url}${path}?at=${encodeURIComponent(then)}`);
        await page.getByRole("complementary", { name: "The past" }).waitFor();
        const links = await page.locator('main a[href^="/"]:not([href*=".ics"])').evaluateAll((all) =>
          all.map((link) => link.getAttribute("href") ?? "")
        );
        assert.ok(links.length > 5);
        assert.deepEqual(links.filter((link) => !link.includes("at=")), [], path);
      }
    });
  });

  await t.step(
    "the file: another program reads it, it stands until something changes",
    () => checkFile(server),
  );
  await t.step(
    "OpenBB: every widget gets rows with its columns, its pages may read them, others may not",
    () => checkOpenBb(server),
  );
});

function storiesOn(page: Page): Promise<readonly string[]> {
  return page.locator("[data-story]").evaluateAll((all) =>
    all.map((each) => each.getAttribute("data-story") ?? "")
  );
}

function isInWindow(page: Page, selector: string): Promise<boolean> {
  return page.locator(selector).evaluate((element) => {
    const { left, right } = element.getBoundingClientRect();
    return left >= 0 && right <= innerWidth + 1;
  });
}

async function checkFile(server: RunningServer): Promise<void> {
  const response = await fetch(`${server.url}/calendar.ics?kind=earnings,holiday`);
  assert.equal(response.headers.get("content-type"), "text/calendar; charset=utf-8");
  const bytes = await response.bytes();
  const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  assert.ok(text.split("\r\n").every((line) => new TextEncoder().encode(line).length <= 75));
  const events = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents("vevent").map((each) =>
    new ICAL.Event(each)
  );
  assert.ok(events.some(({ uid }) => /^earnings-[A-Z]+-\d{4}-\d@demo\.quarterhour$/.test(uid)));
  assert.ok(events.some(({ summary }) => summary === "New York closed: Christmas Day"));
  const etag = response.headers.get("etag") ?? "";
  const again = await fetch(response.url, { headers: { "if-none-match": etag } });
  assert.equal(again.status, 304);
  const other = await fetch(`${server.url}/calendar.ics?symbol=AAPL`);
  assert.notEqual(other.headers.get("etag"), etag);
  assert.doesNotMatch(await other.text(), /New York closed/);
}

interface Widget {
  readonly endpoint: string;
  readonly params: readonly { paramName: string; value: string | number; optionsEndpoint?: string }[];
  readonly data?: { dataKey?: string; table: { columnsDefs: readonly { field: string }[] } };
}

async function checkOpenBb(server: RunningServer): Promise<void> {
  const [origin = ""] = OPENBB_ORIGINS;
  const ask = (path: string, headers: HeadersInit = { origin }) => fetch(server.url + path, { headers });
  const widgets: Record<string, Widget> = await (await ask("/widgets.json")).json();
  for (const [id, { endpoint, params, data }] of Object.entries(widgets)) {
    const query = new URLSearchParams(params.map(({ paramName, value }) => [paramName, String(value)]));
    const response = await ask(`/${endpoint}?${query}`);
    assert.equal(response.status, 200, id);
    assert.equal(response.headers.get("access-control-allow-origin"), origin, id);
    assert.match(response.headers.get("vary") ?? "", /Origin/, id);
    const body = await response.json();
    const rows: Record<string, unknown>[] = data?.dataKey === undefined ? body : body[data.dataKey];
    assert.ok(Array.isArray(rows), id);
    const fields = new Set(rows.flatMap((row) => Object.keys(row)));
    const missing = data?.table.columnsDefs.filter(({ field }) => !fields.has(field)) ?? [];
    // Of a kind that the demo's month does not have, the columns are not there.
    if (endpoint !== "api/calendar" && rows.length > 0) assert.deepEqual(missing, [], id);
  }
  const options = await (await ask("/api/openbb/symbols")).json();
  assert.ok(
    options.some(({ label, value }: Record<string, string>) =>
      value === "AAPL" && label === "AAPL Apple Inc"
    ),
  );
  const stranger = await ask("/api/quotes", { origin: "https://evil.example" });
  assert.equal(stranger.headers.get("access-control-allow-origin"), null);
  await stranger.body?.cancel();
  for (const path of ["/api/overview", "/metrics", "/"]) {
    const closed = await ask(path);
    assert.equal(closed.headers.get("access-control-allow-origin"), null, path);
    await closed.body?.cancel();
  }
  const preflight = await fetch(`${server.url}/api/quotes`, {
    method: "OPTIONS",
    headers: {
      origin,
      "access-control-request-method": "GET",
      "access-control-request-headers": "x-api-key",
      "access-control-request-private-network": "true",
    },
  });
  assert.equal(preflight.status, 204);
  assert.equal(preflight.headers.get("access-control-allow-headers"), "x-api-key");
  assert.equal(preflight.headers.get("access-control-allow-methods"), "GET");
  assert.equal(preflight.headers.get("access-control-allow-private-network"), "true");
}
