import type { Column, Row } from "@/lib/datasets/dataset.ts";
import { columnsIn, parseRows, unfitCell } from "@/lib/datasets/format.ts";
import { decode } from "../decode.ts";
import type { LaterRows, Ledger, Portion, ReadonlyLedger, Span, Withdrawal } from "../ledger.ts";
import { addRows, Batch, rowsBySeries, UnfitCell } from "./batch.ts";
import { FileNumbers } from "./file_numbers.ts";
import { makeRow } from "./make_row.ts";
import type { SeriesLayout } from "./layout.ts";
import { PastSeries } from "./past_series.ts";
import { Scanner } from "./scan.ts";
import { Series } from "./series.ts";
import { SeriesNames } from "./series_names.ts";
import { SeriesReader } from "./series_reader.ts";
import type { SeriesView } from "./series_view.ts";
import { Texts } from "./texts.ts";

const LF = 10;

/** Rows that are taken into their series at once: enough for some of each, few enough to be looked at twice. */
const MANY = 65_536;

/** A ledger that keeps numbers over time in columns: a year of 500 symbols' quotes in some 200 MB. */
export class SeriesLedger extends SeriesReader implements Ledger {
  readonly #texts = new Texts();
  readonly #names = new SeriesNames();
  readonly #files = new FileNumbers();
  readonly #scanner: Scanner;
  readonly #batch: Batch;
  readonly #series: Series[] = [];
  readonly #byNumber = new Map<number, Series>();
  readonly #bySymbol = new Map<string, Series[]>();
  #newestOrder = 0;
  /** Of the file read last. */
  #header: { bytes: Uint8Array; columns: readonly Column[]; end: number } | null = null;
  /** How many times as many rows there will soon be. */
  #growth = 1;
  /** Bytes of the largest file that is to be read. */
  #largest = 0;
  /** Rows of the batch that were applied; those after are of the portion that was read last. */
  #assigned = 0;

  constructor(layout: SeriesLayout) {
    super(layout);
    this.#batch = new Batch(layout);
    this.#scanner = new Scanner(layout, this.#names, this.#texts);
  }

  get size(): number {
    return this.#series.reduce((sum, { length }) => sum + length, 0);
  }

  symbols(): string[] {
    return [...this.#bySymbol].filter(([, all]) => all.some(({ length }) => length > 0)).map(([symbol]) =>
      symbol
    );
  }

  protected views(symbol?: string): readonly SeriesView[] {
    return this.#seriesOf(symbol).map((series) => series.share());
  }

  protected glances(symbol?: string): readonly SeriesView[] {
    return this.#seriesOf(symbol).map(({ view }) => view);
  }

  protected glanceOf(keys: readonly string[]): SeriesView | undefined {
    return this.#byNumber.get(this.#names.find(keys.map((text) => this.#texts.find(text))))?.view;
  }

