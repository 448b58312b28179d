import { HttpError } from "fresh";
import type { Column, Dataset, Row } from "@/lib/datasets/dataset.ts";
import { integerOf, listOf, oneOf } from "./parameters.ts";
import { select } from "./selection.ts";
import type { Known } from "./services.ts";

/** A page of a dataset's rows, as a reader has chosen them. */
export interface TableView {
  readonly rows: readonly Row[];
  /** Rows chosen, before paging. */
  readonly total: number;
  readonly offset: number;
  /** Those to show, in the dataset's order. */
  readonly columns: readonly Column[];
  /** The column that rows are sorted by; empty: by the dataset's own time, as `order` says. */
  readonly sort: string;
  readonly isDescending: boolean;
  /** What was looked for in the cells; empty for nothing. */
  readonly find: string;
  /** Where more rows than that were chosen: how many of the newest were looked through; else `null`. */
  readonly lookedThrough: number | null;
}

/**
 * Rows that a search or a sort by any column goes through: these are made one by one, and millions would keep everybody
 * waiting. By time there is no such end.
 */
export const MOST_LOOKED_THROUGH = 20_000;

const DIRECTIONS = ["asc", "desc"] as const;

/** What of an address a page of rows has to do with; a form sends what was left empty, which means nothing. */
export function withoutEmpty(query: URLSearchParams): URLSearchParams {
  return new URLSearchParams([...query].filter(([, value]) => value.trim() !== ""));
}

/**
 * Rows by `symbol`, `from`, `to`, `order` and `offset` as `select` takes them, and by `find` (a text in any
 * cell), `sort` (a column) with `dir`, `column` (those to show) and `below` (the page that begins below the nth of the
 * oldest, which stays the same while newer rows come).
 * @throws {HttpError} 400 for a parameter that cannot be read
 */
export function tableView(
  store: Known["store"],
  dataset: Dataset,
  query: URLSearchParams,
  pageRows: number,
): TableView {
  const names = dataset.columns.map(({ name }) => name);
  const sort = oneOf(query, "sort", ["", ...names], "");
  const isDescending = oneOf(query, "dir", DIRECTIONS, "asc") === "desc";
  const find = (query.get("find") ?? "").trim().toLowerCase();
  const columns = columnsOf(dataset, query);
  const shared = { columns, sort, isDescending, find };
  if (sort === "" && find === "") {
    const place = placeOf(store, dataset, query);
    return { ...select(store, dataset, place, pageRows), ...shared, lookedThrough: null };
  }
  const wide = new URLSearchParams(query);
  for (const name of ["offset", "below", "points"]) wide.delete(name);
  wide.set("limit", String(MOST_LOOKED_THROUGH));
  const { rows, total: before } = select(store, dataset, wide, MOST_LOOKED_THROUGH);
  const found = find === "" ? [...rows] : rows.filter((row) => isIn(row, find));
  const sorted = sort === "" ? found : found.sort(by(sort, isDescending));
  const offset = integerOf(query, "offset", { least: 0, most: 100_000_000, fallback: 0 });
  return {
    rows: sorted.slice(offset, offset + pageRows),
    total: sorted.length,
    offset,
    ...shared,
    lookedThrough: before > rows.length ? rows.length : null,
  };
}

/** Turns `below` into an offset. */
function placeOf(store: Known["store"], dataset: Dataset, query: URLSearchParams): URLSearchParams {
  const below = query.get("below");
  if (below === null || query.has("offset")) return query;
  if (!/^\d{1,9}$/.test(below)) {
    throw new HttpError(400, `Cannot read below "${below.slice(0, 40)}": expected a count of rows`);
  }
  const place = new URLSearchParams(query);
  const { total } = select(store, dataset, place, 1);
  place.set("offset", String(Math.max(0, total - Number(below))));
  return place;
}

function columnsOf({ columns }: Dataset, query: URLSearchParams): readonly Column[] {
  const wanted = listOf(query, "column");
  const chosen = columns.filter(({ name }) => wanted.includes(name));
  return chosen.length === 0 ? columns : chosen;
}

function isIn(row: Row, text: string): boolean {
  return Object.values(row).some((cell) => cell !== null && String(cell).toLowerCase().includes(text));
}

/** Numbers as numbers, texts as texts; what is not known comes last whatever the direction. */
function by(column: string, isDescending: boolean): (a: Row, b: Row) => number {
  const sign = isDescending ? -1 : 1;
  return (a, b) => {
    const [one, other] = [a[column] ?? null, b[column] ?? null];
    if (one === other) return 0;
    if (one === null || other === null) return one === null ? 1 : -1;
    return (one < other ? -1 : 1) * sign;
  };
}
