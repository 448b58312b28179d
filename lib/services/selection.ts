import { HttpError } from "fresh";
import type { Dataset, Row } from "@/lib/datasets/dataset.ts";
import { TIME_COLUMNS, timeColumnOf } from "@/lib/datasets/time_column.ts";
import type { RowRange } from "@/lib/store/ledger.ts";
import { inOrderOfTime } from "@/lib/store/row_time.ts";
import type { Known } from "./services.ts";
import { pointsOf, thinnedRows } from "./thinned.ts";
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
 * Picks rows by `symbol`, `from` and `to` (by the dataset's own time, else `fetched_at`), `points`, `order`, `offset`
 * and `limit`.
 * @throws {HttpError} 400 for a parameter that cannot be read
 */
export function select(
  store: Known["store"],
  dataset: Dataset,
  query: URLSearchParams,
  fallbackLimit: number,
): Selection {
  const ledger = store.ledger(dataset.name);
  const order = orderOf(query) === "newest" ? "newest" : "arrival";
  const range = { ...rangeOf(query), order } as const;
  const points = pointsOf(query);
  if (points === undefined) return page(ledger.range(range), query, fallbackLimit);
  // Who says how many wants no page of them.
  return page(thinnedRows(ledger, range, points), query, MOST_ROWS);
}

/**
 * As {@linkcode select}, of the newest rows alone: see {@linkcode latestOf}.
 * @throws {HttpError} 400 for a parameter that cannot be read
 */
export function selectLatest(store: Known["store"], dataset: Dataset, query: URLSearchParams): Selection {
  const ledger = store.ledger(dataset.name);
  const range = rangeOf(query);
  const ends = ledger.everySeries(range.symbol)?.flatMap((view) => {
    const within = view.between(range.from ?? -Infinity, range.to ?? Infinity);
    return within.length === 0 ? [] : [within.row(within.length - 1)];
  });
  const rows = ends ?? latestOf(dataset, ledger.range(range));
  const isNewestFirst = orderOf(query) === "newest";
  return page(isNewestFirst ? inOrderOfTime(dataset, rows, true) : rows, query, MOST_ROWS);
}

/** `symbol`, `from` and `to`. */
function rangeOf(query: URLSearchParams): RowRange {
  return {
    symbol: query.has("symbol") ? symbolOf(query.get("symbol") ?? "") : undefined,
    from: instantOf(query, "from"),
    to: instantOf(query, "to"),
  };
}

/** `order`; the oldest first means in order of arrival. */
function orderOf(query: URLSearchParams): "oldest" | "newest" {
  return oneOf(query, "order", ["oldest", "newest"], "oldest");
}

/** Applies `offset` and `limit`. */
function page(rows: readonly Row[], query: URLSearchParams, fallbackLimit: number): Selection {
  const limit = integerOf(query, "limit", { least: 1, most: MOST_ROWS, fallback: fallbackLimit });
  const offset = integerOf(query, "offset", { least: 0, most: 100_000_000, fallback: 0 });
  return { rows: rows.slice(offset, offset + limit), total: rows.length, offset };
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
