import type { Dataset, Row } from "@/lib/datasets/dataset.ts";
import { cellFigure, type FigureName, quoteFigure } from "@/lib/market/figure_address.ts";
import type { QuoteView } from "@/lib/market/quote_view.ts";
import type { Known } from "../services.ts";
import { evaluate, type Values } from "./arithmetic.ts";
import type { FormulaName } from "./formulas.ts";

/** A number that another is reckoned from. */
export interface Input {
  /** As the formula has it; several of one name are a column. */
  readonly name: string;
  /** Which of them: a symbol, a day, a headline. */
  readonly label: string;
  readonly value: number;
  /** What names it in turn. */
  readonly figure: FigureName;
}

/** A number, how it is reckoned and from what. */
export interface Reckoned {
  readonly formula: FormulaName;
  /** As it is shown. */
  readonly value: number | null;
  readonly inputs: readonly Input[];
  /** Numbers that are no inputs, for the places that the formula leaves for them: `{days}`. */
  readonly numbers?: Readonly<Record<string, number>>;
}

/** What a formula comes to over inputs; `null` without any, or where one that it names is missing. */
export function reckon(text: string, inputs: readonly Input[]): number | null {
  if (inputs.length === 0) return null;
  const values: Values = Object.fromEntries(
    [...Map.groupBy(inputs, ({ name }) => name)].map(([name, all]) => {
      const column = all.map(({ value }) => value);
      return [name, column.length === 1 ? column[0] ?? NaN : column];
    }),
  );
  try {
    return evaluate(text, values);
  } catch (error) {
    // A value that is not known has no input.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** The cell of a row as an input; none where it is empty. */
export function cellInput(
  { dataset, row, column, name = column, label = "" }: {
    dataset: Dataset;
    row: Row | undefined;
    column: string;
    /** @default the column */
    name?: string;
    label?: string;
  },
): Input[] {
  const value = row?.[column];
  return row === undefined || typeof value !== "number"
    ? []
    : [{ name, label, value, figure: cellFigure(dataset, row, column) }];
}

/** A number of a symbol's line as an input. */
export function quoteInput(
  quote: QuoteView,
  column: Parameters<typeof quoteFigure>[1],
  name: string = column,
): Input[] {
  const value = quote[column];
  const { symbol } = quote;
  return value === null ? [] : [{ name, label: symbol, value, figure: quoteFigure(quote, column) }];
}

/** A cell of a symbol's newest row as an input. */
export function latestInput(
  { store }: Known,
  name: Dataset["name"],
  symbol: string,
  column: string,
): Input[] {
  const { dataset, latest } = ledgerOf(store, name);
  return cellInput({ dataset, row: latest(symbol), column, label: symbol });
}

/** The provider's current metric of a symbol as an input. */
export function metricInput({ store }: Known, symbol: string, metric: string, name: string): Input[] {
  const ledger = store.ledger("company_metrics");
  const row = ledger.rows(symbol).find((row) => row.period === "current" && row.metric === metric);
  return cellInput({ dataset: ledger.dataset, row, column: "value", name, label: symbol });
}

function ledgerOf(store: Known["store"], name: Dataset["name"]) {
  const ledger = store.ledger(name);
  return { dataset: ledger.dataset, latest: (symbol: string) => ledger.latest(symbol) };
}
