import type { DatasetName, Row } from "@/lib/datasets/dataset.ts";
import { keyOf } from "@/lib/datasets/keys.ts";
import type { CatalogFile } from "./catalog.ts";
import { type FileName, parseFileName } from "./file_name.ts";
import type { Contents } from "./contents.ts";
import type { Change } from "./holdings.ts";
import type { Ledger, ReadonlyLedger } from "./ledger.ts";
import { statesOf } from "./listing.ts";
import { readFiles } from "./read_files.ts";
import { instantOf } from "./row_time.ts";
import { StoreError } from "./store_error.ts";

/** Instants kept: somebody who steps to and fro does not read the volume again. */
const KEPT = 4;

/** Looks taken at files that come and go. */
const ATTEMPTS = 5;

/** What was known of all datasets at an instant: of each key the last row that had been fetched by then. */
export interface TruthAt {
  /** Epoch milliseconds. */
  readonly at: number;
  /** @throws {RangeError} for a name that is no dataset of the store */
  ledger(dataset: DatasetName): ReadonlyLedger;
}

/**
 * What was known at instants of the past. Most of it stands in the ledgers as it was then; files are read, newest
 * first, only for keys whose row was another one.
 */
export class TimeMachine {
  readonly #contents: Contents;
  readonly #kept = new Map<number, Promise<TruthAt>>();

  constructor(contents: Contents) {
    this.#contents = contents;
    contents.onChange((change) => this.#heed(change));
  }

  /** What was known at an instant; the first to ask waits for it, those after do not. */
  at(instant: number): Promise<TruthAt> {
    const kept = this.#kept.get(instant);
    const truth = kept ?? this.#contents.exclusively(() => this.#read(instant));
    this.#kept.delete(instant);
    this.#kept.set(instant, truth);
    // What failed is tried again by the next who asks; who asked hears of it.
    if (kept === undefined) truth.catch(() => this.#kept.delete(instant));
    for (const oldest of [...this.#kept.keys()].slice(0, -KEPT)) this.#kept.delete(oldest);
    return truth;
  }

  /** Forgets what is another past now. */
  #heed({ rows, removed = 0 }: Change): void {
    if (this.#kept.size === 0) return;
    const earliest = rows.reduce((at, row) => Math.min(at, instantOf(row.fetched_at) ?? -Infinity), Infinity);
    for (const at of this.#kept.keys()) if (removed > 0 || earliest <= at) this.#kept.delete(at);
  }

  async #read(at: number): Promise<TruthAt> {
    for (let attempt = 1;; attempt++) {
      try {
        return await this.#readOnce(at);
      } catch (error) {
        if (!(error instanceof Deno.errors.NotFound) || attempt === ATTEMPTS) {
          throw StoreError.from(`read what was known at ${new Date(at).toISOString()}`, error);
        }
        // Another process moved files into the archive.
        await this.#contents.look();
      }
    }
  }

  async #readOnce(at: number): Promise<TruthAt> {
    const ledgers = new Map<string, ReadonlyLedger>();
    const { holdings } = this.#contents;
    for (const { name } of holdings.datasets) {
      const ledger = holdings.ledger(name);
      ledgers.set(name, ledger.past(at, await this.#earlier(ledger, at)));
    }
    return {
      at,
      ledger: (name) => ledgers.get(name) ?? holdings.ledger(name),
    };
  }

  /** The last row before, of keys whose row was fetched after the instant. */
  async #earlier(ledger: Ledger, at: number): Promise<readonly Row[]> {
    const { catalog } = this.#contents.holdings;
    const { dataset } = ledger;
    const namesOf = (files: readonly CatalogFile[]): FileName[] =>
      files.filter((file) => file.dataset === dataset.name && file.oldestMs <= at)
        .flatMap(({ path }) => parseFileName(path, [dataset]) ?? []);
    const [files, versions] = [namesOf(catalog.files()), namesOf(catalog.versions())];
    // The archive that a file of earlier versions stands beside has their keys, though all its rows may be later.
    const versioned = versions.map(({ order }) => order + 1);
    const newest = [...files.map(({ order }) => order), ...versioned].reduce(
      (a, b) => Math.max(a, b),
      -Infinity,
    );
    const span = ledger.laterThan(at, newest, versioned);
    if (span === null) return [];
    const names = [...files, ...versions]
      .filter(({ order }) => order >= span.from - 1 && order <= span.to);
    const found = await statesOf(this.#contents.dir, names);
    if (found.length < names.length) throw new Deno.errors.NotFound("A file went meanwhile");
    const earlier = new Map<string, Row>();
    await readFiles(this.#contents.dir, found.reverse(), (_, bytes) => {
      if (bytes instanceof Error) throw bytes;
      const rows = ledger.read(bytes).earlier(at);
      // Of several versions in one file the last counts, of several files the newest.
      const own = new Map(rows.map((row) => [keyOf(dataset, row), row]));
      for (const [key, row] of own) if (!earlier.has(key)) earlier.set(key, row);
      return earlier.size < span.count ? undefined : false;
    });
    return [...earlier.values()];
  }
}
