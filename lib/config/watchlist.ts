import type { Reader } from "./reader.ts";

/** The symbols of `name`, upper-cased, each once, in order; separated by commas or white space. */
export function readSymbols(reader: Reader, name: string, fallback: readonly string[]): readonly string[] {
  const text = reader.text(name);
  if (text === "") return fallback;
  const symbols = [
    ...new Set(text.split(/[\s,]+/).filter((part) => part !== "").map((part) => part.toUpperCase())),
  ];
  if (symbols.length === 0 || !symbols.every(isSymbol)) {
    reader.refuse(
      name,
      "symbols separated by commas, each of 1 to 16 letters, digits and .^:- such as AAPL,BRK.B",
    );
    return fallback;
  }
  return symbols;
}

/** Whether a text can be a symbol: 1 to 16 of `A-Z0-9.^:-`. */
export function isSymbol(text: string): boolean {
  return /^[A-Z0-9.^:-]{1,16}$/.test(text);
}
