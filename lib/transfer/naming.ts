import type { PriceColumns } from "./layout.ts";
import type { TableRow } from "./records.ts";
import { Refusal } from "./refusal.ts";
import { areSymbols, isSymbol, symbolOfCell, symbolOfFile } from "./symbols.ts";
import type { Table } from "./table.ts";

/** Whose prices a file has. */
export interface Naming {
  /** How that is known, in words. */
  readonly from: string;
  readonly notes: readonly string[];
  /** The symbol of some columns of a row; `null` where they were not asked for, or a reason why there is none. */
  symbolOf(
    row: TableRow,
    columns: PriceColumns,
  ): { readonly symbol: string } | { readonly reason: string } | null;
}

/** What names a file's prices where the file does not, or picks among those it names. */
export interface NamingOptions {
  /** What the user says. */
  readonly symbol?: string | undefined;
  readonly watchlist: readonly string[];
}

/**
 * Finds out whose prices a file has: from a column of symbols, from the names of its columns, from what the user says,
 * from the file's name, in this order.
 * @throws {Refusal} when nothing tells
 */
export function namingOf(
  fileName: string,
  table: Table,
  rows: readonly TableRow[],
  { symbol, watchlist }: NamingOptions,
): Naming {
  const wanted = symbol?.trim().toUpperCase();
  if (wanted !== undefined && !isSymbol(wanted)) {
    throw new Refusal(`"${symbol}" is no symbol, wanted one such as AAPL`);
  }
  const { layout, header } = table;
  const prefixes = layout.prices.flatMap(({ symbol }) => symbol ?? []);
  if (prefixes.length > 0) {
    return picking(prefixes, wanted, `the names of its columns`, (_, columns) => columns.symbol);
  }
  const column = layout.symbols.find((index) =>
    areSymbols(rows.map(({ cells }) => cells[index] ?? ""), header[index] ?? "")
  );
  if (column !== undefined) {
    const isStooq = header[column]?.startsWith("<") ?? false;
    const read = ({ cells }: TableRow) => symbolOfCell(cells[column] ?? "", isStooq);
    const symbols = new Set(rows.flatMap((row) => read(row) ?? []));
    return picking([...symbols], wanted, `its column "${header[column]}"`, read);
  }
  if (wanted !== undefined) return always(wanted, "what was said");
  const named = symbolOfFile(fileName, watchlist);
  if (named !== null) return always(named, "the file's name");
  throw new Refusal(
    "it does not tell whose prices it has, neither by a column nor by its name; say so with --symbol",
  );
}

function always(symbol: string, from: string): Naming {
  return { from, notes: [], symbolOf: () => ({ symbol }) };
}

/** Takes what the file names; of several the one that is wanted; another name for it where it has only one. */
function picking(
  symbols: readonly string[],
  wanted: string | undefined,
  from: string,
  read: (row: TableRow, columns: PriceColumns) => string | null,
): Naming {
  const isRenamed = wanted !== undefined && !symbols.includes(wanted);
  if (isRenamed && symbols.length !== 1) {
    throw new Refusal(`it has prices of ${listed(symbols)}, none of ${wanted}`);
  }
  const others = wanted === undefined || isRenamed ? [] : symbols.filter((each) => each !== wanted);
  return {
    from: isRenamed ? "what was said" : from,
    notes: [
      ...(isRenamed ? [`The file says ${symbols[0]}, taken as ${wanted}`] : []),
      ...(others.length > 0
        ? [`Prices of others left out, as only ${wanted} was asked for: ${listed(others)}`]
        : []),
    ],
    symbolOf: (row, columns) => {
      const symbol = read(row, columns);
      if (symbol === null) return { reason: "it names no symbol" };
      if (isRenamed) return { symbol: wanted };
      return wanted === undefined || symbol === wanted ? { symbol } : null;
    },
  };
}

function listed(symbols: readonly string[]): string {
  const shown = symbols.slice(0, 10).join(", ");
  return symbols.length > 10 ? `${shown} and ${symbols.length - 10} more` : shown;
}
