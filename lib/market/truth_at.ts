import type { DatasetName } from "@/lib/datasets/dataset.ts";
import type { ReadonlyLedger } from "@/lib/store/ledger.ts";
import type { Store } from "@/lib/store/store.ts";

/** What read models need of a dataset: now from the store's ledger, of the past from {@linkcode truthAt}. */
export type Truth = Pick<
  ReadonlyLedger,
  "dataset" | "get" | "rows" | "latest" | "symbols" | "size" | "newest" | "range" | "series" | "everySeries"
>;

/** What was known of all datasets at an instant. */
export interface TruthAt {
  /** Epoch milliseconds. */
  readonly at: number;
  ledger(dataset: DatasetName): Truth;
  /** Rows of all datasets. */
  readonly size: number;
}

/**
 * What was known at an instant: of each key the last row that had been fetched by then. See {@linkcode Store.at}.
 * @param at epoch milliseconds
 * @throws {StoreError} when a file that is needed cannot be read
 */
export async function truthAt(store: Store, at: number): Promise<TruthAt> {
  const truth = await store.at(at);
  const size = store.datasets.reduce((sum, { name }) => sum + truth.ledger(name).size, 0);
  return { at, size, ledger: (name) => truth.ledger(name) };
}
