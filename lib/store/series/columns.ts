import type { Batch } from "./batch.ts";
import type { SeriesLayout } from "./layout.ts";
import type { RowSource } from "./make_row.ts";
import { NumberColumn, resized } from "./number_column.ts";
import { Summary } from "./summary.ts";

/** The rows of one series in columns, by time; and from which files, by number, each came. */
export class Columns implements RowSource {
  readonly #layout: SeriesLayout;
  readonly #stored: readonly NumberColumn[];
  /** Epoch milliseconds, ascending. */
  time: Float64Array = new Float64Array(0);
  /** The latest file that has the row. */
  readonly last: NumberColumn;
  /** The earliest file that has the row's key, and the place in it: when it arrived. */
  readonly first: NumberColumn;
  readonly place: NumberColumn;
  /** When the rows came. */
  readonly summary: Summary;

  constructor(
    layout: SeriesLayout,
    stored: readonly NumberColumn[] = layout.stored.map(({ scale }) => new NumberColumn(scale)),
    last: NumberColumn = new NumberColumn(1),
    first: NumberColumn = new NumberColumn(1),
    place: NumberColumn = new NumberColumn(1),
    summary: Summary = new Summary(),
  ) {
    this.#layout = layout;
    this.#stored = stored;
    this.last = last;
    this.first = first;
    this.place = place;
    this.summary = summary;
  }

  get capacity(): number {
    return this.time.length;
  }

  /** Bytes that they take. */
  get bytes(): number {
    return this.#all().reduce((sum, column) => sum + column.bytes, this.time.byteLength);
  }

  resize(capacity: number): void {
    this.time = resized(this.time, capacity);
    for (const column of this.#all()) column.resize(capacity);
  }

  /** Columns of some rows, in that order, with room for `capacity`. */
  gather(positions: Uint32Array, capacity: number = positions.length): Columns {
    const columns = new Columns(
      this.#layout,
      this.#stored.map((column) => column.gather(positions, capacity)),
      this.last.gather(positions, capacity),
      this.first.gather(positions, capacity),
      this.place.gather(positions, capacity),
    );
    const time = columns.time = new Float64Array(capacity);
    for (let i = 0; i < positions.length; i++) time[i] = this.time[positions[i] ?? 0] ?? NaN;
    return columns;
  }

  /** When a row was fetched, epoch milliseconds. */
  fetchedAt(at: number): number {
    return this.value(at, this.#layout.fetchedAt);
  }

  timeAt(at: number): number {
    return this.time[at] ?? NaN;
  }

  value(at: number, index: number): number {
    const value = this.#stored[index]?.get(at) ?? NaN;
    return this.#layout.stored[index]?.kind === "time" ? value + (this.time[at] ?? NaN) : value;
  }

  /** A copy that later changes of these do not reach. */
  clone(): Columns {
    const columns = new Columns(
      this.#layout,
      this.#stored.map((column) => column.clone()),
      this.last.clone(),
      this.first.clone(),
      this.place.clone(),
      this.summary.clone(),
    );
    columns.time = this.time.slice();
    return columns;
  }

  /** Writes a row of a batch, and that it is the last of its key. */
  put(at: number, batch: Batch, row: number): void {
    this.summary.spoil(at);
    const time = batch.time[row] ?? NaN;
    this.time[at] = time;
    for (let index = 0; index < this.#stored.length; index++) {
      const value = batch.stored[index]?.[row] ?? NaN;
      // A time is mostly near the row's: as a distance it is a small number.
      this.#stored[index]?.set(at, this.#layout.stored[index]?.kind === "time" ? value - time : value);
    }
    this.last.set(at, batch.file[row] ?? 0);
  }

  /** Writes that a row of a batch is the first of its key. */
  putFirst(at: number, batch: Batch, row: number): void {
    this.summary.spoil(at);
    this.first.set(at, batch.file[row] ?? 0);
    this.place.set(at, batch.place[row] ?? 0);
  }

  /** Writes many rows of a batch, and where they came from: from position `at` on, those at `from` up to before `to`. */
  fill(at: number, batch: Batch, rows: Uint32Array, from: number, to: number): void {
    this.summary.spoil(at);
    for (let i = from; i < to; i++) this.time[at + i - from] = batch.time[rows[i] ?? 0] ?? NaN;
    for (const [index, column] of this.#stored.entries()) {
      const source = batch.stored[index];
      const less = this.#layout.stored[index]?.kind === "time" ? batch.time : undefined;
      if (source !== undefined) column.fill(at, source, rows, from, to, less);
    }
    this.last.fill(at, batch.file, rows, from, to);
    this.first.fill(at, batch.file, rows, from, to);
    this.place.fill(at, batch.place, rows, from, to);
  }

  /** Whether a row says the same as one of a batch; not counting when it was fetched. */
  isSame(at: number, batch: Batch, row: number): boolean {
    for (let index = 0; index < this.#stored.length; index++) {
      if (index === this.#layout.fetchedAt) continue;
      const [mine, its] = [this.value(at, index), batch.stored[index]?.[row] ?? NaN];
      if (mine !== its && (mine === mine || its === its)) return false;
    }
    return true;
  }

  #all(): NumberColumn[] {
    return [...this.#stored, this.last, this.first, this.place];
  }
}
