import type { Row } from "@/lib/datasets/dataset.ts";
import type { Batch } from "./batch.ts";
import type { Columns } from "./columns.ts";
import type { FileNumbers } from "./file_numbers.ts";
import type { SeriesLayout } from "./layout.ts";
import { makeRow } from "./make_row.ts";
import type { Block } from "./summary.ts";
import type { Texts } from "./texts.ts";

/** A stretch of one series: the rows of a symbol (and interval) by time. It stays as it was when it was handed out. */
export class SeriesView {
  readonly length: number;
  /** The texts of the series' key, by column: its symbol, of bars the interval. */
  readonly keys: Readonly<Record<string, string>>;
  readonly #layout: SeriesLayout;
  readonly #columns: Columns;
  readonly #texts: Texts;
  readonly #files: FileNumbers;
  readonly #keyTexts: readonly string[];
  readonly #start: number;

  constructor(
    layout: SeriesLayout,
    columns: Columns,
    length: number,
    keyTexts: readonly string[],
    texts: Texts,
    files: FileNumbers,
    start = 0,
  ) {
    this.#layout = layout;
    this.#columns = columns;
    this.length = length;
    this.#keyTexts = keyTexts;
    this.#texts = texts;
    this.#files = files;
    this.#start = start;
    this.keys = Object.fromEntries(layout.keys.map(({ name }, index) => [name, keyTexts[index] ?? ""]));
  }

  /** Times of the rows, epoch milliseconds, ascending. Not to be changed. */
  get time(): Float64Array {
    return this.#columns.time.subarray(this.#start, this.#start + this.length);
  }

  /**
   * Numbers of a column, in the order of time; `NaN` for an empty cell, epoch milliseconds for times.
   * @throws {RangeError} for a column of text, or none
   */
  column(name: string): Float64Array {
    if (name === this.#layout.time.name) return this.time.slice();
    const index = this.#layout.stored.findIndex(({ column, kind }) =>
      column.name === name && kind !== "text"
    );
    if (index < 0) {
      throw new RangeError(`Cannot read column "${name}" of "${this.#layout.dataset.name}" as numbers`);
    }
    const numbers = new Float64Array(this.length);
    for (let i = 0; i < this.length; i++) numbers[i] = this.#columns.value(this.#start + i, index);
    return numbers;
  }

  /**
   * A column of text.
   * @returns the different texts in the order of their first row, and which of them each row has; -1 for an empty cell
   * @throws {RangeError} for a column of numbers, or none
   */
  texts(name: string): { readonly texts: readonly string[]; readonly rows: Int32Array } {
    const index = this.#layout.stored.findIndex(({ column, kind }) =>
      column.name === name && kind === "text"
    );
    if (index < 0) {
      throw new RangeError(`Cannot read column "${name}" of "${this.#layout.dataset.name}" as text`);
    }
    const places = new Map<number, number>();
    const rows = new Int32Array(this.length);
    for (let i = 0; i < this.length; i++) {
      const code = this.#columns.value(this.#start + i, index);
      if (code === code && !places.has(code)) places.set(code, places.size);
      rows[i] = places.get(code) ?? -1;
    }
    return { texts: [...places.keys()].map((code) => this.#texts.text(code)), rows };
  }

  /** The row at a position. */
  row(at: number): Row {
    return makeRow(this.#layout, this.#columns, this.#start + at, this.#keyTexts, this.#texts);
  }

  /** The rows of times from one to another, both counted, epoch milliseconds. */
  between(from: number, to: number): SeriesView {
    return this.slice(lowerBound(this.time, from), lowerBound(this.time, to, true));
  }

  /** The rows from one position up to before another. */
  slice(from: number, to: number): SeriesView {
    return new SeriesView(
      this.#layout,
      this.#columns,
      Math.max(0, to - from),
      this.#keyTexts,
      this.#texts,
      this.#files,
      this.#start + from,
    );
  }

  /** When a row was fetched, epoch milliseconds. */
  fetchedAt(at: number): number {
    return this.#columns.fetchedAt(this.#start + at);
  }

  /** Position of the row of a time, -1 where there is none. */
  find(time: number): number {
    const at = lowerBound(this.time, time);
    return this.time[at] === time ? at : -1;
  }

  /** Order of the file that a row arrived with, and the place in it. */
  arrival(at: number): readonly [order: number, place: number] {
    const { first, place } = this.#columns;
    return [this.#files.firstOrder(first.get(this.#start + at)), place.get(this.#start + at)];
  }

  /** Orders of the earliest and the latest file that have the row. */
  filesOf(at: number): readonly [first: number, last: number] {
    const { first, last } = this.#columns;
    return [
      this.#files.firstOrder(first.get(this.#start + at)),
      this.#files.lastOrder(last.get(this.#start + at)),
    ];
  }

  /** Whether the rows came one after the other: by file, then by place in it. */
  isByArrival(): boolean {
    return this.#columns.summary.isByArrival(this.#columns, this.#files, this.#start + this.length);
  }

  /** When the rows came, by blocks of them: no row of a block lies outside of what is said of it. */
  *blocks(): Generator<Block> {
    const start = this.#start;
    for (const block of this.#columns.summary.blocks(this.#columns, this.#files, start + this.length)) {
      if (start === 0) yield block;
      else if (block.to > start) {
        yield { ...block, from: Math.max(0, block.from - start), to: block.to - start };
      }
    }
  }

  /** How many rows had been fetched by an instant, and up to which position there is no other. */
  countKnownAt(at: number): { readonly count: number; readonly prefix: number } {
    let [count, prefix] = [0, 0];
    for (const { from, to, earliest, latest } of this.blocks()) {
      if (earliest > at) continue;
      if (latest <= at) {
        if (prefix === from) prefix = to;
        count += to - from;
        continue;
      }
      for (let row = from; row < to; row++) {
        if (!(this.fetchedAt(row) <= at)) continue;
        if (prefix === row) prefix++;
        count++;
      }
    }
    return { count, prefix };
  }

  /**
   * The rows fetched by an instant, epoch milliseconds; in place of some that were fetched later, their versions then.
   * @param versions for positions of such rows, those of the batch
   */
  knownAt(at: number, versions: ReadonlyMap<number, number>, batch: Batch): SeriesView {
    const { count, prefix } = this.countKnownAt(at);
    // The usual case: rows that came by time.
    if (versions.size === 0 && count === prefix) return this.slice(0, prefix);
    const positions: number[] = [];
    for (let row = 0; row < this.length; row++) {
      if (row < prefix || this.fetchedAt(row) <= at || versions.has(row)) positions.push(row);
    }
    const columns = this.#columns.gather(Uint32Array.from(positions, (row) => row + this.#start));
    for (const [to, row] of positions.entries()) {
      const version = versions.get(row);
      if (version !== undefined) columns.put(to, batch, version);
    }
    return new SeriesView(
      this.#layout,
      columns,
      positions.length,
      this.#keyTexts,
      this.#texts,
      this.#files,
    );
  }
}

/** Position of the first of ascending numbers that is not less; with `after`, that is greater. */
export function lowerBound(numbers: Float64Array, value: number, after = false): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const number = numbers[middle] ?? NaN;
    if (number < value || (after && number === value)) low = middle + 1;
    else high = middle;
  }
  return low;
}
