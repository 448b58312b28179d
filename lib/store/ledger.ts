import type { Dataset, Row } from "@/lib/datasets/dataset.ts";
import { contentOf, keyOf } from "@/lib/datasets/keys.ts";

/** Column that names the symbol, in the datasets that have one. */
const SYMBOL = "symbol";

interface Entry {
  readonly key: string;
  row: Row;
  /** Order of the file the row stands in: the latest that has its key. */
  last: number;
  /** Order of the earliest file that has the key, and the row's place in it: when it arrived. */
  first: number;
  place: number;
}

/** The entries of one symbol, or of the market, in order of arrival; views of them, made when asked for. */
interface Shelf {
  entries: Entry[];
  sorted: boolean;
  rows: readonly Row[] | null;
  latest: Entry | null;
}

/**
 * The truth about one dataset: the last row of each key over all its files. Which file a row came from
 * decides, not when it was told: files may be applied in any order and more than once, and come to the same.
 */
export class Ledger {
  readonly dataset: Dataset;
  readonly #perSymbol: boolean;
  #entries = new Map<string, Entry>();
  #shelves = new Map<string, Shelf>();
  #all: readonly Row[] | null = null;
  #newest = 0;

  constructor(dataset: Dataset) {
    this.dataset = dataset;
    this.#perSymbol = dataset.columns.some(({ name }) => name === SYMBOL);
  }

  /** How many keys there are. */
  get size(): number {
    return this.#entries.size;
  }

  /** Row of a key as `keyOf` names it. */
  get(key: string): Row | undefined {
    return this.#entries.get(key)?.row;
  }

  /** Whether a file later than `order` has the key: a row for it in a file of that order would change nothing. */
  isHidden(key: string, order: number): boolean {
    return (this.#entries.get(key)?.last ?? -Infinity) > order;
  }

  /** The keys whose truth, or whose first arrival, the file of this order tells. */
  *keysFrom(order: number): Generator<string> {
    for (const { key, last, first } of this.#entries.values()) {
      if (last === order || first === order) yield key;
    }
  }

  /** The keys that more than one file has, with the order of the first: their rows were others once. */
  *revised(): Generator<{ readonly key: string; readonly row: Row; readonly first: number }> {
    for (const { key, row, last, first } of this.#entries.values()) {
      if (first < last) yield { key, row, first };
    }
  }

  /**
   * Last row of each key, of all symbols or one, in order of arrival: by the file that first had the key,
   * then by place in it. A snapshot: it stays as it is when rows are applied.
   */
  rows(symbol?: string): readonly Row[] {
    if (symbol === undefined) return this.#all ??= [...this.#entries.values()].sort(byArrival).map(rowOf);
    const shelf = this.#shelves.get(symbol);
    return shelf === undefined ? [] : shelf.rows ??= sorted(shelf).map(rowOf);
  }

  /**
   * Row with the latest `as_of` of a symbol, of equals the one that arrived last. A dataset without symbols
   * has them all under the empty symbol.
   */
  latest(symbol: string): Row | undefined {
    const shelf = this.#shelves.get(symbol);
    if (shelf === undefined) return undefined;
    shelf.latest ??= shelf.entries.reduce<Entry | null>(later, null);
    return shelf.latest?.row;
  }

  /** Symbols that have rows. */
  symbols(): string[] {
    return this.#perSymbol ? [...this.#shelves.keys()] : [];
  }

  /**
   * Applies the rows of a file.
   * @param order place of the file in the order of files; without it, a file later than all before
   * @returns the rows that changed the truth: new keys, and those whose content is another now
   */
  apply(rows: readonly Row[], order: number = this.#newest + 1): readonly Row[] {
    this.#newest = Math.max(this.#newest, order);
    const changed = new Map<string, Row>();
    for (const [place, row] of rows.entries()) {
      const key = keyOf(this.dataset, row);
      const entry = this.#entries.get(key);
      if (entry === undefined) this.#add({ key, row, last: order, first: order, place });
      else if (!this.#update(entry, row, order, place)) continue;
      changed.set(key, row);
    }
    if (rows.length > 0) this.#all = null;
    return [...changed.values()];
  }

  /** What is another truth than an earlier ledger of the dataset had, and how many of its keys are gone. */
  since(before: Ledger): { rows: readonly Row[]; removed: number } {
    const rows = this.rows().filter((row) => {
      const old = before.get(keyOf(this.dataset, row));
      return old === undefined || contentOf(this.dataset, old) !== contentOf(this.dataset, row);
    });
    return {
      rows,
      removed: before.#entries.keys().filter((key) => !this.#entries.has(key)).toArray().length,
    };
  }

  /** Takes over what another ledger of the dataset holds, for holders of this one. */
  become(other: Ledger): void {
    this.#entries = other.#entries;
    this.#shelves = other.#shelves;
    this.#newest = other.#newest;
    this.#all = null;
  }

  #add(entry: Entry): void {
    this.#entries.set(entry.key, entry);
    const shelf = this.#shelfOf(entry.row);
    const before = shelf.entries.at(-1);
    shelf.sorted &&= before === undefined || byArrival(before, entry) <= 0;
    shelf.latest &&= later(shelf.latest, entry);
    shelf.entries.push(entry);
    shelf.rows = null;
  }

  /** Whether the truth changed. */
  #update(entry: Entry, row: Row, order: number, place: number): boolean {
    const shelf = this.#shelfOf(entry.row);
    if (order < entry.first || (order === entry.first && place !== entry.place)) {
      entry.first = order;
      entry.place = place;
      shelf.sorted = false;
      shelf.rows = null;
      shelf.latest = null;
    }
    if (order < entry.last) return false;
    const differs = contentOf(this.dataset, entry.row) !== contentOf(this.dataset, row);
    entry.row = row;
    entry.last = order;
    shelf.rows = null;
    shelf.latest = null;
    const moved = this.#shelfOf(row);
    if (moved !== shelf) {
      // The key does not hold the symbol, and the row is about another one now.
      shelf.entries = shelf.entries.filter((other) => other !== entry);
      moved.entries.push(entry);
      moved.sorted = false;
      moved.rows = null;
      moved.latest = null;
    }
    return differs;
  }

  #shelfOf(row: Row): Shelf {
    const symbol = this.#perSymbol ? String(row[SYMBOL] ?? "") : "";
    let shelf = this.#shelves.get(symbol);
    if (shelf === undefined) {
      this.#shelves.set(symbol, shelf = { entries: [], sorted: true, rows: null, latest: null });
    }
    return shelf;
  }
}

function sorted(shelf: Shelf): readonly Entry[] {
  if (!shelf.sorted) shelf.entries.sort(byArrival);
  shelf.sorted = true;
  return shelf.entries;
}

function byArrival(a: Entry, b: Entry): number {
  return a.first - b.first || a.place - b.place;
}

/** Whichever is of the later time; of equals, whichever arrived later. Times are ISO 8601 and compare as text. */
function later(a: Entry | null, b: Entry): Entry {
  if (a === null) return b;
  const [timeA, timeB] = [String(a.row.as_of ?? ""), String(b.row.as_of ?? "")];
  return timeA > timeB || (timeA === timeB && byArrival(a, b) > 0) ? a : b;
}

function rowOf(entry: Entry): Row {
  return entry.row;
}
