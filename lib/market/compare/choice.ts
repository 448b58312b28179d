import { SYMBOL } from "@/lib/market/chart_settings.ts";

/** Ranges of a comparison: daily closes say nothing of less than a month. */
export const COMPARE_RANGES = ["1M", "6M", "YTD", "1Y", "5Y", "MAX"] as const;
/** A range of a comparison. */
export type CompareRange = typeof COMPARE_RANGES[number];

/** Range without a choice. */
export const DEFAULT_COMPARE_RANGE: CompareRange = "1Y";
/** Most symbols beside each other: so many lines can be told apart. */
export const MOST_COMPARED = 12;

/** Symbols that are compared where the address names none. */
export const COMPARED_UNASKED = 5;

/** What a reader chose of a comparison; all of it stands in the address. */
export interface CompareChoice {
  /** In the order of their choice, each once. */
  readonly symbols: readonly string[];
  readonly range: CompareRange;
  readonly scale: "linear" | "log";
}

/** A choice as an address has it, and what of the address is none. */
export interface ReadChoice extends CompareChoice {
  /** Whether the address says which symbols, even if none. */
  readonly isChosen: boolean;
  /** What cannot be a symbol, as it was written. */
  readonly malformed: readonly string[];
  /** Symbols beyond {@linkcode MOST_COMPARED}. */
  readonly beyond: readonly string[];
}

/**
 * Reads a choice: `symbols=AAPL,MSFT`, separated by commas, semicolons or spaces, in one parameter or several, as a form
 * sends them; `range=1Y`; `log=1`. Another scale is left out, as it is about looks alone; the server refuses a range that is
 * none.
 */
export function readChoice(query: URLSearchParams): ReadChoice {
  const written = [
    ...new Set(
      query.getAll("symbols").flatMap((text) => text.toUpperCase().split(/[\s,;]+/)).filter((text) =>
        text !== ""
      ),
    ),
  ];
  const symbols = written.filter((text) => SYMBOL.test(text));
  return {
    symbols: symbols.slice(0, MOST_COMPARED),
    range: COMPARE_RANGES.find((range) => range === query.get("range")) ?? DEFAULT_COMPARE_RANGE,
    scale: query.get("log") === "1" ? "log" : "linear",
    isChosen: query.has("symbols"),
    malformed: written.filter((text) => !SYMBOL.test(text)),
    beyond: symbols.slice(MOST_COMPARED),
  };
}

/** A choice as the end of an address: `?symbols=AAPL,MSFT&range=1Y&log=1`. */
export function choiceAddress({ symbols, range, scale }: CompareChoice): string {
  const list = encodeURIComponent(symbols.join()).replaceAll("%2C", ",");
  return `?symbols=${list}&range=${range}${scale === "log" ? "&log=1" : ""}`;
}

/** Address of a symbol beside the first others of the watchlist. */
export function besideAddress(symbol: string, watchlist: readonly string[]): string {
  const symbols = [...new Set([symbol, ...watchlist])].slice(0, COMPARED_UNASKED);
  return `/compare${choiceAddress({ symbols, range: DEFAULT_COMPARE_RANGE, scale: "linear" })}`;
}
