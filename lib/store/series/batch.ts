import type { Row } from "@/lib/datasets/dataset.ts";
import { parseIsoText } from "./iso_time.ts";
import type { SeriesLayout } from "./layout.ts";
import type { RowSource } from "./make_row.ts";
import type { SeriesNames } from "./series_names.ts";
import type { Texts } from "./texts.ts";

/** Rows: what a slot brings is much smaller, a month's archive larger. */
const LARGE = 4096;

/** Rows of files in columns, on their way into series. It is used again for the next files. */
export class Batch implements RowSource {
  length = 0;
  /** Number of each row's series. */
  series = new Int32Array(0);
  /** Number of the file that each row is of, and the row's place in it. */
  file = new Int32Array(0);
  place = new Int32Array(0);
  /** Epoch milliseconds. */
  time = new Float64Array(0);
  /** What is stored of each row; times as epoch milliseconds, texts as codes, `NaN` for an empty cell. */
  readonly stored: Float64Array[];

  constructor(layout: SeriesLayout) {
    this.stored = layout.stored.map(() => new Float64Array(0));
  }

  timeAt(at: number): number {
    return this.time[at] ?? NaN;
  }

  value(at: number, index: number): number {
    return this.stored[index]?.[at] ?? NaN;
  }

  /** Rows there is room for. */
  get capacity(): number {
    return this.time.length;
  }

  /**
   * Makes room for that many rows beside those there are.
   * @param most that there will be room for, if there has to be more: it is not made again and again
   */
  reserve(more: number, most: number = more): void {
    if (this.length + more <= this.capacity) return;
    this.#resize(Math.max(this.length + Math.max(more, most), Math.ceil(this.length * 1.5)));
  }

  /** Makes room for half as many rows again. */
  grow(): void {
    this.#resize(Math.ceil(this.capacity * 1.5) + 8);
  }

  /** Says which file the rows from one on are of. */
  assign(file: number, start: number): void {
    for (let row = start; row < this.length; row++) {
      this.file[row] = file;
      this.place[row] = row - start;
    }
  }

  /** Lets go of the rows, and of memory that only many need. */
  shrink(): void {
    this.length = 0;
    if (this.capacity > LARGE) this.#resize(0);
  }

  #resize(capacity: number): void {
    this.series = copiedIntegers(this.series, capacity, this.length);
    this.file = copiedIntegers(this.file, capacity, this.length);
    this.place = copiedIntegers(this.place, capacity, this.length);
    this.time = copied(this.time, capacity, this.length);
    for (const [index, numbers] of this.stored.entries()) {
      this.stored[index] = copied(numbers, capacity, this.length);
    }
  }
}

function copiedIntegers(numbers: Int32Array, capacity: number, length: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(capacity);
  larger.set(numbers.subarray(0, length));
  return larger;
}

function copied(numbers: Float64Array, capacity: number, length: number): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(capacity);
  larger.set(numbers.subarray(0, length));
  return larger;
}

/**
 * Puts the first rows of a batch together by series, those of one in their order.
 * @returns the rows, and where those of each series end
 */
export function rowsBySeries(batch: Batch, count: number): { rows: Uint32Array; ends: readonly number[] } {
  const starts: number[] = [];
  for (let row = 0; row < count; row++) {
    const series = batch.series[row] ?? 0;
    while (starts.length <= series) starts.push(0);
    starts[series] = (starts[series] ?? 0) + 1;
  }
  let sum = 0;
  for (const [series, length] of starts.entries()) {
    starts[series] = sum;
    sum += length;
  }
  const rows = new Uint32Array(count);
  for (let row = 0; row < count; row++) {
    const series = batch.series[row] ?? 0;
    const at = starts[series] ?? 0;
    rows[at] = row;
    starts[series] = at + 1;
  }
  // Each is now where the next begins.
  return { rows, ends: starts };
}

/** A cell that cannot be kept in a series. */
export class UnfitCell extends Error {
  /** @param row from 0 */
  constructor(readonly row: number, readonly reason: string) {
    super(reason);
  }
}

/**
 * Adds rows to a batch.
 * @throws {UnfitCell} for a time that is not in the form this project writes, or no number where one belongs
 */
export function addRows(
  batch: Batch,
  rows: readonly Row[],
  layout: SeriesLayout,
  names: SeriesNames,
  texts: Texts,
): void {
  batch.reserve(rows.length);
  const codes = layout.keys.map(() => 0);
  for (const [index, row] of rows.entries()) {
    const at = batch.length + index;
    for (const [index, { name }] of layout.keys.entries()) codes[index] = texts.codeOf(textOf(row[name]));
    batch.series[at] = names.numberOf(codes);
    const time = timeOf(row[layout.time.name], layout.time.type === "date");
    if (time !== time) throw unfit(index, layout.time);
    batch.time[at] = time;
    for (const [which, { column, kind }] of layout.stored.entries()) {
      const cell = row[column.name];
      let value = NaN;
      if (cell !== null && cell !== undefined && cell !== "") {
        if (kind === "text") value = texts.codeOf(textOf(cell));
        else {value = kind === "time"
            ? timeOf(cell, column.type === "date")
            : typeof cell === "number"
            ? cell
            : NaN;}
        if (value !== value) throw unfit(index, column);
      }
      const numbers = batch.stored[which];
      if (numbers !== undefined) numbers[at] = value;
    }
  }
  batch.length += rows.length;
}

function textOf(cell: Row[string] | undefined): string {
  return cell === null || cell === undefined ? "" : String(cell);
}

function timeOf(cell: Row[string] | undefined, isDate: boolean): number {
  return typeof cell === "string" ? parseIsoText(cell, isDate) : NaN;
}

function unfit(row: number, { name, type }: { name: string; type: string }): UnfitCell {
  const wanted = type === "date"
    ? "one like 2026-05-22"
    : type === "datetime"
    ? "one like 2026-05-22T20:15:00.000Z"
    : "a number";
  return new UnfitCell(row, `has no ${type} in column "${name}", expected ${wanted}`);
}
