import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import axe from "axe-core";
import type { Page } from "playwright-core";
import { startServer } from "../_server.ts";
import { quiet } from "./_app.ts";
import { openAwake, withBrowser } from "./_browser.ts";

const CSV = "Date,Close/Last,Volume,Open,High,Low\n01/06/2020,$74.95,118387200,$73.45,bad,$73.19\n" +
  "01/03/2020,$74.36,146322800,$74.29,$75.14,$74.13\n01/02/2020,$75.09,135480400,$74.06,$75.15,$73.80\n";

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate("axe.run()") as { violations: { id: string; help: string }[] };
  return violations.map(({ id, help }) => `${id}: ${help}`);
}

/** Drops a file on an element, as from a folder on the desktop. */
async function drop(page: Page, selector: string, name: string, text: string): Promise<void> {
  const data = await page.evaluateHandle(([name, text]) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], name));
    return transfer;
  }, [name, text] as const);
  await page.dispatchEvent(selector, "dragover", { dataTransfer: data });
  await page.dispatchEvent(selector, "drop", { dataTransfer: data });
}

Deno.test("Import page - a dropped file is imported, the report says what came of it, also on a phone", async () => {
  await using server = await startServer({ env: quiet() });
  await server.logged("Run finished", { status: "complete" });
  const expected = [/status of 422/];
  await withBrowser({ origin: server.url, expected }, async (browser) => {
    const page = await browser.newPage({ viewport: { width: 390, height: 800 } });
    await openAwake(page, `${server.url}/data/stock_historical`);
    await drop(page, "form.drop", "AAPL.csv", CSV);
    const panel = page.locator("#import");
    await panel.getByText("Imported: 2 new bars of 2, 1 line rejected.").waitFor();
    assert.match(await panel.innerText(), /AAPL, 1d: 2 bars from 2020-01-02 to 2020-01-03, 2 of them new/);
    assert.match(await panel.innerText(), /MM\/DD\/YYYY, newest first/);
    assert.match(await panel.locator("tbody tr").first().innerText(), /2\s+"High" is "bad", wanted a price/);
    assert.deepEqual(await violations(page), []);
    const [scrolled, shown] = await page.evaluate(() => [document.body.scrollWidth, innerWidth]);
    assert.ok(Number(scrolled) <= Number(shown), `the page is ${scrolled} wide on ${shown}`);

    await panel.getByLabel(/Price files/).setInputFiles({
      name: "prices.csv",
      mimeType: "text/csv",
      buffer: Buffer.from(CSV),
    });
    await panel.getByRole("button", { name: "Import" }).click();
    await panel.getByText(/Refused: it does not tell whose prices it has/).waitFor();
    await panel.getByLabel("Symbol").fill("MSFT");
    await panel.getByRole("button", { name: "Import" }).click();
    await panel.getByText(/MSFT.*2 bars from 2020-01-02/).waitFor();
    await panel.getByRole("link", { name: "MSFT" }).click();
    await page.getByRole("cell", { name: "import:prices.csv" }).first().waitFor();
  });
});

Deno.test("Import page - a stock without bars leads there", async () => {
  await using server = await startServer({ env: { ...quiet(), STOCK_SYMBOLS: "AAPL,NOSUCH" } });
  await server.logged("Run finished");
  await withBrowser({ origin: server.url }, async (browser) => {
    const page = await browser.newPage();
    await page.goto(`${server.url}/stocks/NOSUCH`);
    await page.getByRole("link", { name: "Import a price file" }).click();
    assert.equal(await page.getByPlaceholder("as the file says").inputValue(), "NOSUCH");
  });
});
