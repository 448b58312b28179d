import type { DatasetName, KnownPart, Row } from "@/lib/datasets/dataset.ts";
import { keyOf } from "@/lib/datasets/keys.ts";
import type { Ledger } from "@/lib/store/ledger.ts";
import type { Store } from "@/lib/store/store.ts";

/** What a run knows: the volume's rows, and its own that are not committed yet in their place. */
export class KnownRows {
  readonly #store: Pick<Store, "ledger">;
  readonly #fresh: (name: DatasetName, symbol: string) => readonly Row[];

  /** @param fresh the run's own rows of a symbol */
  constructor(
    store: Pick<Store, "ledger">,
    fresh: (name: DatasetName, symbol: string) => readonly Row[],
  ) {
    this.#store = store;
    this.#fresh = fresh;
  }

  /** The last row of each key of a symbol, or of a part of them. */
  rows(name: DatasetName, symbol: string, part: KnownPart = {}): readonly Row[] {
    const ledger = this.#store.ledger(name);
    const stored = partOf(ledger, symbol, part);
    const fresh = this.#fresh(name, symbol);
    if (fresh.length === 0) return stored;
    const replaced = new Set(fresh.map((row) => keyOf(ledger.dataset, row)));
    return [...stored.filter((row) => !replaced.has(keyOf(ledger.dataset, row))), ...fresh];
  }

  /** That of one key, as `keyOf` names it. */
  row(name: DatasetName, symbol: string, key: string): Row | undefined {
    const ledger = this.#store.ledger(name);
    return this.#fresh(name, symbol).findLast((row) => keyOf(ledger.dataset, row) === key) ?? ledger.get(key);
  }
}

/** Rows of a series are made when they are looked at: those that are not wanted cost nothing. */
function partOf(ledger: Ledger, symbol: string, { newest, interval }: KnownPart): readonly Row[] {
  const bars = interval === undefined ? undefined : ledger.series(symbol, { interval });
  const rows = bars === undefined
    ? ledger.rows(symbol)
    : Array.from({ length: bars.length }, (_, at) => bars.row(at));
  return newest === undefined || rows.length <= newest ? rows : rows.slice(-newest);
}
