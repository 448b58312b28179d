import type { Dating } from "./dating.ts";
import type { Naming } from "./naming.ts";
import type { NumberStyle } from "./numbers.ts";
import type { Table } from "./table.ts";

/** What a price file was taken for: to be read by who knows better. */
export interface Understood {
  readonly separator: "comma" | "semicolon" | "tab" | "bar";
  /** From 1. */
  readonly header_line: number;
  /** Names of the columns that were read, in the file's order, and as what. */
  readonly columns: readonly { readonly column: string; readonly as: string }[];
  /** Names of the columns that were not. */
  readonly ignored: readonly string[];
  /** Form of the dates, for instance `MM/DD/YYYY`. */
  readonly dates: string;
  /** How numbers are written, for instance `1,234.5`. */
  readonly numbers: string;
  readonly order: "oldest first" | "newest first" | "mixed";
  /** Whether there are adjusted prices beside those as traded. */
  readonly prices: "raw and adjusted" | "as given, no adjusted ones beside them";
  /** How it is known whose prices they are. */
  readonly symbol_from: string;
}

const SEPARATORS: Readonly<Record<string, Understood["separator"]>> = {
  ",": "comma",
  ";": "semicolon",
  "\t": "tab",
};

/** Gathers what was understood. */
export function understoodOf(
  { layout, header, separator, headerLine }: Table,
  { rows, form }: Dating,
  naming: Naming,
  style: NumberStyle,
): Understood {
  const as = new Map<number, string>([[layout.date, layout.time === null ? "date" : "day"]]);
  if (layout.time !== null) as.set(layout.time, "time of day");
  if (layout.interval !== null) as.set(layout.interval, "interval");
  for (const { symbol, at } of layout.prices) {
    for (const [meaning, index] of Object.entries(at)) {
      as.set(index, symbol === null ? meaning : `${meaning} of ${symbol}`);
    }
  }
  const symbols = layout.symbols.find((index) => naming.from === `its column "${header[index]}"`);
  if (symbols !== undefined) as.set(symbols, "symbol");
  return {
    separator: SEPARATORS[separator] ?? "bar",
    header_line: headerLine,
    columns: header.flatMap((column, index) => {
      const meaning = as.get(index);
      return meaning === undefined ? [] : [{ column, as: meaning }];
    }),
    ignored: header.filter((_, index) => !as.has(index)).map((name) => name === "" ? "(no name)" : name),
    dates: form,
    numbers: style === "point" ? "1,234.5" : "1.234,5",
    order: directionOf(rows.map(({ date }) => date)),
    prices: layout.prices.some(({ at }) => at.adjusted_close !== undefined)
      ? "raw and adjusted"
      : "as given, no adjusted ones beside them",
    symbol_from: naming.from,
  };
}

/** A file of several symbols turns around once a symbol: so neighbours are counted. */
function directionOf(dates: readonly string[]): Understood["order"] {
  let [up, down] = [0, 0];
  for (const [index, date] of dates.entries()) {
    const before = dates[index - 1] ?? date;
    if (date > before) up++;
    if (date < before) down++;
  }
  const turns = Math.min(up, down);
  return turns > (up + down) / 10 ? "mixed" : down > up ? "newest first" : "oldest first";
}
