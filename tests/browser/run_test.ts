import assert from "node:assert/strict";
import { startServer, until } from "../_server.ts";
import { collect, isMarked, mark, quiet, untilLikeFresh } from "./_app.ts";
import { openAwake, pricesOn, withBrowser } from "./_browser.ts";

Deno.test("Run - one started in a page changes prices in another tab, and both show its progress", async () => {
  await using server = await startServer({ env: quiet() });
  await server.logged("Run finished", { status: "complete" });
  await withBrowser({ origin: server.url }, async (browser) => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    const [watching, pressing] = [await context.newPage(), await context.newPage()];
    await openAwake(watching, server.url);
    await openAwake(pressing, `${server.url}/pipeline`);
    await mark(watching);
    const before = await pricesOn(watching);
    const inHeader = await collect(watching, "header", String.raw`Polling \d+ of \d+`);
    const inPanel = await collect(pressing, 'section[aria-label="Polling"]', String.raw`\d+ of \d+`);

    const button = pressing.getByRole("button", { name: "Poll now" });
    await button.click();
    await until("the prices change in the other tab", async () => {
      const now = await pricesOn(watching);
      return now.some((price, i) => price !== before[i]);
    });
    await until(
      "two runs are told",
      () => server.log.filter((line) => line.message === "Run finished").length === 2,
    );
    await until("the button can be pressed again", () => button.isEnabled());
    assert.ok(await isMarked(watching), "the page was not loaded again");
    await untilLikeFresh(watching);

    for (const [where, seen] of [["header", await inHeader()], ["panel", await inPanel()]] as const) {
      assert.ok(seen.length >= 3, `${where} showed ${seen.join(", ")}`);
      const done = seen.map((text) => Number(/(\d+) of/.exec(text)?.[1]));
      assert.deepEqual(done, done.toSorted((a, b) => a - b), `${where} goes forward`);
    }
    const runs = pressing.locator("#runs tbody tr");
    await until("the run is in the table", async () => /demand/.test(await runs.first().innerText()));
  });
});
