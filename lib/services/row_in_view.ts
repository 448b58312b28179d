import type { Dataset, Row } from "@/lib/datasets/dataset.ts";
import { keyOf } from "@/lib/datasets/keys.ts";
import { select } from "./selection.ts";
import type { Known } from "./services.ts";

/** Rows shown above the one that was asked for. */
const ABOVE = 6;
/** More rows than a symbol has in a year of quarter-hours. */
const MOST_ROWS = 100_000;

/**
 * Turns a page of rows to the one of a key, unless the query says where it begins: sets `offset`, and `symbol` where the
 * key has one.
 * @param cells of the key, in the dataset's order; others name no row
 * @throws {HttpError} 400 for a parameter that cannot be read
 */
export function showRow(
  store: Known["store"],
  dataset: Dataset,
  query: URLSearchParams,
  cells: readonly string[],
): void {
  if (cells.length !== dataset.key.length || query.has("offset")) return;
  const symbol = cells[dataset.key.indexOf("symbol")];
  // All symbols' rows are too many to look through.
  if (symbol !== undefined) query.set("symbol", symbol);
  const all = new URLSearchParams(query);
  for (const name of ["limit", "points"]) all.delete(name);
  const place = placeOfKey(dataset, select(store, dataset, all, MOST_ROWS).rows, cells) ?? -1;
  if (place > ABOVE) query.set("offset", String(place - ABOVE));
}

/** Place of the row of a key among others; `undefined` where it is not. */
export function placeOfKey(
  dataset: Dataset,
  rows: readonly Row[],
  cells: readonly string[],
): number | undefined {
  if (cells.length !== dataset.key.length) return undefined;
  const key = keyOf(dataset, Object.fromEntries(dataset.key.map((name, i) => [name, cells[i] ?? null])));
  const place = rows.findIndex((row) => keyOf(dataset, row) === key);
  return place < 0 ? undefined : place;
}
