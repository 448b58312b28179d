import type { Dataset, Row } from "@/lib/datasets/dataset.ts";
import type { RowRange } from "./ledger.ts";
import { inOrderOfTime, isWithin } from "./row_time.ts";

/** Column that names the symbol, in the datasets that have one. */
const SYMBOL = "symbol";

/** Reads rows that are kept as they are, as a ledger. Which they are, those who extend it know. */
export abstract class RowReader {
  readonly dataset: Dataset;
  protected readonly perSymbol: boolean;

  constructor(dataset: Dataset) {
    this.dataset = dataset;
    this.perSymbol = dataset.columns.some(({ name }) => name === SYMBOL);
  }

  abstract rows(symbol?: string): readonly Row[];

  range({ symbol, from, to, order = "arrival" }: RowRange): readonly Row[] {
    const all = this.rows(this.perSymbol ? symbol : undefined);
    const rows = from === undefined && to === undefined
      ? all
      : all.filter((row) => isWithin(this.dataset, row, from, to));
    return order === "arrival" ? rows : inOrderOfTime(this.dataset, rows, order === "newest");
  }

  everySeries(): undefined {
    return undefined;
  }

  series(): undefined {
    return undefined;
  }

  /** The symbol that a row is about; empty in a dataset without. */
  protected symbolOf(row: Row): string {
    return this.perSymbol ? String(row[SYMBOL] ?? "") : "";
  }
}
