import type { Dataset, Row } from "@/lib/datasets/dataset.ts";
import { addressAt } from "./address.ts";
import type { QuoteView } from "./quote_view.ts";

/** What names a number: its dataset, the cells of its row's key, and its column. */
export interface FigureName {
  /** A dataset; `runs` of the record of runs, `figures` of what is reckoned as it is shown. */
  readonly dataset: string;
  readonly column: string;
  /** By the key's columns. Of a symbol's dataset the symbol alone will do: that is its newest row. */
  readonly key?: Readonly<Record<string, string | number | boolean | null | undefined>>;
}

/** What names a cell of a row. */
export function cellFigure(
  { name, key }: Pick<Dataset, "name" | "key">,
  row: Row,
  column: string,
): FigureName {
  return { dataset: name, column, key: Object.fromEntries(key.map((each) => [each, row[each] ?? null])) };
}

/** Page that tells where a number is from. */
export const PROVENANCE_PATH = "/provenance";

/**
 * Address that tells where a number is from.
 * @param at the instant of the past that it is shown of, ISO 8601 UTC
 */
export function figureAddress({ dataset, column, key = {} }: FigureName, at?: string): string {
  const query = new URLSearchParams({ dataset });
  for (const [name, cell] of Object.entries(key)) {
    if (cell !== null && cell !== undefined) query.set(name, String(cell));
  }
  query.set("column", column);
  return addressAt(`${PROVENANCE_PATH}?${query}`, at);
}

/** Prices heard between slots stand in no file. */
const TRADES = ":trades";

/** What names a number of a symbol's line. */
export function quoteFigure(
  { symbol, as_of, source }: Pick<QuoteView, "symbol" | "as_of" | "source">,
  column: "price" | "change" | "change_percent" | "day_high" | "day_low" | "day_open" | "previous_close",
): FigureName {
  const isMoved = column !== "day_open" && column !== "previous_close";
  if (source.endsWith(TRADES)) {
    return isMoved
      ? { dataset: "figures", column: `trade.${column}`, key: { symbol } }
      : { dataset: "stock_quotes", column, key: { symbol } };
  }
  return { dataset: "stock_quotes", column, key: { symbol, as_of } };
}

/** What names a figure that is reckoned as it is shown. */
export function reckonedFigure(column: string, symbol?: string): FigureName {
  return { dataset: "figures", column, ...(symbol !== undefined && { key: { symbol } }) };
}
