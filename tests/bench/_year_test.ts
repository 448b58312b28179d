import assert from "node:assert/strict";
import { formatRows, parseRows } from "@/lib/datasets/format.ts";
import { DATASETS } from "@/lib/datasets/mod.ts";
import { stockQuotes } from "@/lib/datasets/stock_quotes.ts";
import { recorder } from "@/lib/store/_testing.ts";
import { Store } from "@/lib/store/store.ts";
import { tickers, writeYear } from "./_year.ts";

Deno.test("writeYear - writes what the store would have: it reads every row, and would write it so again", async () => {
  const end = Date.UTC(2026, 6, 2, 20, 0);
  const dir = await Deno.makeTempDir({ prefix: "quarterhour-" });
  try {
    const year = writeYear({ dir, symbols: tickers(2), hours: "exchange", end, isArchived: true });
    const { logger, lines } = recorder();
    const store = await Store.open({ dir, datasets: DATASETS, now: () => end, logger });
    assert.equal(store.ledger("stock_quotes").size, year.quotes);
    assert.equal(year.quotes / 2, store.runs.all().length, "a run for each slot");
    assert.ok(year.quotes / 2 > 250 * 26, `${year.quotes} quotes are no year of sessions`);
    assert.deepEqual([store.damaged(), store.foreign()], [[], []]);
    assert.deepEqual(lines.map(({ message }) => message), ["Catalog rebuilt from the files"]);
    assert.equal(store.files().filter(({ archived }) => archived).length, year.archives);
    for (const { path, archived } of store.files()) {
      if (!archived && !path.includes("20260702")) continue;
      const text = await Deno.readTextFile(`${dir}/${path}`);
      assert.equal(formatRows(stockQuotes, parseRows(stockQuotes, text)), text, path);
    }
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
});
