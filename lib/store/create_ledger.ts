import type { Dataset } from "@/lib/datasets/dataset.ts";
import type { Ledger } from "./ledger.ts";
import { RowLedger } from "./row_ledger.ts";
import { layoutOf } from "./series/layout.ts";
import { SeriesLedger } from "./series/series_ledger.ts";

/** An empty ledger, of columns where the dataset is a series of numbers. */
export function createLedger(dataset: Dataset): Ledger {
  const layout = layoutOf(dataset);
  return layout === null ? new RowLedger(dataset) : new SeriesLedger(layout);
}
