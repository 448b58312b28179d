import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { startServer, until } from "../_server.ts";
import { collect, isMarked, mark, metric, quiet, startRun, untilLikeFresh } from "./_app.ts";
import { openAwake, withBrowser } from "./_browser.ts";

const POLLING = String.raw`Polling \d+ of \d+`;
const PATHS = ["/", "/stocks/AAPL", "/pipeline", "/data", "/", "/stocks/TSLA", "/data/stock_quotes", "/"];

Deno.test("Tabs - eight are alive on one event stream, and the lead passes on when its tab is closed mid-run", async () => {
  await using server = await startServer({ env: quiet() });
  await server.logged("Run finished", { status: "complete" });
  await withBrowser({ origin: server.url }, async (browser) => {
    const context = await browser.newContext({ viewport: { width: 1000, height: 800 } });
    const tabs: Page[] = [];
    for (const path of PATHS) {
      const tab = await context.newPage();
      await openAwake(tab, server.url + path);
      await mark(tab);
      tabs.push(tab);
    }
    assert.equal(await metric(server.url, "quarterhour_streams"), 1);

    for (const round of ["first", "second"]) {
      const leader = await leaderOf(tabs);
      const others = tabs.filter((tab) => tab !== leader);
      const told = await Promise.all(others.map((tab) => collect(tab, "header", POLLING)));
      const run_id = await startRun(server.url);
      await until("every tab hears of the run", async () => {
        const seen = await Promise.all(told.map((progress) => progress()));
        return seen.every((texts) => texts.length > 0);
      });
      await leader.close();
      tabs.splice(tabs.indexOf(leader), 1);
      await server.logged("Run finished", { run_id });
      await until("the next tab leads", async () => await metric(server.url, "quarterhour_streams") === 1);
      for (const tab of tabs) {
        await until(
          `every tab hears of the end of the ${round} run`,
          async () => /Next poll in/.test(await tab.locator("header").first().innerText()),
        );
        assert.ok(!/Reconnecting/.test(await tab.locator("header").first().innerText()));
        assert.ok(await isMarked(tab));
      }
      for (const tab of tabs.filter((tab) => new URL(tab.url()).pathname === "/")) await untilLikeFresh(tab);
    }
    assert.equal(await metric(server.url, "quarterhour_streams"), 1);
  });
});

/** The tab that reads the stream. A lock's holder is named by an id that a second lock of the same tab tells. */
async function leaderOf(tabs: readonly Page[]): Promise<Page> {
  const [first] = tabs;
  assert.ok(first);
  for (const [i, tab] of tabs.entries()) {
    await tab.evaluate((name) => {
      navigator.locks.request(name, { ifAvailable: true }, (lock) => lock && new Promise(() => {}));
    }, `tab-${i}-${tab.url()}`);
  }
  const names = await until("a tab leads", async () => {
    const { held = [] } = await first.evaluate(() => navigator.locks.query());
    const lead = held.find(({ name }) => name === "quarterhour-events");
    return lead && held.filter(({ clientId }) => clientId === lead.clientId).map(({ name }) => name);
  });
  const leader = tabs.find((tab, i) => names.includes(`tab-${i}-${tab.url()}`));
  assert.ok(leader, "one of the tabs leads");
  return leader;
}
