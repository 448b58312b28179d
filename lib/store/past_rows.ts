import type { Dataset, Row } from "@/lib/datasets/dataset.ts";
import { keyOf } from "@/lib/datasets/keys.ts";
import type { ReadonlyLedger } from "./ledger.ts";
import { RowReader } from "./row_reader.ts";
import type { FileNumbers } from "./series/file_numbers.ts";
import type { Kept } from "./shelf.ts";

/** Rows as they were known at an instant. */
export class PastRows extends RowReader implements ReadonlyLedger {
  /** By symbol, each in order of arrival. */
  readonly #shelves: ReadonlyMap<string, readonly Kept[]>;
  readonly #files: FileNumbers;
  readonly #rows = new Map<string, readonly Row[]>();
  #all: readonly Row[] | null = null;
  #byKey: ReadonlyMap<string, Row> | null = null;

  constructor(dataset: Dataset, shelves: ReadonlyMap<string, readonly Kept[]>, files: FileNumbers) {
    super(dataset);
    this.#shelves = shelves;
    this.#files = files;
  }

  get size(): number {
    return this.#shelves.values().reduce((sum, { length }) => sum + length, 0);
  }

  get(key: string): Row | undefined {
    this.#byKey ??= new Map(this.rows().map((row) => [keyOf(this.dataset, row), row]));
    return this.#byKey.get(key);
  }

  rows(symbol?: string): readonly Row[] {
    if (symbol === undefined) return this.#all ??= this.#sorted().map(({ row }) => row);
    let rows = this.#rows.get(symbol);
    if (rows === undefined) {
      rows = (this.#shelves.get(symbol) ?? []).map(({ row }) => row);
      if (rows.length > 0) this.#rows.set(symbol, rows);
    }
    return rows;
  }

  latest(symbol: string): Row | undefined {
    let latest: Row | undefined;
    // Times are ISO 8601 and compare as text; of equal ones the last to arrive counts.
    for (const { row } of this.#shelves.get(symbol) ?? []) {
      if (latest === undefined || String(row.as_of ?? "") >= String(latest.as_of ?? "")) latest = row;
    }
    return latest;
  }

  newest(): Row | undefined {
    const last = this.#shelves.values().flatMap((shelf) => shelf.slice(-1)).toArray();
    return last.sort((a, b) => byArrival(this.#files, a, b)).at(-1)?.row;
  }

  symbols(): string[] {
    return this.perSymbol ? [...this.#shelves.keys()] : [];
  }

  #sorted(): readonly Kept[] {
    const [only, ...others] = this.#shelves.values();
    if (others.length === 0) return only ?? [];
    return [...this.#shelves.values()].flat().sort((a, b) => byArrival(this.#files, a, b));
  }
}

/** Orders rows by the file that first had their key, then by place in it. */
export function byArrival(
  files: FileNumbers,
  a: Pick<Kept, "first" | "place">,
  b: Pick<Kept, "first" | "place">,
): number {
  const [left, right] = [files.firstOrder(a.first), files.firstOrder(b.first)];
  // Infinity less itself is no number.
  return left === right ? a.place - b.place : left - right;
}
