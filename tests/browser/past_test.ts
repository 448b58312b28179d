import assert from "node:assert/strict";
import { startServer, until } from "../_server.ts";
import { quiet, startRun, watchlistOn } from "./_app.ts";
import { withBrowser } from "./_browser.ts";

Deno.test("Time machine - a page of the past says so, stands still, and its links stay in the past", async () => {
  await using server = await startServer({ env: quiet() });
  await server.logged("Run finished");
  const then = new Date().toISOString();
  await withBrowser({ origin: server.url }, async (browser) => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    const asked: string[] = [];
    await page.goto(server.url);
    const shown = await watchlistOn(page);
    const run_id = await startRun(server.url);
    await server.logged("Run finished", { run_id });
    await until(
      "the page of now has moved on",
      async () => JSON.stringify(await watchlistOn(page)) !== JSON.stringify(shown),
    );

    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    await page.goto(`${server.url}/?at=${encodeURIComponent(then)}`);
    const bar = page.getByRole("complementary", { name: "The past" });
    assert.match(
      await bar.innerText(),
      /^As it was known on \w{3} \d+, \d{4}, [\d:]{8} New York · back to now$/,
    );
    await page.waitForLoadState("networkidle");
    assert.deepEqual(await watchlistOn(page), shown);
    assert.match(await page.locator("header").first().innerText(), /The past/);
    assert.doesNotMatch(await page.locator("header").first().innerText(), /Next poll/);

    await page.locator('[data-symbol="AAPL"] a').click();
    await page.waitForURL("**/stocks/AAPL?at=*");
    await bar.waitFor();
    await page.getByRole("navigation", { name: "Range" }).getByText("1Y", { exact: true }).click();
    await until("the range keeps the instant", () => /range=1Y&at=/.test(page.url()));
    await until("its bars are of then", () => asked.includes("/api/stocks/AAPL/history"));
    const csv = page.locator('#earnings a[href*=".csv"]');
    assert.match(await csv.getAttribute("href") ?? "", /&at=/);
    assert.ok(!asked.includes("/api/events"), "nothing is followed");
    await page.getByRole("link", { name: "Quarterhour" }).click();
    await page.waitForURL(`**/?at=*`);

    await bar.getByRole("link", { name: "back to now" }).click();
    await page.waitForURL(`${server.url}/`);
    assert.equal(await bar.count(), 0);
    await until("the stream is there again", () => asked.includes("/api/events"));
  });
});
