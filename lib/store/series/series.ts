import type { Withdrawal } from "../ledger.ts";
import type { Batch } from "./batch.ts";
import { Columns } from "./columns.ts";
import type { FileNumbers } from "./file_numbers.ts";
import type { SeriesLayout } from "./layout.ts";
import { SeriesView } from "./series_view.ts";
import type { Texts } from "./texts.ts";

/** Room of a series when it begins, and how much of it there is for more. */
const LEAST_ROOM = 16;
const LEAST_GROWTH = 1.125;
/** Files are not all alike: room that is nearly enough would have to be made twice. */
const MARGIN = 1.04;

/** The rows of one series, by time. What was handed out as a view stays as it was. */
export class Series {
  readonly symbol: string;
  /** The texts of the key. */
  readonly keys: readonly string[];
  readonly #layout: SeriesLayout;
  readonly #texts: Texts;
  readonly #files: FileNumbers;
  #columns: Columns;
  #length = 0;
  #view: SeriesView | null = null;
  /** Whether somebody may hold a view of the columns. */
  #isShared = false;

  constructor(layout: SeriesLayout, keys: readonly string[], texts: Texts, files: FileNumbers) {
    this.#layout = layout;
    this.#texts = texts;
    this.#files = files;
    this.#columns = new Columns(layout);
    this.keys = keys;
    this.symbol = keys[layout.keys.findIndex(({ name }) => name === "symbol")] ?? "";
  }

  get length(): number {
    return this.#length;
  }

