import type { Dataset, Row } from "@/lib/datasets/dataset.ts";
import { keyOf } from "@/lib/datasets/keys.ts";

/** The rows of a file with others put in: in place where the key is known, at the end where not. */
export function mergeRows(dataset: Dataset, rows: readonly Row[], others: readonly Row[]): readonly Row[] {
  const merged = new Map(rows.map((row) => [keyOf(dataset, row), row]));
  for (const row of others) merged.set(keyOf(dataset, row), row);
  return [...merged.values()];
}
