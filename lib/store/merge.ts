import type { Dataset, Row } from "@/lib/datasets/dataset.ts";
import { contentOf, keyOf } from "@/lib/datasets/keys.ts";
import type { Ledger } from "./ledger.ts";

/**
 * Last row of each key, where it would change the truth.
 * @param order of the file they would stand in
 */
export function newRows(ledger: Ledger, rows: readonly Row[], order: number): readonly Row[] {
  const { dataset } = ledger;
  return mergeRows(dataset, [], rows).filter((row) => {
    const key = keyOf(dataset, row);
    const known = ledger.get(key);
    if (known === undefined) return true;
    return !ledger.isHidden(key, order) && contentOf(dataset, known) !== contentOf(dataset, row);
  });
}

/** The rows of a file with others put in: in place where the key is known, at the end where not. */
export function mergeRows(dataset: Dataset, rows: readonly Row[], others: readonly Row[]): readonly Row[] {
  const merged = new Map(rows.map((row) => [keyOf(dataset, row), row]));
  for (const row of others) merged.set(keyOf(dataset, row), row);
  return [...merged.values()];
}
