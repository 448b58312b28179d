import type { Dataset, Row } from "@/lib/datasets/dataset.ts";
import type { SeriesView } from "./series/series_view.ts";

export type { SeriesView } from "./series/series_view.ts";

/** Orders of files, both counted. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Rows of which something else was known before: how many at most, and in which files that may stand. */
export interface LaterRows extends Span {
  readonly count: number;
}

/** What forgetting files came to. */
export interface Withdrawal {
  /** Rows that were in them last, or first. */
  readonly rows: number;
  /** Between which orders other files may have those too, and are to be applied again; `null` when none can. */
  readonly span: Span | null;
}

/** Which rows to read: those of a symbol, and of times from one to another, both counted, epoch milliseconds. */
export interface RowRange {
  /** Where it is absent, or the dataset has no symbols: all. */
  readonly symbol?: string | undefined;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  /**
   * By arrival, or by the dataset's own time (where a row has none by when it was fetched), the oldest or the newest
   * first; of equal times in the order of arrival, or against it.
   * @default "arrival"
   */
  readonly order?: "arrival" | "oldest" | "newest" | undefined;
}

/** The truth about one dataset: the last row of each key over all its files, or as it was known at some instant. */
export interface ReadonlyLedger {
  readonly dataset: Dataset;
  /** How many keys there are. */
  readonly size: number;
  /** Row of a key as `keyOf` names it. */
  get(key: string): Row | undefined;
  /**
   * Last row of each key, of all symbols or one, in order of arrival: by the file that first had the key, then by
   * place in it. A snapshot: it stays as it is when rows are applied, and is the same array until the symbol's rows
   * change. Rows of a series are made when they are looked at: the last of many costs no more than one.
   */
  rows(symbol?: string): readonly Row[];
  /**
   * Row with the latest `as_of` of a symbol, of equals the one that arrived last. A dataset without symbols has them
   * all under the empty symbol.
   */
  latest(symbol: string): Row | undefined;
  /** The row that arrived last. */
  newest(): Row | undefined;
  /**
   * Rows of a stretch of time, by the dataset's own column of time (`timeColumnOf`). Those of a series are put in order
   * where they are looked at: a page of millions costs no more than of few.
   */
  range(range: RowRange): readonly Row[];
  /** All that are there of {@linkcode ReadonlyLedger.series}, of a symbol or all; `undefined` for every other dataset. */
  everySeries(symbol?: string): readonly SeriesView[] | undefined;
  /**
   * Columns of a dataset that is a series of numbers over time: of a symbol's quotes, or bars of one interval
   * (`series("AAPL", { interval: "1d" })`). `undefined` where there are none, and for every other dataset.
   */
  series(symbol: string, keys?: Readonly<Record<string, string>>): SeriesView | undefined;
  /** Symbols that have rows. */
  symbols(): string[];
}

/** Rows of one file, read for a ledger. It is spent when the ledger reads the next. */
export interface Portion {
  /** How many rows. */
  readonly rows: number;
  /** When the first of them was fetched, epoch milliseconds; `Infinity` when none says. */
  readonly oldest: number;
  /**
   * Applies them.
   * @param order place of the file in the order of files
   * @param isTold whether to answer the rows that changed the truth; rows applied untold take effect by
   * {@linkcode Ledger.trim}
   * @returns new keys, and those whose content is another now
   */
  apply(order: number, isTold: boolean): readonly Row[];
  /** The rows that were known at an instant, of keys whose row in the ledger was fetched later: earlier versions. */
  earlier(at: number): readonly Row[];
}

/**
 * The truth about one dataset, kept up to date. Which file a row came from decides, not when it was told: files may
 * be applied in any order and more than once, and come to the same.
 */
export interface Ledger extends ReadonlyLedger {
  /**
   * Reads a file.
   * @throws {SyntaxError} naming the line, for one that is none of the dataset
   */
  read(bytes: Uint8Array): Portion;
  /** @throws {SyntaxError} for a row that would not come back from a file as it is */
  readRows(rows: readonly Row[]): Portion;
  /** Whether a file later than one of that order has a key: that one's row counts for nothing. */
  isHidden(key: string, order: number): boolean;
  /** Orders of the earliest and the latest file that have a key: its row stands in the latter; `null` where none has. */
  filesOf(key: string): Span | null;
  /** Applies rows as a file later than all before would. */
  apply(rows: readonly Row[], order?: number): readonly Row[];
  /** Last row of each key among these, where a file of that order would change the truth with it. */
  news(rows: readonly Row[], order: number): readonly Row[];
  /**
   * The file of that order is another one now, whose rows are applied next.
   * @returns forgets what only the old one had, as {@linkcode Ledger.withdraw} does
   */
  replace(order: number): () => Withdrawal;
  /** The files of these orders are gone: forgets that they have rows. The rows stay until {@linkcode Ledger.settle}. */
  withdraw(orders: readonly number[]): Withdrawal;
  /**
   * Removes the rows that no file has any more.
   * @returns how many
   */
  settle(): number;
  /**
   * Makes room for what is to come, until {@linkcode Ledger.trim}.
   * @param growth how many times as many rows as there are
   * @param largest bytes of the largest file
   */
  expect(growth: number, largest: number): void;
  /** Ends the reading of much: what was applied untold takes effect, and memory is given back. */
  trim(): void;
  /**
   * Where earlier versions may stand of the rows fetched after an instant; `null` when none can.
   * @param newest order of the last file that has something that was known then
   * @param versioned orders of files whose superseded rows are kept beside them
   */
  laterThan(at: number, newest: number, versioned: readonly number[]): LaterRows | null;
  /**
   * The ledger as it was known at an instant; later changes do not reach it.
   * @param earlier versions known then of rows that are others now
   */
  past(at: number, earlier: readonly Row[]): ReadonlyLedger;
}
