import { type NamedColumn, type PriceMeaning, readColumnName } from "./column_names.ts";

/** Columns of one symbol's prices, by meaning; all four raw prices are there. */
export interface PriceColumns {
  /** The symbol in the columns' names, `null` where they name none. */
  readonly symbol: string | null;
  readonly at: Readonly<Partial<Record<PriceMeaning, number>>>;
}

/** Where in a line what stands. Columns count from 0. */
export interface Layout {
  readonly width: number;
  readonly date: number;
  readonly time: number | null;
  /** Candidates for the column of symbols, the surest first: their cells decide. */
  readonly symbols: readonly number[];
  readonly interval: number | null;
  readonly prices: readonly PriceColumns[];
}

const RAW = ["open", "high", "low", "close"] as const;

/**
 * Reads a header.
 * @returns the layout, or what is missing of it, in words
 */
export function layoutOf(header: readonly string[], isSymbol: (text: string) => boolean): Layout | string {
  const named = header.map((name) => readColumnName(name, isSymbol));
  const plain = (meaning: NamedColumn["meaning"]) =>
    named.map((column, at) => ({ column, at }))
      .filter(({ column }) => column?.meaning === meaning && column.symbol === null)
      .sort((a, b) => (a.column?.rank ?? 0) - (b.column?.rank ?? 0)).map(({ at }) => at);
  const [date, time] = [plain("date")[0], plain("time")[0]];
  const prices = pricesOf(named);
  if (prices.length === 0) {
    const missing = RAW.filter((meaning) => !named.some((column) => column?.meaning === meaning));
    return missing.length === 0
      ? "no symbol has all of open, high, low and close"
      : `it has no column of ${missing.join(", ")}`;
  }
  // pandas leaves the name of its index empty; only where nothing else can be the date.
  const unnamed = header.indexOf("");
  const when = date ?? time ?? (unnamed < 0 ? undefined : unnamed);
  if (when === undefined) return "it has no column of dates";
  return {
    width: header.length,
    date: when,
    time: date === undefined ? null : time ?? null,
    symbols: plain("symbol"),
    interval: plain("interval")[0] ?? null,
    prices,
  };
}

/** The prices without a symbol in their names where they are complete, else those of every symbol that are. */
function pricesOf(named: readonly (NamedColumn | null)[]): PriceColumns[] {
  const groups = new Map<string | null, Map<PriceMeaning, { at: number; rank: number }>>();
  for (const [at, column] of named.entries()) {
    if (column === null || !isPrice(column.meaning)) continue;
    const group = groups.get(column.symbol) ?? new Map<PriceMeaning, { at: number; rank: number }>();
    groups.set(column.symbol, group);
    const known = group.get(column.meaning);
    if (known === undefined || column.rank < known.rank) group.set(column.meaning, { at, rank: column.rank });
  }
  const complete = [...groups].filter(([, group]) => RAW.every((meaning) => group.has(meaning)))
    .map(([symbol, group]) => ({
      symbol,
      at: Object.fromEntries([...group].map(([meaning, { at }]) => [meaning, at])),
    }));
  const plain = complete.filter(({ symbol }) => symbol === null);
  return plain.length > 0 ? plain : complete;
}

function isPrice(meaning: NamedColumn["meaning"]): meaning is PriceMeaning {
  return !["date", "time", "symbol", "interval"].includes(meaning);
}
