import { readFile } from "node:fs/promises";
import type { Dataset, DatasetName, Row } from "@/lib/datasets/dataset.ts";
import { parseRows } from "@/lib/datasets/format.ts";
import { keyOf } from "@/lib/datasets/keys.ts";
import { isoTime } from "@/lib/datasets/time.ts";
import type { Ledger } from "@/lib/store/ledger.ts";
import { orderOf, stampOf } from "@/lib/store/stamp.ts";
import type { Store } from "@/lib/store/store.ts";

/** What read models need of a dataset: now from the store's ledger, of the past from {@linkcode truthAt}. */
export type Truth = Pick<Ledger, "rows" | "latest" | "symbols" | "size">;

/** What was known of all datasets at an instant. */
export interface TruthAt {
  /** Epoch milliseconds. */
  readonly at: number;
  ledger(dataset: DatasetName): Truth;
  /** Rows of all datasets. */
  readonly size: number;
}

/** A run on demand is stamped later than every other, which can be later than its rows. */
const STAMP_SLACK_MS = 24 * 3_600_000;

/** Rows looked at before others have their turn. */
const ROWS_A_TURN = 50_000;

/**
 * What was known at an instant: of each key the last row that had been fetched by then. Most of it stands in the ledgers
 * as it was; files are read, newest first, only for keys whose row was another one then.
 * @param at epoch milliseconds
 * @throws when a file that the catalog has cannot be read
 */
export async function truthAt(store: Store, at: number): Promise<TruthAt> {
  const ledgers = new Map<DatasetName, Truth>();
  let size = 0;
  for (const dataset of store.datasets) {
    const truth = await ledgerAt(store, dataset, at);
    ledgers.set(dataset.name, truth);
    size += truth.size;
  }
  return {
    at,
    size,
    ledger: (name) => {
      const truth = ledgers.get(name);
      if (truth === undefined) throw new RangeError(`Cannot find dataset "${name}"`);
      return truth;
    },
  };
}

async function ledgerAt(store: Store, dataset: Dataset, at: number): Promise<Truth> {
  const ledger = store.ledger(dataset.name);
  const until = isoTime(at);
  const earlier = await earlierRows(store, ledger, at);
  // A snapshot: what arrives from here on is later.
  const rows = ledger.rows();
  const known: Row[] = [];
  for (const [i, row] of rows.entries()) {
    const then = wasKnown(row, until)
      ? row
      : earlier.size === 0
      ? undefined
      : earlier.get(keyOf(dataset, row));
    if (then !== undefined) known.push(then);
    if (i % ROWS_A_TURN === ROWS_A_TURN - 1) await new Promise((resolve) => setTimeout(resolve));
  }
  return new PastLedger(known, dataset.columns.some(({ name }) => name === "symbol"));
}

/** Of each key whose row was fetched later, the last row before that, where there was one. */
async function earlierRows(store: Store, ledger: Ledger, at: number): Promise<ReadonlyMap<string, Row>> {
  const found = new Map<string, Row>();
  const { dataset } = ledger;
  const until = isoTime(at);
  const newest = orderOf(stampOf(at + STAMP_SLACK_MS));
  /** Order of the first file of each key that is looked for. */
  const wanted = new Map<string, number>();
  for (const { key, row, first } of ledger.revised()) {
    if (!wasKnown(row, until) && first <= newest) wanted.set(key, first);
  }
  const files = store.files().filter((file) =>
    file.dataset === dataset.name && orderOf(file.stamp) <= newest
  );
  for (const { path, stamp } of files.toReversed()) {
    const order = orderOf(stamp);
    if (!wanted.values().some((first) => first <= order)) break;
    const fullPath = store.pathOf(path);
    if (fullPath === undefined) continue;
    for (const row of parseRows(dataset, await readFile(fullPath, "utf8")).toReversed()) {
      const key = keyOf(dataset, row);
      if (wanted.has(key) && wasKnown(row, until)) {
        found.set(key, row);
        wanted.delete(key);
      }
    }
  }
  return found;
}

/** Times are ISO 8601 and compare as text. */
function wasKnown(row: Row, until: string): boolean {
  return String(row["fetched_at"] ?? "") <= until;
}

/** Rows of the past, in the order of their arrival; nothing changes them any more. */
class PastLedger implements Truth {
  readonly #rows: readonly Row[];
  readonly #bySymbol: ReadonlyMap<string, readonly Row[]>;
  readonly #perSymbol: boolean;
  readonly #latest = new Map<string, Row | undefined>();

  constructor(rows: readonly Row[], perSymbol: boolean) {
    this.#rows = rows;
    this.#perSymbol = perSymbol;
    this.#bySymbol = Map.groupBy(rows, (row) => perSymbol ? String(row["symbol"] ?? "") : "");
  }

  get size(): number {
    return this.#rows.length;
  }

  rows(symbol?: string): readonly Row[] {
    return symbol === undefined ? this.#rows : this.#bySymbol.get(symbol) ?? [];
  }

  latest(symbol: string): Row | undefined {
    if (!this.#latest.has(symbol)) {
      const time = (row: Row | undefined) => String(row?.["as_of"] ?? "");
      const rows = this.rows(symbol);
      this.#latest.set(symbol, rows.reduce((best, row) => time(row) >= time(best) ? row : best, rows[0]));
    }
    return this.#latest.get(symbol);
  }

  symbols(): string[] {
    return this.#perSymbol ? [...this.#bySymbol.keys()] : [];
  }
}
