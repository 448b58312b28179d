const SYMBOL = /^\^?[A-Z0-9][A-Z0-9.^:-]{0,14}$/;
/** Symbols of listings in the United States as Stooq writes them: `AAPL.US`. */
const STOOQ_SUFFIX = /\.US$/i;
/** What stands beside a symbol in the names of downloads. */
const BESIDE = new Set(
  ("us d w m h history historical data prices price quotes quote stock stocks daily day intraday max full csv txt " +
    "yahoo stooq nasdaq adjusted raw export download 1d 1y 2y 5y 10y 1m 5m 15m 30m 60m 1min 5min 15min")
    .split(" "),
);

/** Whether a text is a symbol as this project writes them. */
export function isSymbol(text: string): boolean {
  return SYMBOL.test(text);
}

/** A symbol from a cell, in capitals; `null` where it is none. Stooq's country goes: symbols here have none for the US. */
export function symbolOfCell(cell: string, isStooq: boolean): string | null {
  const symbol = (isStooq ? cell.replace(STOOQ_SUFFIX, "") : cell).toUpperCase();
  return isSymbol(symbol) ? symbol : null;
}

/** Whether the cells of a column are symbols: names of companies are also found under "Name" and "Stock". */
export function areSymbols(cells: readonly string[], columnName: string): boolean {
  const isSure = /ticker|symbol/i.test(columnName);
  const filled = cells.filter((cell) => cell !== "");
  const fitting = filled.filter((cell) => isSymbol(isSure ? cell.toUpperCase() : cell));
  return filled.length > 0 && fitting.length >= filled.length * 0.9;
}

/**
 * The symbol that a file is named after: `AAPL.csv`, `aapl_us_d.csv`, `MSFT (1).csv`, `TSLA-2024.csv`. In small
 * letters only what is on the watchlist, or named as Stooq does; `null` for any other name.
 */
export function symbolOfFile(name: string, watchlist: readonly string[]): string | null {
  const stem = name.replace(/(\.(csv|txt|tsv|dat))+$/i, "").replace(/\s*\(\d+\)$/, "");
  const stooq = /^([a-z0-9.-]{1,10})(?:_us_[dwm]|\.us)$/i.exec(stem)?.[1];
  if (stooq !== undefined) return symbolOfCell(stooq, true);
  const known = watchlist.find((symbol) => symbol === stem.toUpperCase());
  if (known !== undefined) return known;
  const words = stem.split(/[\s_,]+|-(?![A-Z]$)/).filter((word) => word !== "" && !/^\d{4,}$/.test(word));
  const others = words.filter((word) => !BESIDE.has(word.toLowerCase()) && !/^\d{2}$/.test(word));
  const [word] = others;
  if (word === undefined || others.length !== 1) return null;
  const symbol = word.toUpperCase();
  if (watchlist.includes(symbol)) return symbol;
  return isSymbol(word) && /^[A-Z][A-Z0-9.-]{0,6}$/.test(word) ? word : null;
}
