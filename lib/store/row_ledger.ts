import type { Dataset, Row } from "@/lib/datasets/dataset.ts";
import { parseRows } from "@/lib/datasets/format.ts";
import { contentOf, keyOf } from "@/lib/datasets/keys.ts";
import { decode } from "./decode.ts";
import type { LaterRows, Ledger, Portion, ReadonlyLedger, Span, Withdrawal } from "./ledger.ts";
import { FileNumbers } from "./series/file_numbers.ts";
import { byArrival, PastRows } from "./past_rows.ts";
import { RowReader } from "./row_reader.ts";
import { instantOf } from "./row_time.ts";
import { isKnown, type Kept, Shelf } from "./shelf.ts";

/** A key's row and where it is from; files by number. */
export interface Entry {
  readonly key: string;
  row: Row;
  /** The latest file that has the key: the row stands in it. */
  last: number;
  /** The earliest file that has the key, and the row's place in it: when it arrived. */
  first: number;
  place: number;
}

/** A ledger that keeps the rows themselves, for datasets of texts. */
export class RowLedger extends RowReader implements Ledger {
  readonly #files: FileNumbers;
  readonly #entries = new Map<string, Entry>();
  readonly #shelves = new Map<string, Shelf>();
  #all: readonly Row[] | null = null;
  #newest = 0;

  constructor(dataset: Dataset, files: FileNumbers = new FileNumbers()) {
    super(dataset);
    this.#files = files;
  }

  get size(): number {
    return this.#entries.size;
  }

  get(key: string): Row | undefined {
    return this.#entries.get(key)?.row;
  }