  read(bytes: Uint8Array): Portion {
    const start = this.#batch.length = this.#assigned;
    const { columns, end } = this.#headerOf(bytes);
    if (this.#scanner.scan(bytes, end, columns, this.#batch, this.#largest)) return this.#portion(start);
    const text = decode(bytes);
    return this.#add(parseRows(this.dataset, text), text);
  }

  readRows(rows: readonly Row[]): Portion {
    return this.#add(rows);
  }

  apply(rows: readonly Row[], order: number = this.#newestOrder + 1): readonly Row[] {
    return this.readRows(rows).apply(order, true);
  }

  news(rows: readonly Row[], order: number): readonly Row[] {
    const batch = this.#batch;
    const last = new Map<string, number>();
    this.#add(rows);
    for (let row = this.#assigned; row < batch.length; row++) {
      last.set(`${batch.series[row]} ${batch.time[row]}`, row);
    }
    const news = [...last.values()].filter((row) => {
      const series = this.#seriesAt(row);
      const at = series.find(batch.timeAt(row));
      return at < 0 || (series.lastOrder(at) <= order && !series.isSame(at, batch, row));
    });
    return news.map((row) => this.#rowOf(row));
  }

  isHidden(key: string, order: number): boolean {
    return (this.filesOf(key)?.to ?? -Infinity) > order;
  }

  filesOf(key: string): Span | null {
    const [view, at] = this.find(key);
    if (view === undefined || at < 0) return null;
    const [from, to] = view.filesOf(at);
    return { from, to };
  }

  replace(order: number): () => Withdrawal {
    const old = this.#files.find(order) ?? -1;
    this.#files.renew(order);
    return () => this.#withdraw(new Set([old]));
  }

  withdraw(orders: readonly number[]): Withdrawal {
    return this.#withdraw(new Set(orders.map((order) => this.#files.find(order) ?? -1)));
  }

  settle(): number {
    let removed = 0;
    for (const series of this.#series) {
      const lost = series.settle();
      if (lost > 0) this.changed(series.symbol);
      removed += lost;
    }
    return removed;
  }

  expect(growth: number, largest: number): void {
    this.#growth = growth;
    this.#largest = largest;
  }

  trim(): void {
    this.#take(null);
    this.#batch.shrink();
    this.expect(1, 0);
    for (const series of this.#series) series.trim();
  }

  laterThan(at: number, newest: number, versioned: readonly number[]): LaterRows | null {
    let [from, to, count] = [Infinity, -Infinity, 0];
    for (const view of this.glances()) {
      for (const block of view.blocks()) {
        const isOld = block.latest <= at || block.first > newest;
        const mayHave = block.isRewritten ||
          versioned.some((order) => order >= block.lastFrom && order <= block.lastTo);
        if (isOld || !mayHave) continue;
        for (let row = block.from; row < block.to; row++) {
          if (view.fetchedAt(row) <= at) continue;
          const [first, last] = view.filesOf(row);
          if (first > newest || (first === last && !versioned.includes(last))) continue;
          from = Math.min(from, first);
          to = Math.max(to, last);
          count++;
        }
      }
    }
    return count === 0 ? null : { from, to, count };
  }

  past(at: number, earlier: readonly Row[]): ReadonlyLedger {
    const views = new Map(
      [...this.#bySymbol.keys()].map((symbol) => [symbol, this.views(symbol)] as const),
    );
    return new PastSeries(this.layout, views, at, earlier, this.#texts);
  }

  #add(rows: readonly Row[], text?: string): Portion {
    const start = this.#batch.length = this.#assigned;
    try {
      addRows(this.#batch, rows, this.layout, this.#names, this.#texts);
    } catch (error) {
      if (!(error instanceof UnfitCell)) throw error;
      throw unfitCell(this.dataset, error.reason, error.row, text);
    }
    return this.#portion(start);
  }

  /** The rows of the batch from one on. */
  #portion(start: number): Portion {
    const batch = this.#batch;
    const fetched = batch.stored[this.layout.fetchedAt];
    let oldest = Infinity;
    for (let row = start; row < batch.length; row++) {
      const at = fetched?.[row] ?? NaN;
      if (at < oldest) oldest = at;
    }
    return {
      rows: batch.length - start,
      oldest,
      apply: (order, isTold) => this.#apply(start, order, isTold),
      earlier: (at) => this.#earlier(start, at),
    };
  }

  #apply(start: number, order: number, isTold: boolean): readonly Row[] {
    const batch = this.#batch;
    this.#newestOrder = Math.max(this.#newestOrder, order);
    batch.assign(this.#files.numberOf(order), start);
    this.#assigned = batch.length;
    if (!isTold) {
      // Rows of many files at once are sorted by series faster than they are taken one by one.
      if (batch.length >= MANY) this.#take(null);
      return [];
    }
    const told = new Map<string, number>();
    this.#take((row) => told.set(`${batch.series[row]} ${batch.time[row]}`, row));
    return [...told.values()].sort((a, b) => a - b).map((row) => this.#rowOf(row));
  }

  /** Takes the rows of the batch into their series. */
  #take(onNews: ((row: number) => void) | null): void {
    const { rows, ends } = rowsBySeries(this.#batch, this.#assigned);
    let from = 0;
    for (const to of ends) {
      if (to > from) {
        const series = this.#seriesAt(rows[from] ?? 0);
        series.take(this.#batch, rows, from, to, onNews, this.#growth);
        this.changed(series.symbol);
      }
      from = to;
    }
    // They are still there for who was told of them.
    this.#assigned = 0;
  }

  #earlier(start: number, at: number): readonly Row[] {
    const batch = this.#batch;
    const fetched = batch.stored[this.layout.fetchedAt];
    const rows: Row[] = [];
    for (let row = start; row < batch.length; row++) {
      if (!((fetched?.[row] ?? NaN) <= at)) continue;
      const { view } = this.#seriesAt(row);
      const now = view.find(batch.timeAt(row));
      if (now >= 0 && view.fetchedAt(now) > at) rows.push(this.#rowOf(row));
    }
    return rows;
  }

  #withdraw(gone: ReadonlySet<number>): Withdrawal {
    let [from, to, rows] = [Infinity, -Infinity, 0];
    for (const series of this.#series) {
      const withdrawn = series.withdraw((file) => gone.has(file));
      rows += withdrawn.rows;
      from = Math.min(from, withdrawn.span?.from ?? Infinity);
      to = Math.max(to, withdrawn.span?.to ?? -Infinity);
    }
    return { rows, span: from <= to ? { from, to } : null };
  }

  /** The columns that a file has, and where its header ends. Nearly all files of a dataset have the same. */
  #headerOf(bytes: Uint8Array): { columns: readonly Column[]; end: number } {
    const known = this.#header;
    if (known !== null && startsWith(bytes, known.bytes)) return known;
    const end = bytes.indexOf(LF) + 1;
    const columns = columnsIn(this.dataset, decode(bytes.subarray(0, end)));
    this.#header = { bytes: bytes.slice(0, end), columns, end };
    return this.#header;
  }

  /** The series of a row of the batch. */
  #seriesAt(row: number): Series {
    const number = this.#batch.series[row] ?? 0;
    let series = this.#byNumber.get(number);
    if (series === undefined) {
      const keys = this.#names.codesOf(number).map((code) => this.#texts.text(code));
      series = new Series(this.layout, keys, this.#texts, this.#files);
      this.#byNumber.set(number, series);
      this.#series.push(series);
      entryOf(this.#bySymbol, series.symbol, () => [] as Series[]).push(series);
    }
    return series;
  }

  /** A row of the batch. */
  #rowOf(row: number): Row {
    return makeRow(this.layout, this.#batch, row, this.#seriesAt(row).keys, this.#texts);
  }

  #seriesOf(symbol: string | undefined): readonly Series[] {
    const all = symbol === undefined ? this.#series : this.#bySymbol.get(symbol) ?? [];
    return all.filter(({ length }) => length > 0);
  }
}

function startsWith(bytes: Uint8Array, start: Uint8Array): boolean {
  for (let i = 0; i < start.length; i++) if (bytes[i] !== start[i]) return false;
  return true;
}

function entryOf<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) map.set(key, value = make());
  return value;
}
