import type { Dataset, DatasetName } from "@/lib/datasets/dataset.ts";
import { quote, QUOTES, recorder, SLOT } from "./_testing.ts";
import { stampOf } from "./stamp.ts";
import { Store } from "./store.ts";

/** As many datasets as a slot writes at most. */
const NAMES: readonly DatasetName[] = [
  "stock_quotes",
  "stock_historical",
  "company_profiles",
  "company_news",
  "earnings",
  "financials",
  "insider_transactions",
  "analyst_recommendations",
  "social_sentiment",
  "dividends",
  "market_news",
  "ipo_calendar",
  "company_metrics",
  "technical_indicators",
];
const DATASETS: readonly Dataset[] = NAMES.map((name) => ({ ...QUOTES, name }));
const SYMBOLS = ["AAPL", "GOOGL", "MSFT", "TSLA", "AMZN", "NVDA", "META"];

Deno.bench("Store - commit a slot of 14 files, 7 rows each", async (bench) => {
  const dir = Deno.makeTempDirSync({ prefix: "quarterhour-bench-" });
  const store = await Store.open({ dir, datasets: DATASETS, now: () => SLOT, logger: recorder().logger });
  const slot = nextSlot();
  bench.start();
  await commit(store, slot);
  bench.end();
  Deno.removeSync(dir, { recursive: true });
});

Deno.bench("Store - commit a slot that says nothing new", async (bench) => {
  const dir = Deno.makeTempDirSync({ prefix: "quarterhour-bench-" });
  const store = await Store.open({ dir, datasets: DATASETS, now: () => SLOT, logger: recorder().logger });
  const slot = nextSlot();
  await commit(store, slot);
  bench.start();
  await commit(store, slot);
  bench.end();
  Deno.removeSync(dir, { recursive: true });
});

let slots = 0;
function nextSlot(): number {
  return slots++;
}

async function commit(store: Store, slot: number): Promise<void> {
  const stamp = stampOf(SLOT + slot * 900_000);
  const rows = SYMBOLS.map((symbol, index) => quote(symbol, slot * 15, 100 + index));
  for (const name of NAMES) await store.commit(name, stamp, rows);
}
