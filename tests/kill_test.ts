import assert from "node:assert/strict";
import { DATASETS } from "@/lib/datasets/mod.ts";
import { showsPrice } from "./_api.ts";
import { killAgainAndAgain } from "./_kill.ts";
import { VolumeWatch } from "./_volume_watch.ts";

Deno.test("Kill - twenty times at random moments: no partial or doubled row, nothing lost, every run on record, and the next start serves at once", async () => {
  const { kills, hits, runs, rows } = await killAgainAndAgain({ kills: 20, seed: 20, withFaults: false });
  assert.equal(kills, 20);
  assert.equal(hits.run + hits.after + hits.start, 20);
  assert.ok(hits.run >= 5 && hits.start >= 3, JSON.stringify(hits));
  assert.ok(runs >= 2 && rows > 100);
});

Deno.test("Kill - the look at the page takes no other symbol's price for one that has none", () => {
  const row = (symbol: string, price: string) =>
    `<tr class data-symbol="${symbol}"><td>${symbol}</td><td class="number"><span class="price">${price}</span></td></tr>`;
  const page = row("AAPL", "–") + row("MSFT", "1,234.50");
  assert.deepEqual(["AAPL", "MSFT", "META"].map((symbol) => showsPrice(page, symbol)), [false, true, false]);
});

Deno.test("Kill - the look at the volume sees rows that are torn, doubled or lost, torn records, and strangers", async () => {
  const dir = await Deno.makeTempDir({ prefix: "quarterhour-" });
  const quotes = DATASETS.find(({ name }) => name === "stock_quotes");
  assert.ok(quotes !== undefined);
  const header = quotes.columns.map(({ name }) => name).join();
  const row = (minute: number) =>
    quotes.columns.map(({ name }) => name === "as_of" ? `2026-07-01T14:0${minute}:00.000Z` : "x").join();
  const path = `${dir}/stock_quotes_20260701_140000.csv`;
  const whole = `${header}\n${row(0)}\n${row(1)}\n`;
  for (
    const [file, text, complaint] of [
      [path, whole.slice(0, -1), /torn/],
      [path, `${whole}x,1\n`, /has 2 cells/],
      [path, `${whole}${row(1)}\n`, /repeats the key/],
      [path, `${header}\n${row(0)}\n`, /is gone/],
      [`${dir}/runs.csv`, "run_id,slot", /torn/],
      [`${dir}/stock_quotes.part`, "", /no business/],
    ] as const
  ) {
    await Deno.writeTextFile(path, whole);
    const watch = new VolumeWatch(dir);
    assert.equal((await watch.check()).rows, 2);
    await Deno.writeTextFile(file, text);
    await assert.rejects(watch.check(), complaint);
    await Deno.remove(file);
  }
  await Deno.remove(dir, { recursive: true });
});
