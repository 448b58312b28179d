/**
 * Exchanges whose code is a single letter, as Finnhub writes it behind the dot: Frankfurt, London, Tokyo and
 * the TSX Venture. Any other single letter is a class of share or a unit (`BRK.B`, `MOG.A`), listed in the US.
 */
const ONE_LETTER_EXCHANGES = new Set(["F", "L", "T", "V"]);

/**
 * The part of a symbol that decides what a plan covers: `""` for US listings and for calls without a
 * symbol, `".TO"` and the like for other exchanges, `"OANDA:"` for forex and crypto venues, `"^"` for indices.
 */
export function symbolSuffix(symbol: string): string {
  const upper = symbol.toUpperCase();
  const venue = /^[^:]+:/.exec(upper);
  if (venue) return venue[0];
  if (upper.startsWith("^")) return "^";
  const code = /\.([A-Z0-9]+)$/.exec(upper)?.[1];
  if (code === undefined) return "";
  return code.length > 1 || ONE_LETTER_EXCHANGES.has(code) ? `.${code}` : "";
}
