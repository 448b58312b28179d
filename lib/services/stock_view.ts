import type { Column, Dataset, DatasetName, Row } from "@/lib/datasets/dataset.ts";
import type { Services } from "./services.ts";

/** One dataset of a stock page. */
export interface StockSection {
  readonly dataset: Dataset;
  readonly columns: readonly Column[];
  /** Newest first. */
  readonly rows: readonly Row[];
  readonly total: number;
  /** Where the rows shown come from. */
  readonly source: string;
}

/** Sections of a stock page: the dataset, the column it is sorted by, and the columns shown. */
const SECTIONS: readonly { name: DatasetName; order: string; columns: readonly string[]; shown: number }[] = [
  {
    name: "earnings",
    order: "date",
    columns: ["year", "quarter", "date", "eps_actual", "eps_estimate", "revenue_actual", "revenue_estimate"],
    shown: 6,
  },
  {
    name: "analyst_recommendations",
    order: "period",
    columns: ["period", "strong_buy", "buy", "hold", "sell", "strong_sell"],
    shown: 6,
  },
  {
    name: "insider_transactions",
    order: "transaction_date",
    columns: ["transaction_date", "name", "transaction_code", "change", "transaction_price"],
    shown: 8,
  },
  { name: "dividends", order: "date", columns: ["date", "amount", "kind", "unit", "source"], shown: 8 },
  {
    name: "social_sentiment",
    order: "time",
    columns: ["time", "mention", "positive_mention", "negative_mention", "score"],
    shown: 7,
  },
  {
    name: "financials",
    order: "end_date",
    columns: ["year", "quarter", "statement", "label", "value", "unit"],
    shown: 10,
  },
];

/** Gathers a stock's datasets, the newest rows of each. */
export function stockSections({ store, market }: Services, symbol: string): StockSection[] {
  return SECTIONS.flatMap(({ name, order, columns, shown }) => {
    const dataset = store.datasets.find((candidate) => candidate.name === name);
    if (dataset === undefined) return [];
    const rows = market.newest(name, order, shown, symbol);
    return [{
      dataset,
      columns: columns.flatMap((column) => dataset.columns.find((each) => each.name === column) ?? []),
      rows,
      total: store.ledger(name).rows(symbol).length,
      source: [...new Set(rows.map((row) => String(row["source"])))].join(", "),
    }];
  });
}
