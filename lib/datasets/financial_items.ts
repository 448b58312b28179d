import type { Cell } from "./dataset.ts";

/** One of the items that people read first in a company's statements. */
export interface FinancialItem {
  /** As in the column `item`. */
  readonly name: string;
  readonly label: string;
  /** Statements where it stands, the first one preferred. */
  readonly statements: readonly ("bs" | "ic" | "cf")[];
  /**
   * Concepts of the US GAAP taxonomy that companies report it under, without the taxonomy's prefix; of several in one
   * report the first of these is the item.
   */
  readonly concepts: readonly string[];
  readonly perShare?: true;
}

/** The items, in the order in which they are read. */
export const FINANCIAL_ITEMS: readonly FinancialItem[] = [
  {
    name: "revenue",
    label: "Revenue",
    statements: ["ic"],
    concepts: [
      // Where both are reported, this is the total, and revenue from contracts a part of it (leases, interest).
      "Revenues",
      "RevenueFromContractWithCustomerExcludingAssessedTax",
      "SalesRevenueNet",
      "RevenuesNetOfInterestExpense",
      "RevenueFromContractWithCustomerIncludingAssessedTax",
      "SalesRevenueGoodsNet",
    ],
  },
  { name: "gross_profit", label: "Gross profit", statements: ["ic"], concepts: ["GrossProfit"] },
  {
    name: "operating_income",
    label: "Operating income",
    statements: ["ic"],
    concepts: ["OperatingIncomeLoss"],
  },
  {
    name: "net_income",
    label: "Net income",
    statements: ["ic", "cf"],
    concepts: ["NetIncomeLoss", "ProfitLoss", "NetIncomeLossAvailableToCommonStockholdersBasic"],
  },
  {
    name: "eps",
    label: "EPS, diluted",
    statements: ["ic"],
    concepts: ["EarningsPerShareDiluted", "EarningsPerShareBasicAndDiluted"],
    perShare: true,
  },
  {
    name: "cash",
    label: "Cash",
    statements: ["bs"],
    concepts: [
      "CashAndCashEquivalentsAtCarryingValue",
      "CashCashEquivalentsRestrictedCashAndRestrictedCashEquivalents",
      "CashAndDueFromBanks",
      "Cash",
    ],
  },
  {
    name: "debt",
    label: "Long-term debt",
    statements: ["bs"],
    concepts: [
      "LongTermDebt",
      "LongTermDebtNoncurrent",
      "LongTermDebtAndCapitalLeaseObligations",
      "LongTermNotesPayable",
    ],
  },
  {
    name: "operating_cash_flow",
    label: "Operating cash flow",
    statements: ["cf"],
    concepts: [
      "NetCashProvidedByUsedInOperatingActivities",
      "NetCashProvidedByUsedInOperatingActivitiesContinuingOperations",
    ],
  },
  {
    name: "capex",
    label: "Capital expenditure",
    statements: ["cf"],
    concepts: ["PaymentsToAcquirePropertyPlantAndEquipment", "PaymentsToAcquireProductiveAssets"],
  },
];

/** What names a line of a report. */
export interface ReportLine {
  readonly statement?: Cell;
  readonly concept?: Cell;
  readonly value?: Cell;
}

/**
 * Finds the items in the lines of one report (one company, year and quarter): at most one line has each item, and it
 * has a number.
 */
export function itemsOfReport<L extends ReportLine>(lines: readonly L[]): Map<FinancialItem, L> {
  const found = new Map<FinancialItem, L>();
  for (const item of FINANCIAL_ITEMS) {
    const candidates = item.statements.flatMap((statement) =>
      item.concepts.map((concept) =>
        lines.find((line) =>
          line.statement === statement && typeof line.value === "number" &&
          bareConcept(line.concept) === concept
        )
      )
    );
    const line = candidates.find((candidate) => candidate !== undefined);
    if (line !== undefined) found.set(item, line);
  }
  return found;
}

/**
 * A concept without its taxonomy: reports name it bare, `us-gaap_Revenues` or `us-gaap:Revenues`. A company's own
 * concepts (`aapl_Revenues`) keep theirs.
 */
export function bareConcept(concept: Cell | undefined): string {
  return typeof concept === "string" ? concept.replace(/^us-gaap[_:]/, "") : "";
}
