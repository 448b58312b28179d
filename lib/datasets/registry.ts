import type { Dataset } from "./dataset.ts";
import { stockQuotes } from "./stock_quotes.ts";

/** All datasets in the order of collection: quotes first, and a dataset after those it derives from. */
export const DATASETS: readonly Dataset[] = [
  stockQuotes,
];

/** The dataset of that name, undefined where there is none. */
export function datasetOf(name: string): Dataset | undefined {
  return DATASETS.find((dataset) => dataset.name === name);
}
