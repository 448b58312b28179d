import type { Row } from "@/lib/datasets/dataset.ts";
import { FINANCIAL_ITEMS, type FinancialItem, itemsOfReport } from "@/lib/datasets/financial_items.ts";

/** The items people read first, over the latest fiscal years. */
export interface FinancialSummary {
  /** Fiscal years, newest first. */
  readonly years: readonly number[];
  readonly items: readonly {
    readonly label: string;
    readonly perShare: boolean;
    readonly values: readonly (number | null)[];
  }[];
}

const YEARS_SHOWN = 4;

/** Picks the items out of rows of `financials` of one symbol; annual reports only, which have quarter 0. */
export function financialSummary(rows: readonly Row[]): FinancialSummary {
  const annual = rows.filter((row) => row["quarter"] === 0 && typeof row["year"] === "number");
  const years = [...new Set(annual.map((row) => Number(row["year"])))].sort((a, b) => b - a).slice(
    0,
    YEARS_SHOWN,
  );
  const byYear = new Map(years.map((year) => [year, itemsOf(annual.filter((row) => row["year"] === year))]));
  const items = FINANCIAL_ITEMS.map((item) => ({
    label: item.label,
    perShare: item.perShare ?? false,
    values: years.map((year) => {
      const value = byYear.get(year)?.get(item)?.["value"];
      return typeof value === "number" ? value : null;
    }),
  }));
  return { years, items: items.filter((item) => item.values.some((value) => value !== null)) };
}

/** The items of one year's report: as its rows name them, or found in those written before they did. */
function itemsOf(rows: readonly Row[]): ReadonlyMap<FinancialItem, Row> {
  const named = new Map<FinancialItem, Row>();
  for (const row of rows) {
    const item = FINANCIAL_ITEMS.find(({ name }) => name === row["item"]);
    if (item !== undefined) named.set(item, row);
  }
  return named.size > 0 ? named : itemsOfReport(rows);
}
