import type { Column, Dataset, DatasetName, Row } from "@/lib/datasets/dataset.ts";
import type { FreshnessView } from "@/lib/market/freshness.ts";
import type { Known } from "./services.ts";

/** One dataset of a stock page. */
export interface StockSection {
  readonly dataset: Dataset;
  readonly columns: readonly Column[];
  /** Newest first. */
  readonly rows: readonly Row[];
  readonly total: number;
  /** Where the rows shown come from. */
  readonly source: string;
  readonly freshness: FreshnessView;
}

interface SectionPlan {
  readonly name: DatasetName;
  /** Column the rows are sorted by, newest first. */
  readonly order: string;
  readonly columns: readonly string[];
  readonly shown: number;
}

const SECTIONS: readonly SectionPlan[] = [
  {
    name: "earnings",
    order: "report_date",
    columns: ["report_date", "year", "quarter", "eps_actual", "eps_estimate", "revenue_actual"],
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
    columns: ["transaction_date", "name", "transaction_code", "shares_changed", "transaction_price"],
    shown: 7,
  },
  {
    name: "dividends",
    order: "date",
    columns: ["date", "kind", "amount", "yield_percent", "total_paid", "period_start"],
    shown: 7,
  },
  {
    name: "social_sentiment",
    order: "time",
    columns: ["time", "mention", "positive_mention", "negative_mention", "score"],
    shown: 7,
  },
];

/** Gathers a stock's datasets, the newest rows of each. */
export function stockSections({ store, market }: Known, symbol: string): StockSection[] {
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
      freshness: market.freshness(dataset, symbol),
    }];
  });
}

/** The clocks of every dataset of a stock, and the verdict on them, by the dataset's name. */
export function stockFreshness({ store, market }: Known, symbol: string): Record<string, FreshnessView> {
  return Object.fromEntries(
    store.datasets.filter(({ scope }) => scope === "symbol")
      .map((dataset) => [dataset.name, market.freshness(dataset, symbol)]),
  );
}
