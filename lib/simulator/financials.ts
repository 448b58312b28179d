import { companyOf } from "./companies.ts";
import type { Company } from "./company.ts";
import {
  type Balance,
  balanceOf,
  type Figures,
  quarterFigures,
  reportsGrossProfit,
  sumOf,
} from "./figures.ts";
import { fiscalQuarter, latestReleased, releaseTime } from "./fiscal.ts";
import { Chance, round } from "./hash.ts";
import { type Span, within, type World } from "./world.ts";

interface Line {
  readonly concept: string;
  readonly unit: string;
  readonly label: string;
  readonly value: number | string;
}

const YEARS = 4;
/** A filing follows the results by this much. */
const FILING_DELAY_MS = 15 * 3_600_000;
/** Fiscal years before this one name concepts without the taxonomy, as older filings do. */
const PREFIXED_SINCE = 2024;

/**
 * `/stock/financials-reported`: the filings of four years, newest first. Annual ones have quarter 0. Quarterly ones
 * are the first three quarters of a year, their cash flow summed since its start, as the SEC wants it.
 */
export function financialsReported(
  world: World,
  symbol: string,
  frequency: "annual" | "quarterly",
  span: Span,
): Record<string, unknown> {
  const company = companyOf(symbol);
  if (!company) return { cik: "", data: [], symbol };
  const last = latestReleased(company, world.now - FILING_DELAY_MS, world.seed);
  const filings: Record<string, unknown>[] = [];
  for (let index = last; index > last - YEARS * 4; index--) {
    const isYearEnd = index % 4 === 3;
    if (isYearEnd !== (frequency === "annual")) continue;
    const report = filing(company, index, world.seed);
    if (within(String(report.endDate).slice(0, 10), span)) filings.push(report);
  }
  return { cik: cikOf(company), data: filings, symbol };
}

function filing(company: Company, index: number, seed: number): Record<string, unknown> {
  const quarter = fiscalQuarter(company, index, seed);
  const firstOfYear = index - index % 4;
  const toDate = Array.from({ length: index - firstOfYear + 1 }, (_, nth) => firstOfYear + nth);
  const cumulative = sumOf(toDate.map((each) => quarterFigures(company, each, seed)));
  const annual = quarter.quarter === 4;
  const accepted = new Date(releaseTime(quarter) + FILING_DELAY_MS).toISOString();
  const digits = new Chance(seed, "filing", company.symbol, index).integer(100_000, 999_999);
  return {
    accessNumber: `${cikOf(company).padStart(10, "0")}-${String(quarter.year).slice(2)}-${digits}`,
    symbol: company.symbol,
    cik: cikOf(company),
    year: quarter.year,
    quarter: annual ? 0 : quarter.quarter,
    form: annual ? "10-K" : "10-Q",
    startDate: `${fiscalQuarter(company, firstOfYear, seed).start} 00:00:00`,
    endDate: `${quarter.end} 00:00:00`,
    filedDate: `${accepted.slice(0, 10)} 00:00:00`,
    acceptedDate: accepted.slice(0, 19).replace("T", " "),
    report: {
      bs: named(company, quarter.year, balanceLines(balanceOf(company, index, seed))),
      cf: named(company, quarter.year, cashFlowLines(company, cumulative)),
      ic: named(
        company,
        quarter.year,
        incomeLines(
          company,
          annual ? cumulative : quarterFigures(company, index, seed),
          balanceOf(company, index, seed),
        ),
      ),
    },
  };
}

type Row = readonly [concept: string, label: string, value: number | string, unit?: string];

function named(company: Company, year: number, rows: readonly Row[]): Line[] {
  const prefix = year >= PREFIXED_SINCE ? "us-gaap_" : "";
  const currency = company.currency.toLowerCase();
  return rows.map(([concept, label, value, unit]) => ({
    concept: prefix + concept,
    unit: unit === "per share" ? `${currency}/shares` : unit ?? currency,
    label,
    value,
  }));
}

function balanceLines(balance: Balance): Row[] {
  return [
    ["CashAndCashEquivalentsAtCarryingValue", "Cash and cash equivalents", balance.cash],
    ["AccountsReceivableNetCurrent", "Accounts receivable, net", balance.receivables],
    ["InventoryNet", "Inventories", balance.inventory],
    ["AssetsCurrent", "Total current assets", balance.currentAssets],
    ["PropertyPlantAndEquipmentNet", "Property, plant and equipment, net", balance.property],
    ["Assets", "Total assets", balance.assets],
    ["AccountsPayableCurrent", "Accounts payable", balance.payables],
    ["LiabilitiesCurrent", "Total current liabilities", balance.currentLiabilities],
    ["LongTermDebt", "Long-term debt", balance.longTermDebt],
    ["Liabilities", "Total liabilities", balance.liabilities],
    ["CommitmentsAndContingencies", "Commitments and contingencies", "N/A"],
    ["StockholdersEquity", "Total shareholders’ equity", balance.equity],
    ["LiabilitiesAndStockholdersEquity", "Total liabilities and shareholders’ equity", balance.assets],
    [
      "CommonStockSharesOutstanding",
      "Common stock, shares outstanding (in shares)",
      balance.shares,
      "shares",
    ],
  ];
}

function cashFlowLines(company: Company, flow: Figures): Row[] {
  const dividends: Row[] = company.dividend > 0
    ? [["PaymentsOfDividends", "Payments for dividends", flow.dividendsPaid]]
    : [];
  return [
    ["NetIncomeLoss", "Net income", flow.netIncome],
    ["DepreciationDepletionAndAmortization", "Depreciation and amortization", flow.depreciation],
    [
      "NetCashProvidedByUsedInOperatingActivities",
      "Cash generated by operating activities",
      flow.operatingCash,
    ],
    ["PaymentsToAcquirePropertyPlantAndEquipment", "Capital expenditures", flow.capitalExpenditure],
    ...dividends,
    ["PaymentsForRepurchaseOfCommonStock", "Repurchases of common stock", flow.buybacks],
  ];
}

function incomeLines(company: Company, income: Figures, { shares }: Balance): Row[] {
  const gross = reportsGrossProfit(company);
  const revenue = gross && company.industry !== "Energy"
    ? "RevenueFromContractWithCustomerExcludingAssessedTax"
    : "Revenues";
  const costs: Row[] = gross
    ? [
      ["CostOfGoodsAndServicesSold", "Cost of sales", income.costOfRevenue],
      ["GrossProfit", "Gross margin", income.grossProfit],
      ["ResearchAndDevelopmentExpense", "Research and development", income.research],
    ]
    : [];
  return [
    [revenue, "Net sales", income.revenue],
    ...costs,
    ["SellingGeneralAndAdministrativeExpense", "Selling, general and administrative", income.selling],
    ["OperatingIncomeLoss", "Operating income", income.operatingIncome],
    ["InterestExpense", "Interest expense", income.interest],
    ["IncomeTaxExpenseBenefit", "Provision for income taxes", income.incomeTax],
    ["NetIncomeLoss", "Net income", income.netIncome],
    ["EarningsPerShareBasic", "Basic (in dollars per share)", round(income.netIncome / shares), "per share"],
    [
      "EarningsPerShareDiluted",
      "Diluted (in dollars per share)",
      round(income.netIncome / shares / 1.005),
      "per share",
    ],
  ];
}

function cikOf(company: Company): string {
  return String(new Chance("cik", company.symbol).integer(100_000, 1_999_999));
}
