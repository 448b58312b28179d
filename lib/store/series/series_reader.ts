import type { Dataset, Row } from "@/lib/datasets/dataset.ts";
import type { ReadonlyLedger, RowRange } from "../ledger.ts";
import { cellsOfKey } from "../key_cells.ts";
import { arrivalOf } from "./arrival.ts";
import { rowsInTime } from "./in_time.ts";
import { parseIsoText } from "./iso_time.ts";
import { lazyRows } from "./lazy_rows.ts";
import type { SeriesLayout } from "./layout.ts";
import type { SeriesView } from "./series_view.ts";

/** Reads series as a ledger. What the series are, those who extend it know. */
export abstract class SeriesReader implements ReadonlyLedger {
  readonly dataset: Dataset;
  protected readonly layout: SeriesLayout;
  readonly #bySymbol = new Map<string, readonly Row[]>();
  readonly #latest = new Map<string, Row | undefined>();
  #all: readonly Row[] | null = null;
  #newest: Row | undefined | null = null;

  constructor(layout: SeriesLayout) {
    this.layout = layout;
    this.dataset = layout.dataset;
  }

  abstract get size(): number;
  abstract symbols(): string[];
  /** The series of a symbol, of all symbols without one: to keep, they stay as they are. */
  protected abstract views(symbol?: string): readonly SeriesView[];
  /** The same, to be read before anything changes. */
  protected abstract glances(symbol?: string): readonly SeriesView[];
  /** The series with these texts in its key, to be read before anything changes. */
  protected abstract glanceOf(keys: readonly string[]): SeriesView | undefined;

  get(key: string): Row | undefined {
    const [view, at] = this.find(key);
    return at < 0 ? undefined : view?.row(at);
  }

  rows(symbol?: string): readonly Row[] {
    if (symbol === undefined) return this.#all ??= rowsOf(this.views());
    let rows = this.#bySymbol.get(symbol);
    if (rows === undefined) {
      rows = rowsOf(this.views(symbol));
      if (rows.length > 0) this.#bySymbol.set(symbol, rows);
    }
    return rows;
  }

  latest(symbol: string): Row | undefined {
    if (!this.#latest.has(symbol)) this.#latest.set(symbol, latestOf(this.glances(symbol), this.layout));
    return this.#latest.get(symbol);
  }

  newest(): Row | undefined {
    if (this.#newest === null) this.#newest = newestOf(this.glances());
    return this.#newest;
  }

  range({ symbol, from = -Infinity, to = Infinity, order = "arrival" }: RowRange): readonly Row[] {
    const isAll = from === -Infinity && to === Infinity;
    if (isAll && order === "arrival") return this.rows(symbol);
    const views = isAll ? this.views(symbol) : this.views(symbol).map((view) => view.between(from, to));
    return order === "arrival" ? rowsOf(views) : rowsInTime(views, order === "newest");
  }

  everySeries(symbol?: string): readonly SeriesView[] {
    return this.views(symbol);
  }

  series(symbol: string, keys: Readonly<Record<string, string>> = {}): SeriesView | undefined {
    const wanted = Object.entries(keys);
    return this.views(symbol).find((view) => wanted.every(([name, text]) => view.keys[name] === text));
  }

  /** Where the row of a key is; position -1 where there is none. */
  protected find(key: string): readonly [view: SeriesView | undefined, at: number] {
    const cells = cellsOfKey(key);
    const { dataset, keys, time } = this.layout;
    const cell = (name: string) => cells[dataset.key.indexOf(name)] ?? "";
    const view = this.glanceOf(keys.map(({ name }) => cell(name)));
    return [view, view?.find(parseIsoText(cell(time.name), time.type === "date")) ?? -1];
  }

  /** Makes known that a symbol has other rows now. */
  protected changed(symbol: string): void {
    this.#bySymbol.delete(symbol);
    this.#latest.delete(symbol);
    this.#all = null;
    this.#newest = null;
  }
}

function rowsOf(views: readonly SeriesView[]): readonly Row[] {
  const arrival = arrivalOf(views);
  return lazyRows(arrival.length, (index) => {
    const [view, at] = arrival.at(index);
    return view?.row(at) ?? {};
  });
}

/** Row with the latest `as_of`, of equals the one that arrived last; one without is before all. */
function latestOf(views: readonly SeriesView[], { time }: SeriesLayout): Row | undefined {
  let found: { view: SeriesView; at: number; asOf: number } | undefined;
  for (const view of views) {
    const isTime = time.name === "as_of";
    const times = isTime ? view.time : view.column("as_of");
    for (let at = isTime ? Math.max(0, times.length - 1) : 0; at < times.length; at++) {
      const asOf = times[at] ?? NaN;
      const known = asOf === asOf ? asOf : -Infinity;
      if (
        found === undefined || known > found.asOf ||
        (known === found.asOf && isAfter(view.arrival(at), found.view.arrival(found.at)))
      ) found = { view, at, asOf: known };
    }
  }
  return found?.view.row(found.at);
}

function newestOf(views: readonly SeriesView[]): Row | undefined {
  let found: { view: SeriesView; at: number; arrival: readonly [number, number] } | undefined;
  for (const view of views) {
    for (let at = 0; at < view.length; at++) {
      const arrival = view.arrival(at);
      if (found === undefined || isAfter(arrival, found.arrival)) found = { view, at, arrival };
    }
  }
  return found?.view.row(found.at);
}

function isAfter(a: readonly [number, number], b: readonly [number, number]): boolean {
  return a[0] > b[0] || (a[0] === b[0] && a[1] > b[1]);
}
