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
      (await bar.innerText()).replaceAll(/\s+/g, " "),
      /^As it was known on \w{3} \d+, \d{4}, [\d:]{8} New York ← \d\d:\d\d (–:–|\d\d:\d\d) → back to now$/,
    );
    await page.waitForLoadState("networkidle");
    assert.deepEqual(await watchlistOn(page), shown);
    assert.match(await page.locator("header").first().innerText(), /The past/);
    assert.doesNotMatch(await page.locator("header").first().innerText(), /Next poll/);

    await page.locator('[data-symbol="AAPL"] a.symbol').click();
    await page.waitForURL("**/stocks/AAPL?at=*");
    await bar.waitFor();
    // Before the chart is alive the range is a link to another page.
    await page.locator("canvas").first().waitFor();
    await page.getByRole("navigation", { name: "Range" }).getByText("1Y", { exact: true }).click();
    await until("the range keeps the instant", () => /range=1Y&at=/.test(page.url()));
    await until("its bars are of then", () => asked.includes("/api/stocks/AAPL/history"));
    const csv = page.locator('#earnings a[href*=".csv"]');
    assert.match(await csv.getAttribute("href") ?? "", /&at=/);
    assert.ok(!asked.includes("/api/events"), "nothing is followed");
    await page.getByRole("link", { name: "Quarterhour" }).click();
    await page.waitForURL(`**/?at=*`);

    // Links and form of the pipeline, of one slot before and of a week ago.
    await page.getByRole("navigation", { name: "Pages" }).getByText("Pipeline").click();
    await page.waitForURL("**/pipeline?at=*");
    assert.equal(await page.getByRole("button", { name: "Poll now" }).count(), 0);
    const shownAt = () => bar.locator("strong time").getAttribute("datetime");
    const step = async (name: RegExp, has: (shown: number, before: number) => boolean) => {
      const before = Date.parse(await shownAt() ?? "");
      await bar.getByRole("link", { name }).click();
      await until(`a step to ${name}`, async () => has(Date.parse(await shownAt() ?? ""), before));
    };
    await step(/^The slot before/, (shown, before) => shown < before);
    await step(/^The slot before/, (shown, before) => shown === before - 3_600_000);
    await step(/^The slot after/, (shown, before) => shown === before + 3_600_000);

    const clock = page.getByRole("button", { name: "Time machine" });
    const form = page.getByRole("form", { name: "Time machine" });
    assert.equal(await form.isVisible(), false);
    await clock.focus();
    await page.keyboard.press("Enter");
    await form.waitFor({ state: "visible" });
    await page.keyboard.press("Escape");
    await form.waitFor({ state: "hidden" });
    await page.keyboard.press("Enter");
    await form.getByLabel(/New York/).fill(localMinute(new Date(Date.parse(then) - 86_400_000)));
    await form.getByRole("button", { name: "Show" }).click();
    await until(
      "a day before, to the minute",
      async () => Math.abs(Date.parse(await shownAt() ?? "") + 86_400_000 - Date.parse(then)) < 60_000,
    );
    assert.match(page.url(), /\/pipeline\?at=[^&]*Z$/);
    await clock.click();
    await form.getByRole("button", { name: "A week ago" }).click();
    await until("a week ago", async () => Date.parse(await shownAt() ?? "") < Date.now() - 6.9 * 86_400_000);

    await bar.getByRole("link", { name: "back to now" }).click();
    await page.waitForURL(`${server.url}/pipeline`);
    await page.goto(server.url);
    assert.equal(await bar.count(), 0);
    await until("the stream is there again", () => asked.includes("/api/events"));
  });
});

/** As a `datetime-local` field has it, in New York. */
function localMinute(time: Date): string {
  return Temporal.Instant.from(time.toISOString()).toZonedDateTimeISO("America/New_York").toPlainDateTime()
    .toString({ smallestUnit: "minute" });
}