  rows(symbol?: string): readonly Row[] {
    if (symbol !== undefined) return this.#shelves.get(symbol)?.rows ?? [];
    return this.#all ??= [...this.#entries.values()].sort((a, b) => this.#byArrival(a, b)).map(({ row }) =>
      row
    );
  }

  latest(symbol: string): Row | undefined {
    return this.#shelves.get(symbol)?.latest?.row;
  }

  newest(): Row | undefined {
    let newest: Entry | undefined;
    for (const entry of this.#entries.values()) {
      if (newest === undefined || this.#byArrival(entry, newest) > 0) newest = entry;
    }
    return newest?.row;
  }

  symbols(): string[] {
    return this.perSymbol ? [...this.#shelves.keys()] : [];
  }

  read(bytes: Uint8Array): Portion {
    return this.readRows(parseRows(this.dataset, decode(bytes)));
  }

  readRows(rows: readonly Row[]): Portion {
    return {
      rows: rows.length,
      oldest: rows.reduce((oldest, row) => Math.min(oldest, instantOf(row.fetched_at) ?? Infinity), Infinity),
      apply: (order) => this.apply(rows, order),
      earlier: (at) => rows.filter((row) => this.#isEarlier(row, at)),
    };
  }

  apply(rows: readonly Row[], order: number = this.#newest + 1): readonly Row[] {
    this.#newest = Math.max(this.#newest, order);
    const file = this.#files.numberOf(order);
    const changed = new Map<string, Row>();
    for (const [place, row] of rows.entries()) {
      const key = keyOf(this.dataset, row);
      const entry = this.#entries.get(key);
      if (entry === undefined) this.#add({ key, row, last: file, first: file, place });
      else if (!this.#update(entry, row, file, place)) continue;
      changed.set(key, row);
    }
    if (rows.length > 0) this.#all = null;
    return [...changed.values()];
  }

  news(rows: readonly Row[], order: number): readonly Row[] {
    const last = new Map(rows.map((row) => [keyOf(this.dataset, row), row]));
    return [...last].filter(([key, row]) => {
      const entry = this.#entries.get(key);
      if (entry === undefined) return true;
      const isHidden = this.#files.lastOrder(entry.last) > order;
      return !isHidden && contentOf(this.dataset, entry.row) !== contentOf(this.dataset, row);
    }).map(([, row]) => row);
  }

  isHidden(key: string, order: number): boolean {
    return (this.filesOf(key)?.to ?? -Infinity) > order;
  }

  filesOf(key: string): Span | null {
    const entry = this.#entries.get(key);
    if (entry === undefined) return null;
    return { from: this.#files.firstOrder(entry.first), to: this.#files.lastOrder(entry.last) };
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
    for (const entry of this.#entries.values()) {
      if (entry.last !== 0) continue;
      this.#entries.delete(entry.key);
      const shelf = this.#shelfOf(entry.row);
      shelf.remove(entry);
      if (shelf.size === 0) this.#shelves.delete(this.symbolOf(entry.row));
      removed++;
    }
    if (removed > 0) this.#all = null;
    return removed;
  }

  expect(): void {
    // Rows take what they take.
  }

  trim(): void {
    // As above.
  }

  laterThan(at: number, newest: number, versioned: readonly number[]): LaterRows | null {
    let [from, to, count] = [Infinity, -Infinity, 0];
    for (const { row, first, last } of this.#entries.values()) {
      const [earliest, latest] = [this.#files.firstOrder(first), this.#files.lastOrder(last)];
      if (earliest > newest || (earliest === latest && !versioned.includes(latest))) continue;
      if (isKnown(row, at)) continue;
      from = Math.min(from, earliest);
      to = Math.max(to, latest);
      count++;
    }
    return count === 0 ? null : { from, to, count };
  }

  past(at: number, earlier: readonly Row[]): ReadonlyLedger {
    const shelves = new Map<string, readonly Kept[]>();
    for (const [symbol, shelf] of this.#shelves) {
      const kept = shelf.knownAt(at);
      if (kept.length > 0) shelves.set(symbol, kept);
    }
    for (const [symbol, rows] of Map.groupBy(earlier, (row) => this.symbolOf(row))) {
      const versions = rows.flatMap((row) => {
        const entry = this.#entries.get(keyOf(this.dataset, row));
        return entry === undefined ? [] : [{ row, first: entry.first, place: entry.place }];
      });
      const kept = [...shelves.get(symbol) ?? [], ...versions];
      shelves.set(symbol, kept.sort((a, b) => byArrival(this.#files, a, b)));
    }
    return new PastRows(this.dataset, shelves, this.#files);
  }

  #isEarlier(row: Row, at: number): boolean {
    if (!isKnown(row, at)) return false;
    const entry = this.#entries.get(keyOf(this.dataset, row));
    return entry !== undefined && !isKnown(entry.row, at);
  }

  #withdraw(gone: ReadonlySet<number>): Withdrawal {
    let [from, to, rows] = [Infinity, -Infinity, 0];
    for (const entry of this.#entries.values()) {
      const { first, last } = entry;
      if (!gone.has(first) && !gone.has(last)) continue;
      rows++;
      // A row of one file alone is in no other.
      if (first !== last) {
        from = Math.min(from, this.#files.firstOrder(first));
        to = Math.max(to, this.#files.lastOrder(last));
      }
      if (gone.has(first)) entry.first = 0;
      if (gone.has(last)) entry.last = 0;
    }
    return { rows, span: from <= to ? { from, to } : null };
  }

  #add(entry: Entry): void {
    this.#entries.set(entry.key, entry);
    this.#shelfOf(entry.row).add(entry);
  }

  /** Whether the truth changed. */
  #update(entry: Entry, row: Row, file: number, place: number): boolean {
    const shelf = this.#shelfOf(entry.row);
    const order = this.#files.lastOrder(file);
    const first = this.#files.firstOrder(entry.first);
    if (order < first || (order === first && (file !== entry.first || place !== entry.place))) {
      entry.first = file;
      entry.place = place;
      shelf.moved();
    }
    if (order < this.#files.lastOrder(entry.last)) return false;
    const differs = contentOf(this.dataset, entry.row) !== contentOf(this.dataset, row);
    entry.row = row;
    entry.last = file;
    shelf.changed();
    const other = this.#shelfOf(row);
    if (other !== shelf) {
      // The key does not hold the symbol, and the row is about another one now.
      shelf.remove(entry);
      other.add(entry);
    }
    return differs;
  }

  #shelfOf(row: Row): Shelf {
    const symbol = this.symbolOf(row);
    let shelf = this.#shelves.get(symbol);
    if (shelf === undefined) {
      this.#shelves.set(symbol, shelf = new Shelf((a, b) => this.#byArrival(a, b)));
    }
    return shelf;
  }

  #byArrival(a: Entry, b: Entry): number {
    return byArrival(this.#files, a, b);
  }
}
