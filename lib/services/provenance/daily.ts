import type { Dataset, Row } from "@/lib/datasets/dataset.ts";
import type { Known } from "../services.ts";

/** Daily bars of a symbol, oldest first, and the dataset that they are of. */
export function dailyBars(
  { store }: Known,
  symbol: string,
): { readonly dataset: Dataset; readonly rows: readonly Row[] } {
  const ledger = store.ledger("stock_historical");
  const view = ledger.series(symbol, { interval: "1d" });
  return {
    dataset: ledger.dataset,
    rows: Array.from({ length: view?.length ?? 0 }, (_, i) => view?.row(i) ?? {}),
  };
}
