import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { startServer, until } from "../_server.ts";
import { isMarked, mark, metric, quiet, startRun, untilLikeFresh } from "./_app.ts";
import { openAwake, withBrowser } from "./_browser.ts";
import { startRouter } from "./_router.ts";

/** A server that is away, as Chromium tells it. */
const AWAY = [/net::ERR_/, /status of 503/];

Deno.test("Restart - after SIGTERM and after SIGKILL mid-run, on the same port and volume, open tabs resume by themselves", async (t) => {
  const dataPath = await Deno.makeTempDir({ prefix: "quarterhour-" });
  const env = quiet();
  let server = await startServer({ env, dataPath });
  const { url } = server;
  try {
    await server.logged("Run finished", { status: "complete" });
    await withBrowser({ origin: url, expected: AWAY }, async (browser) => {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
      const tabs = [await context.newPage(), await context.newPage()];
      for (const tab of tabs) {
        await openAwake(tab, url);
        await mark(tab);
      }
      for (const signal of ["SIGTERM", "SIGKILL"] as const) {
        await t.step(signal, async () => {
          const cut = await startRun(url);
          await server.logged("Run started", { run_id: cut });
          const { code } = await server.stop(signal);
          if (signal === "SIGTERM") assert.equal(code, 0);
          await untilAll(
            tabs,
            "says that it reconnects",
            async (tab) => /Reconnecting/.test(await headerOf(tab)),
          );

          server = await startServer({ env: { ...env, PORT: new URL(url).port }, dataPath });
          const after = await startRun(url);
          await server.logged("Run finished", { run_id: after });
          await untilAll(tabs, "has resumed", async (tab) => {
            const header = await headerOf(tab);
            return !/Reconnecting|Polling/.test(header) && /Next poll in/.test(header);
          });
          for (const tab of tabs) {
            await untilLikeFresh(tab);
            assert.ok(await isMarked(tab), "no page was loaded again");
          }
          assert.equal(await metric(url, "quarterhour_streams"), 1);
        });
      }
    });
    assert.equal((await server.stop("SIGTERM")).code, 0);
  } finally {
    await server.stop("SIGKILL");
    await Deno.remove(dataPath, { recursive: true });
  }
});

Deno.test("Restart - a router that answers 503 for a while is survived, and what happened meanwhile is shown", async () => {
  await using server = await startServer({ env: quiet() });
  await server.logged("Run finished", { status: "complete" });
  await using router = startRouter(server.url);
  await withBrowser({ origin: router.url, expected: AWAY }, async (browser) => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    const tabs = [await context.newPage(), await context.newPage(), await context.newPage()];
    for (const [i, tab] of tabs.entries()) {
      await openAwake(tab, router.url + ["/", "/stocks/AAPL", "/pipeline"][i]);
      await mark(tab);
    }
    router.away();
    const run_id = await startRun(server.url);
    await server.logged("Run finished", { run_id });
    await until("the browser was refused again and again", () => router.refused("/api/events") >= 3);
    await untilAll(tabs, "says that it reconnects", async (tab) => /Reconnecting/.test(await headerOf(tab)));
    for (const tab of tabs) await claimsNothing(tab);
    router.back(server.url);
    await untilAll(tabs, "has resumed", async (tab) => !/Reconnecting/.test(await headerOf(tab)));
    await untilAll(tabs, "is live again", async (tab) => {
      const said = await verdictsOn(tab);
      return !said.includes("we are stale") && /Next poll in/.test(await headerOf(tab));
    });
    const [market] = tabs;
    if (market !== undefined) await untilLikeFresh(market);
    for (const tab of tabs) assert.ok(await isMarked(tab), "no page was loaded again");
    assert.equal(await metric(server.url, "quarterhour_streams"), 1);
  });
});

/** A page without its server knows of no number whether it is the newest, nor what the exchange does. */
async function claimsNothing(tab: Page): Promise<void> {
  const path = new URL(tab.url()).pathname;
  const said = await verdictsOn(tab);
  assert.deepEqual([path, ...new Set(said)], [path, "we are stale"]);
  assert.match(await headerOf(tab), /As of \d\d:\d\d, not connected/);
  const text = await tab.locator("body").innerText();
  assert.doesNotMatch(text, /Market open|Next poll|Up to date|closes in|00:00/);
}

/** Every verdict on a page, but of what never had anything. */
function verdictsOn(tab: Page): Promise<string[]> {
  return tab.locator("[data-verdict]:not([data-verdict=never_seen])").allTextContents();
}

function headerOf(tab: Page): Promise<string> {
  return tab.locator("header").first().innerText();
}

async function untilAll(
  tabs: readonly Page[],
  what: string,
  holds: (tab: Page) => Promise<boolean>,
): Promise<void> {
  for (const tab of tabs) await until(`every tab ${what}`, () => holds(tab));
}
