import { HttpError } from "fresh";
import type { Dataset, Row } from "@/lib/datasets/dataset.ts";
import { TIME_COLUMNS, timeColumnOf } from "@/lib/datasets/time_column.ts";
import type { Known } from "./services.ts";
import { instantOf, integerOf, oneOf, symbolOf } from "./parameters.ts";

/** Rows that a request asks for. */
export interface Selection {
  readonly rows: readonly Row[];
  /** Before `limit` and `offset`. */
  readonly total: number;
  readonly offset: number;
}

const MOST_ROWS = 100_000;

/**
 * The dataset an address names.
 * @throws {HttpError} 404 when there is none
 */
export function datasetNamed(store: Known["store"], name: string | undefined): Dataset {
  const dataset = store.datasets.find((each) => each.name === name);
  if (dataset === undefined) {
    throw new HttpError(
      404,
      `No such dataset; there are ${store.datasets.map((each) => each.name).join(", ")}`,
    );
  }
  return dataset;
}

/**
 * Picks rows by `symbol`, `from` and `to` (by the dataset's own time, else `fetched_at`), `order`, `offset` and `limit`.
 * @throws {HttpError} 400 for a parameter that cannot be read
 */
export function select(
  store: Known["store"],
  dataset: Dataset,
  query: URLSearchParams,
  fallbackLimit: number,
): Selection {
  return arrange(dataset, matching(store, dataset, query), query, fallbackLimit);
}

/**
 * As {@linkcode select}, of the newest rows alone: see {@linkcode latestOf}.
 * @throws {HttpError} 400 for a parameter that cannot be read
 */
export function selectLatest(store: Known["store"], dataset: Dataset, query: URLSearchParams): Selection {
  return arrange(dataset, latestOf(dataset, matching(store, dataset, query)), query, MOST_ROWS);
}

/** Rows by `symbol`, `from` and `to`, in order of arrival. */
function matching(store: Known["store"], dataset: Dataset, query: URLSearchParams): readonly Row[] {
  const symbol = query.has("symbol") ? symbolOf(query.get("symbol") ?? "") : undefined;
  const from = instantOf(query, "from");
  const to = instantOf(query, "to");
  const rows = store.ledger(dataset.name).rows(
    dataset.columns.some(({ name }) => name === "symbol") ? symbol : undefined,
  );
  if (from === undefined && to === undefined) return rows;
  const column = timeColumnOf(dataset);
  return rows.filter((row) => {
    const at = Date.parse(String(row[column] ?? row["fetched_at"]));
    return (from === undefined || at >= from) && (to === undefined || at <= to);
  });
}

/** Applies `order`, `offset` and `limit`. */
function arrange(
  dataset: Dataset,
  rows: readonly Row[],
  query: URLSearchParams,
  fallbackLimit: number,
): Selection {
  const order = oneOf(query, "order", ["oldest", "newest"], "oldest");
  const limit = integerOf(query, "limit", { least: 1, most: MOST_ROWS, fallback: fallbackLimit });
  const offset = integerOf(query, "offset", { least: 0, most: 100_000_000, fallback: 0 });
  const column = timeColumnOf(dataset);
  // Rows arrive nearly in order of time: turned round, there is little left to sort.
  const sorted = order === "oldest"
    ? rows
    : rows.toReversed().sort((a, b) => compare(String(b[column] ?? ""), String(a[column] ?? "")));
  return { rows: sorted.slice(offset, offset + limit), total: rows.length, offset };
}

/** Newest row of each thing in a series (a quote's symbol, a bar's symbol and interval); of other datasets, of each key. */
export function latestOf(dataset: Dataset, rows: readonly Row[]): Row[] {
  const series = dataset.key.filter((name) => !TIME_COLUMNS.includes(name));
  if (dataset.state || series.length === dataset.key.length) return [...rows];
  const column = timeColumnOf(dataset);
  const newest = new Map<string, Row>();
  for (const row of rows) {
    const thing = JSON.stringify(series.map((name) => row[name]));
    const known = newest.get(thing);
    if (known === undefined || String(known[column] ?? "") <= String(row[column] ?? "")) {
      newest.set(thing, row);
    }
  }
  return [...newest.values()];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
