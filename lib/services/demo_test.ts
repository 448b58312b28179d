import assert from "node:assert/strict";
import { requestOf } from "@/lib/datasets/fake_finnhub.ts";
import type { Row } from "@/lib/datasets/dataset.ts";
import { datasetOf, DATASETS } from "@/lib/datasets/mod.ts";
import { Volume } from "@/lib/store/_testing.ts";
import type { Store } from "@/lib/store/store.ts";
import { seedDemo } from "./demo.ts";

const SYMBOLS = ["AAPL", "GOOGL", "MSFT", "TSLA", "AMZN", "NVDA", "META"];
/** A Sunday. */
const NOW = Date.parse("2026-07-05T14:07:00Z");
const YEAR_AGO = "2025-07-05";

/** The rows of `technical_indicators` that a run would make of what the store holds. */
async function indicators(store: Store, symbol: string): Promise<readonly Row[]> {
  const request = requestOf({}, {}, {
    symbol,
    now: NOW,
    known: (dataset, of) => store.ledger(dataset).rows(of),
  });
  return (await datasetOf("technical_indicators")?.collect(request))?.rows ?? [];
}

for (const hours of ["always", "exchange"] as const) {
  Deno.test(`Demo - every day of the last year has all its indicators, exchange hours: ${hours}`, async () => {
    await using volume = new Volume();
    const store = await volume.open({ datasets: DATASETS, now: () => NOW });
    const options = { store, symbols: SYMBOLS, cron: "*/15 * * * *", market: { hours }, now: () => NOW };
    assert.equal(await seedDemo(options), true);
    assert.equal(await seedDemo(options), false);
    for (const symbol of SYMBOLS) {
      const rows = await indicators(store, symbol);
      const year = rows.filter(({ date }) => String(date) >= YEAR_AGO);
      assert.ok(year.length >= (hours === "always" ? 364 : 248), `${year.length} days of ${symbol}`);
      for (const row of year) {
        assert.ok(Object.values(row).every((cell) => cell !== null), JSON.stringify(row));
      }
      await store.commit("technical_indicators", "20260705_140000", rows);
      // With nothing new there is nothing to write.
      assert.deepEqual(await indicators(store, symbol), []);
    }
  });
}
