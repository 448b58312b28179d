import assert from "node:assert/strict";
import { startServer, until } from "../_server.ts";
import { isMarked, mark, quiet, startRun } from "./_app.ts";
import { withBrowser } from "./_browser.ts";

Deno.test("Freshen - tables that no island owns follow a run without a reload, and leave what the reader selects", async () => {
  await using server = await startServer({ env: quiet() });
  await server.logged("Run finished");
  await withBrowser({ origin: server.url }, async (browser) => {
    const page = await browser.newPage();
    await page.goto(`${server.url}/data`);
    await mark(page);
    const line = page.locator(`li:has(a[href="/data/stock_quotes"])`);
    // Ages grow by themselves.
    const rows = async () => (await line.innerText()).replace(/checked .*/, "");
    const before = await rows();
    await startRun(server.url);
    await until("the count of quotes grows", async () => await rows() !== before);
    assert.match(await line.innerText(), /checked (just now|\d+\s+s ago)/);

    const selected = await rows();
    await page.locator(`a[href="/data/stock_quotes"]`).focus();
    const run = await startRun(server.url);
    await until("the run is over", async () => {
      const { runs } = await (await fetch(`${server.url}/api/runs?limit=1`)).json();
      return runs[0]?.run_id === run;
    });
    assert.equal(await rows(), selected);
    assert.ok(await isMarked(page));
  });
});
