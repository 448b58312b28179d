import type { Row } from "@/lib/datasets/dataset.ts";

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

interface Item {
  readonly label: string;
  /** Concepts of the US GAAP taxonomy that companies report it under, the likeliest first. */
  readonly concepts: readonly string[];
  readonly perShare?: true;
}

const ITEMS: readonly Item[] = [
  {
    label: "Revenue",
    concepts: [
      "RevenueFromContractWithCustomerExcludingAssessedTax",
      "Revenues",
      "SalesRevenueNet",
      "RevenueFromContractWithCustomerIncludingAssessedTax",
    ],
  },
  { label: "Gross profit", concepts: ["GrossProfit"] },
  { label: "Operating income", concepts: ["OperatingIncomeLoss"] },
  { label: "Net income", concepts: ["NetIncomeLoss", "ProfitLoss"] },
  {
    label: "EPS, diluted",
    concepts: ["EarningsPerShareDiluted", "EarningsPerShareBasicAndDiluted"],
    perShare: true,
  },
  { label: "Operating cash flow", concepts: ["NetCashProvidedByUsedInOperatingActivities"] },
  {
    label: "Capital expenditure",
    concepts: ["PaymentsToAcquirePropertyPlantAndEquipment", "PaymentsToAcquireProductiveAssets"],
  },
  { label: "Cash", concepts: ["CashAndCashEquivalentsAtCarryingValue"] },
  { label: "Long-term debt", concepts: ["LongTermDebt", "LongTermDebtNoncurrent"] },
];

const YEARS_SHOWN = 4;

/** Picks the items out of rows of `financials` of one symbol; annual reports only, which have quarter 0. */
export function financialSummary(rows: readonly Row[]): FinancialSummary {
  const annual = rows.filter((row) => row["quarter"] === 0 && typeof row["year"] === "number");
  const years = [...new Set(annual.map((row) => Number(row["year"])))].sort((a, b) => b - a).slice(
    0,
    YEARS_SHOWN,
  );
  // Reports name a concept bare or with its taxonomy in front.
  const values = new Map(
    annual.map((row) => [`${row["year"]} ${String(row["concept"]).replace(/^us-gaap_/, "")}`, row["value"]]),
  );
  const items = ITEMS.map(({ label, concepts, perShare = false }) => ({
    label,
    perShare,
    values: years.map((year) => {
      for (const concept of concepts) {
        const value = values.get(`${year} ${concept}`);
        if (typeof value === "number") return value;
      }
      return null;
    }),
  }));
  return { years, items: items.filter((item) => item.values.some((value) => value !== null)) };
}
