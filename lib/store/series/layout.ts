import type { Column, Dataset } from "@/lib/datasets/dataset.ts";

/** What is kept of each row beside its time: a number, a time as milliseconds after the row's, or a text's code. */
export interface Stored {
  readonly column: Column;
  readonly kind: "number" | "time" | "text";
  /** For {@linkcode NumberColumn}. */
  readonly scale: number;
}

/** Where a column's cell is found: in the series' key, as the row's time, or among what is stored. */
export type Place =
  | { readonly kind: "key"; readonly index: number }
  | { readonly kind: "time" }
  | { readonly kind: "stored"; readonly index: number };

/** How the rows of a dataset are kept as series: numbers over time, one series for each text of its key. */
export interface SeriesLayout {
  readonly dataset: Dataset;
  /** The one column of the key that is a time or a date. */
  readonly time: Column;
  /** The other columns of the key, the symbol among them. */
  readonly keys: readonly Column[];
  readonly stored: readonly Stored[];
  /** Which of the stored says when the row was fetched; -1 where none does. */
  readonly fetchedAt: number;
  /** For each column of the dataset, in order. */
  readonly places: readonly Place[];
}

/** Prices have four decimal places at most, mostly. */
const PRICE_SCALE = 10_000;

/**
 * The layout of a dataset that is a series: a symbol's numbers over time. `null` for any other, a state or one with
 * texts of its own.
 */
export function layoutOf(dataset: Dataset): SeriesLayout | null {
  const byName = new Map(dataset.columns.map((column) => [column.name, column]));
  const key = dataset.key.map((name) => byName.get(name)).filter((column) => column !== undefined);
  const [time, ...more] = key.filter(isTime);
  const keys = key.filter((column) => !isTime(column));
  if (dataset.state || time === undefined || more.length > 0 || key.length !== dataset.key.length) {
    return null;
  }
  if (!keys.some(({ name }) => name === "symbol") || keys.some(({ type }) => type !== "string")) return null;
  const stored: Stored[] = [];
  const places: Place[] = [];
  for (const column of dataset.columns) {
    if (column === time) places.push({ kind: "time" });
    else if (keys.includes(column)) places.push({ kind: "key", index: keys.indexOf(column) });
    else {
      const kind = isTime(column) ? "time" : isNumber(column) ? "number" : "text";
      if (column.type === "boolean" || (kind === "text" && column.name !== "source")) return null;
      places.push({ kind: "stored", index: stored.length });
      stored.push({ column, kind, scale: column.type === "number" ? PRICE_SCALE : 1 });
    }
  }
  const fetchedAt = stored.findIndex(({ column }) => column.name === "fetched_at");
  return { dataset, time, keys, stored, fetchedAt, places };
}

function isTime({ type }: Column): boolean {
  return type === "datetime" || type === "date";
}

function isNumber({ type }: Column): boolean {
  return type === "number" || type === "integer";
}
