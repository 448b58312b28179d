import type { Company } from "./company.ts";
import {
  type Balance,
  balanceOf,
  type Figures,
  quarterFigures,
  reportsGrossProfit,
  sumOf,
} from "./figures.ts";
import { fiscalQuarter } from "./fiscal.ts";

/** A span of quarters with the balance sheet at its end. */
export interface Period {
  /** Last day, `YYYY-MM-DD`. */
  readonly end: string;
  readonly figures: Figures;
  readonly balance: Balance;
  readonly hasGrossProfit: boolean;
}

/** Ratios by Finnhub's names for its series; fractions, not percent. Null where the company does not report it. */
export type Ratios = Readonly<Record<string, number | null>>;

/** The `quarters` quarters that end with the quarter of an index. */
export function periodEnding(company: Company, index: number, quarters: number, seed: number): Period {
  const figures = Array.from({ length: quarters }, (_, nth) => quarterFigures(company, index - nth, seed));
  return {
    end: fiscalQuarter(company, index, seed).end,
    figures: sumOf(figures),
    balance: balanceOf(company, index, seed),
    hasGrossProfit: reportsGrossProfit(company),
  };
}

/** The ratios of a period at a market capitalization in full currency. */
export function ratiosOf({ figures, balance, hasGrossProfit }: Period, marketCap: number): Ratios {
  const { revenue, netIncome, operatingIncome, interest, operatingCash, capitalExpenditure } = figures;
  const { shares, equity, assets, longTermDebt, cash, currentAssets, currentLiabilities, receivables } =
    balance;
  const freeCash = operatingCash - capitalExpenditure;
  const value = marketCap + longTermDebt - cash;
  const ebitda = operatingIncome + figures.depreciation;
  const eps = netIncome / shares;
  return {
    assetTurnover: revenue / assets,
    bookValuePerShare: equity / shares,
    cashFlowPerShare: freeCash / shares,
    cashPerSharePerShare: cash / shares,
    currentRatio: currentAssets / currentLiabilities,
    debtToEquity: longTermDebt / equity,
    ebitPerShare: operatingIncome / shares,
    ebitdPerShare: ebitda / shares,
    eps,
    epsBasicExclExtraItems: eps,
    epsExclExtraItems: eps,
    epsInclExtraItems: eps,
    epsNormalized: eps,
    evEbitda: value / ebitda,
    evFreeCashFlow: value / freeCash,
    evRevenue: value / revenue,
    grossMargin: hasGrossProfit ? figures.grossProfit / revenue : null,
    inventoryTurnover: figures.costOfRevenue / balance.inventory,
    longTermDebtToEquity: longTermDebt / equity,
    netMargin: netIncome / revenue,
    operatingMargin: operatingIncome / revenue,
    payoutRatio: figures.dividendsPaid / netIncome,
    pb: marketCap / equity,
    pcf: marketCap / operatingCash,
    pe: marketCap / netIncome,
    peExclExtra: marketCap / netIncome,
    peNormalized: marketCap / netIncome,
    pfcf: marketCap / freeCash,
    pretaxMargin: (operatingIncome - interest) / revenue,
    ps: marketCap / revenue,
    ptbv: marketCap / (equity * 0.8),
    quickRatio: (cash + receivables) / currentLiabilities,
    receivablesTurnover: revenue / receivables,
    roa: netIncome / assets,
    roe: netIncome / equity,
    roi: netIncome / (equity + longTermDebt),
    salesPerShare: revenue / shares,
    tangibleBookValuePerShare: equity * 0.8 / shares,
  };
}
