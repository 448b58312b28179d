import type { Row } from "@/lib/datasets/dataset.ts";
import type { Entry } from "./row_ledger.ts";

/** The entries of one symbol, or of the market, in order of arrival; views of them, made when asked for. */
export class Shelf {
  readonly #byArrival: (a: Entry, b: Entry) => number;
  #entries: Entry[] = [];
  #sorted = true;
  #rows: readonly Row[] | null = null;
  #latest: Entry | null = null;

  constructor(byArrival: (a: Entry, b: Entry) => number) {
    this.#byArrival = byArrival;
  }

  get size(): number {
    return this.#entries.length;
  }

  /** The rows, the same array until they change. */
  get rows(): readonly Row[] {
    if (!this.#sorted) this.#entries.sort(this.#byArrival);
    this.#sorted = true;
    return this.#rows ??= this.#entries.map(({ row }) => row);
  }

  /** The entry of the latest time, of equals the one that arrived last. */
  get latest(): Entry | null {
    return this.#latest ??= this.#entries.reduce<Entry | null>((a, b) => this.#later(a, b), null);
  }

  add(entry: Entry): void {
    const before = this.#entries.at(-1);
    this.#sorted &&= before === undefined || this.#byArrival(before, entry) <= 0;
    this.#latest &&= this.#later(this.#latest, entry);
    this.#entries.push(entry);
    this.#rows = null;
  }

  remove(entry: Entry): void {
    this.#entries = this.#entries.filter((other) => other !== entry);
    this.changed();
  }

  /** An entry's row is another now. */
  changed(): void {
    this.#rows = null;
    this.#latest = null;
  }

  /** An entry arrived at another time than was thought. */
  moved(): void {
    this.#sorted = false;
    this.changed();
  }

  /** Times are ISO 8601 and compare as text. */
  #later(a: Entry | null, b: Entry): Entry {
    if (a === null) return b;
    const [timeA, timeB] = [String(a.row.as_of ?? ""), String(b.row.as_of ?? "")];
    return timeA > timeB || (timeA === timeB && this.#byArrival(a, b) > 0) ? a : b;
  }
}
