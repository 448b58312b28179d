/** Cookie of the reader's own list. It stays in the browser and is sent along, so that the page comes with it. */
export const OWN_LIST_COOKIE = "own_list";

/** Symbols that fit into a cookie. */
export const MOST_OWN = 200;

/** No symbol has it, and a cookie may. */
const SEPARATOR = "_";

/** The list that a cookie's value holds: symbols, each once, in order; of what is none, nothing. */
export function readOwnList(value: string | undefined): string[] {
  const symbols = (value ?? "").split(SEPARATOR).filter((text) => /^[A-Z0-9.^:-]{1,16}$/.test(text));
  return [...new Set(symbols)].slice(0, MOST_OWN);
}

/** A cookie's value for a list. */
export function writeOwnList(symbols: readonly string[]): string {
  return symbols.slice(0, MOST_OWN).join(SEPARATOR);
}

/** The list with a symbol a step nearer its beginning (−1) or end (1). */
export function moved(symbols: readonly string[], symbol: string, step: -1 | 1): readonly string[] {
  const from = symbols.indexOf(symbol);
  const other = symbols[from + step];
  if (from < 0 || other === undefined) return symbols;
  return symbols.map((each, i) => i === from ? other : i === from + step ? symbol : each);
}
