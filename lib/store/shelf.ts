import type { Row } from "@/lib/datasets/dataset.ts";
import type { Entry } from "./row_ledger.ts";
import { instantOf } from "./row_time.ts";

/** A row, and when it arrived: the file that first had its key, by number, and the place in it. It stays as it is. */
export type Kept = Readonly<Pick<Entry, "row" | "first" | "place">>;

/** The entries of one symbol, or of the market, in order of arrival; views of them, made when asked for. */
export class Shelf {
  readonly #byArrival: (a: Entry, b: Entry) => number;
  #entries: Entry[] = [];
  #sorted = true;
  #rows: readonly Row[] | null = null;
  #latest: Entry | null = null;
  /** Copies of the entries for who looks back, and when the last of them was fetched. */
  #kept: { readonly all: readonly Kept[]; readonly latest: number } | null = null;

  constructor(byArrival: (a: Entry, b: Entry) => number) {
    this.#byArrival = byArrival;
  }

  get size(): number {
    return this.#entries.length;
  }

  /** The rows, the same array until they change. */
  get rows(): readonly Row[] {
    this.#sort();
    return this.#rows ??= this.#entries.map(({ row }) => row);
  }

  /** The entry of the latest time, of equals the one that arrived last. */
  get latest(): Entry | null {
    return this.#latest ??= this.#entries.reduce<Entry | null>((a, b) => this.#later(a, b), null);
  }

  /** The rows that had been fetched by an instant, epoch milliseconds, in order of arrival. */
  knownAt(at: number): readonly Kept[] {
    const { all, latest } = this.#kept ??= this.#keep();
    return latest <= at ? all : all.filter(({ row }) => isKnown(row, at));
  }

  add(entry: Entry): void {
    const before = this.#entries.at(-1);
    this.#sorted &&= before === undefined || this.#byArrival(before, entry) <= 0;
    this.#latest &&= this.#later(this.#latest, entry);
    this.#entries.push(entry);
    this.#rows = null;
    this.#kept = null;
  }

  remove(entry: Entry): void {
    this.#entries = this.#entries.filter((other) => other !== entry);
    this.changed();
  }

  /** An entry's row is another now. */
  changed(): void {
    this.#rows = null;
    this.#latest = null;
    this.#kept = null;
  }

  /** An entry arrived at another time than was thought. */
  moved(): void {
    this.#sorted = false;
    this.changed();
  }

  #sort(): void {
    if (!this.#sorted) this.#entries.sort(this.#byArrival);
    this.#sorted = true;
  }

  #keep(): { readonly all: readonly Kept[]; readonly latest: number } {
    this.#sort();
    const all = this.#entries.map(({ row, first, place }) => ({ row, first, place }));
    const latest = all.reduce(
      (at, { row }) => Math.max(at, instantOf(row.fetched_at) ?? -Infinity),
      -Infinity,
    );
    return { all, latest };
  }

  /** Times are ISO 8601 and compare as text. */
  #later(a: Entry | null, b: Entry): Entry {
    if (a === null) return b;
    const [timeA, timeB] = [String(a.row.as_of ?? ""), String(b.row.as_of ?? "")];
    return timeA > timeB || (timeA === timeB && this.#byArrival(a, b) > 0) ? a : b;
  }
}

/** Whether a row had been fetched by an instant, epoch milliseconds; of which nobody knows when, that always was. */
export function isKnown({ fetched_at }: Row, at: number): boolean {
  return (instantOf(fetched_at) ?? -Infinity) <= at;
}
