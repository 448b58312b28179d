import { isSymbol } from "@/lib/config/watchlist.ts";
import { Serial } from "@/lib/store/serial.ts";
import type { Store } from "@/lib/store/store.ts";

/** State file of what was changed of the configured list. */
const STATE = "watchlist";

/** Symbols that fit: quotes of more than these take a free key's calls of a quarter-hour. */
export const MOST_SYMBOLS = 500;

/** How the list differs from what `STOCK_SYMBOLS` says. */
export interface WatchlistChanges {
  /** In the order in which they were added. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** Told which symbols came and which went. */
export type WatchlistListener = (change: WatchlistChanges) => void;

/**
 * The symbols that the server polls: those of `STOCK_SYMBOLS` without those that the administrator removed, and those
 * that were added. The changes stay on the volume, so that every process on it has the same list after a restart too.
 */
export class Watchlist {
  readonly #configured: readonly string[];
  readonly #store: Pick<Store, "readState" | "writeState">;
  readonly #listeners = new Set<WatchlistListener>();
  readonly #serial = new Serial();
  #changes: WatchlistChanges;
  #symbols: readonly string[];

  constructor(configured: readonly string[], store: Pick<Store, "readState" | "writeState">) {
    this.#configured = configured;
    this.#store = store;
    this.#changes = changesIn(store.readState(STATE));
    this.#symbols = this.#listOf(this.#changes);
  }

  /** The list, never empty; the same array until it changes. */
  get symbols(): readonly string[] {
    return this.#symbols;
  }

  get changes(): WatchlistChanges {
    return this.#changes;
  }

  /** Takes over what another process changed. */
  reload(): void {
    this.#take(changesIn(this.#store.readState(STATE)));
  }

  /**
   * Puts a symbol at the end of the list; one of `STOCK_SYMBOLS` that was removed comes back to its place.
   * @returns whether it was not on it
   * @throws {RangeError} when the list is full
   * @throws {StoreError} when the volume cannot be written
   */
  add(symbol: string): Promise<boolean> {
    return this.#change(({ added, removed }) => {
      if (this.#symbols.includes(symbol)) return null;
      if (this.#symbols.length >= MOST_SYMBOLS) {
        throw new RangeError(
          `Cannot add "${symbol}": the list has ${MOST_SYMBOLS} symbols, as many as it may`,
        );
      }
      return this.#configured.includes(symbol)
        ? { added, removed: removed.filter((each) => each !== symbol) }
        : { added: [...added, symbol], removed };
    });
  }

  /**
   * Takes a symbol off the list; what is known of it stays on the volume.
   * @returns whether it was on it
   * @throws {RangeError} when nothing would be left
   * @throws {StoreError} when the volume cannot be written
   */
  remove(symbol: string): Promise<boolean> {
    return this.#change(({ added, removed }) => {
      if (!this.#symbols.includes(symbol)) return null;
      if (this.#symbols.length === 1) {
        throw new RangeError(`Cannot remove "${symbol}": it is the last symbol of the list`);
      }
      return {
        added: added.filter((each) => each !== symbol),
        removed: this.#configured.includes(symbol) ? [...removed, symbol] : removed,
      };
    });
  }

  /** @returns stops it */
  onChange(listener: WatchlistListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #change(changed: (before: WatchlistChanges) => WatchlistChanges | null): Promise<boolean> {
    return this.#serial.run(async () => {
      this.reload();
      const changes = changed(this.#changes);
      if (changes === null) return false;
      await this.#store.writeState(STATE, changes);
      this.#take(changes);
      return true;
    });
  }

  #take(changes: WatchlistChanges): void {
    const before = this.#symbols;
    const symbols = this.#listOf(changes);
    this.#changes = changes;
    if (symbols.length === before.length && symbols.every((symbol, i) => symbol === before[i])) return;
    this.#symbols = symbols;
    const added = symbols.filter((symbol) => !before.includes(symbol));
    const removed = before.filter((symbol) => !symbols.includes(symbol));
    for (const listener of this.#listeners) listener({ added, removed });
  }

  /** Where `STOCK_SYMBOLS` changed meanwhile, nothing might be left: then what it says stands. */
  #listOf({ added, removed }: WatchlistChanges): readonly string[] {
    const kept = this.#configured.filter((symbol) => !removed.includes(symbol));
    const list = [...new Set([...kept, ...added])];
    return list.length === 0 ? this.#configured : list.slice(0, Math.max(MOST_SYMBOLS, kept.length));
  }
}

/** Reads what was written, by whatever version of this program. */
function changesIn(state: unknown): WatchlistChanges {
  const of = (name: keyof WatchlistChanges): readonly string[] => {
    const list = typeof state === "object" && state !== null ? Reflect.get(state, name) : undefined;
    return Array.isArray(list) ? list.filter((each) => typeof each === "string" && isSymbol(each)) : [];
  };
  return { added: of("added"), removed: of("removed") };
}
