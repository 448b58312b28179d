import type { Dataset, Row } from "@/lib/datasets/dataset.ts";
import { cellFigure, type FigureName } from "@/lib/market/figure_address.ts";
import type { Known } from "../services.ts";

/** Daily bars of a symbol, oldest first, and the dataset that they are of. */
export function dailyBars(
  { store }: Known,
  symbol: string,
): { readonly dataset: Dataset; readonly rows: readonly Row[] } {
  const { dataset, view } = barsOf(store, symbol);
  return {
    dataset,
    rows: Array.from({ length: view?.length ?? 0 }, (_, i) => view?.row(i) ?? {}),
  };
}

/** A cell of a daily bar. */
export interface BarCell {
  readonly dataset: Dataset;
  readonly row: Row;
  readonly column: string;
}

/**
 * The cell that a symbol's close of a day stands in, as comparisons take it; `undefined` where it has none. Looks at the
 * days of each symbol once.
 */
export function closeCells({ store }: Known): (symbol: string, day: string) => BarCell | undefined {
  const known = new Map<string, ReturnType<typeof daysOf>>();
  return (symbol, day) => {
    const days = known.get(symbol) ?? daysOf(store, symbol);
    known.set(symbol, days);
    const place = days.places.get(day);
    const row = place === undefined ? undefined : days.view?.row(place);
    return row && { dataset: days.dataset, row, column: adjustedColumn(row, "close") };
  };
}

/** What names a symbol's close of a day; `undefined` where it has none. Looks at the days of each symbol once. */
export function closeFigures(known: Known): (symbol: string, day: string) => FigureName | undefined {
  const cells = closeCells(known);
  return (symbol, day) => {
    const cell = cells(symbol, day);
    return cell && cellFigure(cell.dataset, cell.row, cell.column);
  };
}

/** The adjusted column where the bar is adjusted, else the plain one. */
export function adjustedColumn(row: Row, column: "high" | "low" | "close"): string {
  const adjusted = row[`adjusted_${column}`];
  return typeof adjusted === "number" && adjusted > 0 ? `adjusted_${column}` : column;
}

function daysOf(store: Known["store"], symbol: string) {
  const { dataset, view } = barsOf(store, symbol);
  const days = Array.from(view?.time ?? [], (at, i) => [new Date(at).toISOString().slice(0, 10), i] as const);
  return { dataset, view, places: new Map(days) };
}

function barsOf(store: Known["store"], symbol: string) {
  const ledger = store.ledger("stock_historical");
  return { dataset: ledger.dataset, view: ledger.series(symbol, { interval: "1d" }) };
}
