import type { Row } from "@/lib/datasets/dataset.ts";
import { FINANCIAL_ITEMS, type FinancialItem, itemsOfReport } from "@/lib/datasets/financial_items.ts";
import { numberIn, textIn } from "./stock/cells.ts";
import { currencyIn } from "./stock/money.ts";
import { ofQuarter, type Reported, type Reports } from "./stock/quarter_value.ts";

/** How long the periods of a view are. */
export const FREQUENCIES = ["annual", "quarterly"] as const;
/** One of {@linkcode FREQUENCIES}. */
export type Frequency = typeof FREQUENCIES[number];

/** A fiscal period. */
export interface FiscalPeriod {
  readonly year: number;
  /** 0 is the whole year. */
  readonly quarter: number;
  /** `2026`, or `Q3 2026`. */
  readonly label: string;
}

/** An item over the periods. */
export interface FinancialSeries {
  readonly name: string;
  readonly label: string;
  readonly perShare: boolean;
  /** Items of one scale are drawn against each other. */
  readonly scale: "income" | "share" | "flow" | "balance";
  /** As the periods of the view. */
  readonly values: readonly (Reported | null)[];
  /** Of each, against the same period of the year before, percent; `null` where that is no gain or not known. */
  readonly changes: readonly (number | null)[];
  /** The newest in percent of the revenue; `null` where that says nothing. */
  readonly marginPercent: number | null;
}

/** The items people read first, over the latest fiscal periods. */
export interface FinancialView {
  readonly frequency: Frequency;
  /** Oldest first. */
  readonly periods: readonly FiscalPeriod[];
  readonly series: readonly FinancialSeries[];
  readonly currency: string;
  /** Where the values come from. */
  readonly sources: readonly string[];
}

const SHOWN: Readonly<Record<Frequency, number>> = { annual: 6, quarterly: 8 };
const SCALES: Readonly<Record<string, FinancialSeries["scale"]>> = {
  eps: "share",
  cash: "balance",
  debt: "balance",
  operating_cash_flow: "flow",
  capex: "flow",
  free_cash_flow: "flow",
};
/** Items that are a part of the revenue. */
const MARGINS = ["gross_profit", "operating_income", "net_income", "operating_cash_flow", "free_cash_flow"];
const ORDER = [
  "revenue",
  "gross_profit",
  "operating_income",
  "net_income",
  "eps",
  "operating_cash_flow",
  "capex",
  "free_cash_flow",
  "cash",
  "debt",
];

/** Picks the items out of rows of `financials` of one symbol. */
export function financialView(rows: readonly Row[], frequency: Frequency): FinancialView {
  const reports = reportsOf(rows);
  const all = periodsOf(reports, frequency);
  const periods = all.slice(-SHOWN[frequency]);
  const read = (item: string, { year, quarter }: Pick<FiscalPeriod, "year" | "quarter">) =>
    item === "free_cash_flow"
      ? freeCashFlow((name) => ofQuarter(reports, name, year, quarter))
      : ofQuarter(reports, item, year, quarter);
  const newest = periods.at(-1);
  const revenue = newest && read("revenue", newest)?.value;
  const series = ORDER.flatMap((name): FinancialSeries[] => {
    const values = periods.map((period) => read(name, period));
    if (values.every((value) => value === null)) return [];
    const item = FINANCIAL_ITEMS.find((each) => each.name === name);
    const last = values.at(-1);
    const isMargin = MARGINS.includes(name) && last && revenue !== undefined && revenue > 0;
    return [{
      name,
      label: item?.label ?? "Free cash flow",
      perShare: item?.perShare ?? false,
      scale: SCALES[name] ?? "income",
      values,
      changes: periods.map(({ year, quarter }, i) =>
        changeOf(values[i]?.value, read(name, { year: year - 1, quarter })?.value)
      ),
      marginPercent: isMargin ? last.value / revenue * 100 : null,
    }];
  });
  const shown = series.flatMap(({ values }) => values.flatMap((value) => value?.row ? [value.row] : []));
  return {
    frequency,
    periods,
    series,
    currency: currencyOf(reports),
    sources: [...new Set(shown.map((row) => textIn(row, "source")))],
  };
}

/** Reports by fiscal year and quarter; 0 is the year's. */
function reportsOf(rows: readonly Row[]): Reports {
  const byReport = Map.groupBy(
    rows.filter((row) => typeof row["year"] === "number" && typeof row["quarter"] === "number"),
    (row) => `${row["year"]} ${row["quarter"]}`,
  );
  return new Map([...byReport].map(([period, lines]) => [period, itemsOf(lines)]));
}

function periodsOf(reports: Reports, frequency: Frequency): FiscalPeriod[] {
  const found = [...reports].filter(([, items]) => items.size > 0).map(([period]) =>
    period.split(" ").map(Number)
  );
  const periods = new Map<number, FiscalPeriod>();
  for (const [year = NaN, quarter = NaN] of found) {
    if ((frequency === "annual") !== (quarter === 0)) {
      // A year's report tells of its last quarter, where those before it are known.
      if (frequency === "annual" || !reports.has(`${year} 3`)) continue;
      periods.set(year * 4 + 4, { year, quarter: 4, label: `Q4 ${year}` });
    } else {
      const label = quarter === 0 ? String(year) : `Q${quarter} ${year}`;
      periods.set(year * 4 + quarter, { year, quarter, label });
    }
  }
  return [...periods].sort(([a], [b]) => a - b).map(([, period]) => period);
}

/** The items of one report: as its rows name them, or found in those written before they did. */
function itemsOf(rows: readonly Row[]): ReadonlyMap<string, Row> {
  const named = new Map<string, Row>();
  for (const row of rows) {
    const item = FINANCIAL_ITEMS.find(({ name }) => name === row["item"]);
    if (item !== undefined && numberIn(row, "value") !== null) named.set(item.name, row);
  }
  if (named.size > 0) return named;
  return new Map([...itemsOfReport(rows)].map(([item, row]: [FinancialItem, Row]) => [item.name, row]));
}

function freeCashFlow(read: (name: string) => Reported | null): Reported | null {
  const [operating, spent] = [read("operating_cash_flow"), read("capex")];
  return operating === null || spent === null ? null : {
    value: operating.value - Math.abs(spent.value),
    row: null,
    formula: "operating cash flow − capital expenditure",
  };
}

/** A gain in percent says nothing where it begins at a loss or at nothing. */
function changeOf(value: number | undefined, before: number | undefined): number | null {
  return value === undefined || before === undefined || before <= 0 ? null : (value / before - 1) * 100;
}

function currencyOf(reports: Reports): string {
  for (const items of reports.values()) {
    for (const [name, row] of items) {
      const code = name === "eps" ? "" : currencyIn(textIn(row, "unit"));
      if (code !== "") return code;
    }
  }
  return "USD";
}