  /** The rows as they are now, to be read before anything changes. */
  get view(): SeriesView {
    return this.#view ??= new SeriesView(
      this.#layout,
      this.#columns,
      this.#length,
      this.keys,
      this.#texts,
      this.#files,
    );
  }

  /** The rows as they are now, to keep: they stay as they are. */
  share(): SeriesView {
    this.#isShared = true;
    return this.view;
  }

  /** Position of the row of a time, -1 where there is none. */
  find(time: number): number {
    const at = this.#columns.time[this.#length - 1] === time ? this.#length - 1 : this.#lowerBound(time);
    return at < this.#length && this.#columns.time[at] === time ? at : -1;
  }

  /** Order of the latest file that has a row. */
  lastOrder(at: number): number {
    return this.#files.lastOrder(this.#columns.last.get(at));
  }

  isSame(at: number, batch: Batch, row: number): boolean {
    return this.#columns.isSame(at, batch, row);
  }

  /**
   * Takes rows of a batch over, in the order that files are applied in.
   * @param rows of the batch, from `from` up to before `to`
   * @param onNews is told of each that changes the truth
   * @param growth how many times as many rows there will soon be
   */
  take(
    batch: Batch,
    rows: Uint32Array,
    from: number,
    to: number,
    onNews: ((row: number) => void) | null,
    growth: number,
  ): void {
    /** Rows of times that lie between others; of equal ones in a file the last counts. */
    const between = new Map<number, number>();
    const insert = () => {
      if (between.size > 0) this.#insert(batch, [...between.values()]);
      between.clear();
    };
    for (let i = from; i < to;) {
      const end = this.#endOfLater(batch, rows, i, to);
      if (end > i) {
        this.#append(batch, rows, i, end, growth);
        for (; i < end; i++) onNews?.(rows[i] ?? 0);
        continue;
      }
      const row = rows[i++] ?? 0;
      const time = batch.timeAt(row);
      const before = between.get(time);
      if (before !== undefined && batch.file[before] !== batch.file[row]) insert();
      const at = this.find(time);
      if (at < 0) between.set(time, row);
      if (at < 0 || this.#update(at, batch, row)) onNews?.(row);
    }
    insert();
  }

  /** Forgets that some files have rows. They stay until {@linkcode Series.settle}, for another file to have them too. */
  withdraw(isGone: (file: number) => boolean): Withdrawal {
    let [from, to, rows] = [Infinity, -Infinity, 0];
    for (let at = 0; at < this.#length; at++) {
      const [first, last] = [this.#columns.first.get(at), this.#columns.last.get(at)];
      if (!isGone(first) && !isGone(last)) continue;
      const own = this.#own();
      rows++;
      // A row of one file alone is in no other.
      if (first !== last) {
        from = Math.min(from, this.#files.firstOrder(first));
        to = Math.max(to, this.#files.lastOrder(last));
      }
      own.summary.spoil(at);
      if (isGone(first)) own.first.set(at, 0);
      if (isGone(last)) own.last.set(at, 0);
    }
    return { rows, span: from <= to ? { from, to } : null };
  }

  /**
   * Removes the rows that no file has.
   * @returns how many
   */
  settle(): number {
    const kept: number[] = [];
    for (let at = 0; at < this.#length; at++) if (this.#columns.last.get(at) !== 0) kept.push(at);
    const removed = this.#length - kept.length;
    if (removed > 0) this.#replace(this.#columns.gather(Uint32Array.from(kept)), kept.length);
    return removed;
  }

  /** Gives back room that is not needed. */
  trim(): void {
    if (this.#columns.capacity > this.#length * LEAST_GROWTH + LEAST_ROOM) this.#columns.resize(this.#length);
  }

  /** End of the rows whose times are each later than all before. */
  #endOfLater(batch: Batch, rows: Uint32Array, from: number, to: number): number {
    let latest = this.#length === 0 ? -Infinity : this.#columns.timeAt(this.#length - 1);
    for (let i = from; i < to; i++) {
      const time = batch.time[rows[i] ?? 0] ?? NaN;
      if (!(time > latest)) return i;
      latest = time;
    }
    return to;
  }

  #append(batch: Batch, rows: Uint32Array, from: number, to: number, growth: number): void {
    const length = this.#length + to - from;
    if (length > this.#columns.capacity) {
      this.#columns.resize(Math.max(LEAST_ROOM, Math.ceil(length * Math.max(growth * MARGIN, LEAST_GROWTH))));
    }
    this.#columns.fill(this.#length, batch, rows, from, to);
    this.#length = length;
    this.#view = null;
  }

  #insert(batch: Batch, rows: readonly number[]): void {
    const added = rows.toSorted((a, b) => batch.timeAt(a) - batch.timeAt(b));
    const length = this.#length + added.length;
    const positions = new Uint32Array(length);
    const where: number[] = [];
    for (let to = 0, from = 0; to < length; to++) {
      const next = added[where.length];
      const time = next === undefined ? Infinity : batch.timeAt(next);
      if (from < this.#length && this.#columns.timeAt(from) < time) positions[to] = from++;
      else where.push(to);
    }
    this.#replace(this.#columns.gather(positions), length);
    for (const [i, row] of added.entries()) {
      this.#columns.put(where[i] ?? 0, batch, row);
      this.#columns.putFirst(where[i] ?? 0, batch, row);
    }
  }

  /** Takes a row of a file for one that is there; answers whether the truth is another now. */
  #update(at: number, batch: Batch, row: number): boolean {
    const file = batch.file[row] ?? 0;
    const order = this.#files.lastOrder(file);
    const columns = this.#columns;
    const first = this.#files.firstOrder(columns.first.get(at));
    const isFirst = order < first || (order === first &&
      (file !== columns.first.get(at) || batch.place[row] !== columns.place.get(at)));
    const isLast = order >= this.lastOrder(at);
    if (!isFirst && !isLast) return false;
    const isSame = columns.isSame(at, batch, row);
    const own = this.#own();
    if (isFirst) own.putFirst(at, batch, row);
    if (isLast) own.put(at, batch, row);
    return isLast && !isSame;
  }

  /** The columns, for a change within them. */
  #own(): Columns {
    if (this.#isShared) this.#replace(this.#columns.clone(), this.#length);
    this.#view = null;
    return this.#columns;
  }

  #replace(columns: Columns, length: number): void {
    this.#columns = columns;
    this.#length = length;
    this.#isShared = false;
    this.#view = null;
  }

  #lowerBound(time: number): number {
    let [low, high] = [0, this.#length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#columns.time[middle] ?? NaN) < time) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
