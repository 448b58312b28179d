import type { Company } from "./company.ts";
import { Chance } from "./hash.ts";

/** Figures of a company over one quarter or year; money in full units of its currency. */
export interface Figures {
  readonly revenue: number;
  readonly costOfRevenue: number;
  readonly grossProfit: number;
  readonly research: number;
  readonly selling: number;
  readonly operatingIncome: number;
  readonly interest: number;
  readonly incomeTax: number;
  readonly netIncome: number;
  readonly depreciation: number;
  readonly operatingCash: number;
  readonly capitalExpenditure: number;
  readonly dividendsPaid: number;
  readonly buybacks: number;
}

/** A balance sheet. */
export interface Balance {
  readonly cash: number;
  readonly receivables: number;
  readonly inventory: number;
  readonly currentAssets: number;
  readonly property: number;
  readonly assets: number;
  readonly payables: number;
  readonly currentLiabilities: number;
  readonly longTermDebt: number;
  readonly liabilities: number;
  readonly equity: number;
  /** Shares outstanding. */
  readonly shares: number;
}

/** Figures are levelled at this fiscal year: a company's revenue is of about then. */
const BASE_YEAR = 2026;
const MILLION = 1e6;

/** Banks and insurers report no cost of revenue, hence no gross profit. */
export function reportsGrossProfit(company: Company): boolean {
  return company.industry !== "Banking" && company.industry !== "Insurance";
}

/** Figures of the fiscal quarter of an index. */
export function quarterFigures(company: Company, index: number, seed: number): Figures {
  const chance = new Chance(seed, "figures", company.symbol, index);
  const money = (value: number) => Math.round(value) * MILLION;
  const season = 1 + 0.08 * Math.cos(Math.PI / 2 * (index % 4));
  const revenue = company.revenue / 4 * scaleOf(company, index, seed) * season * chance.between(0.96, 1.04);
  const gross = revenue * company.grossMargin * chance.between(0.97, 1.03);
  const operating = revenue * Math.min(company.netMargin * 1.22, company.grossMargin * 0.9) *
    chance.between(0.9, 1.1);
  const research = (gross - operating) * 0.55;
  const interest = revenue * 0.004;
  const tax = (operating - interest) * 0.17;
  const netIncome = operating - interest - tax;
  const depreciation = revenue * 0.035;
  const paid = company.dividend * company.shares * dividendScale(index);
  return {
    revenue: money(revenue),
    costOfRevenue: money(revenue) - money(gross),
    grossProfit: money(gross),
    research: money(research),
    selling: money(gross) - money(research) - money(operating),
    operatingIncome: money(operating),
    interest: money(interest),
    incomeTax: money(tax),
    netIncome: money(netIncome),
    depreciation: money(depreciation),
    operatingCash: money((netIncome + depreciation) * chance.between(1.0, 1.2)),
    capitalExpenditure: money(revenue * chance.between(0.03, 0.07)),
    dividendsPaid: money(paid),
    buybacks: money(Math.max(netIncome * chance.between(0.2, 0.6) - paid / 2, 0)),
  };
}

/** Sums quarters, for years and year-to-date. */
export function sumOf(quarters: readonly Figures[]): Figures {
  return quarters.reduce((sum, each) => {
    const keys = Object.keys(sum) as (keyof Figures)[];
    return Object.fromEntries(keys.map((key) => [key, sum[key] + each[key]])) as unknown as Figures;
  });
}

/** The balance sheet at the end of the fiscal quarter of an index. */
export function balanceOf(company: Company, index: number, seed: number): Balance {
  const chance = new Chance(seed, "balance", company.symbol, index);
  const year = company.revenue * scaleOf(company, index, seed);
  const money = (share: number) => Math.round(year * share * chance.between(0.95, 1.05)) * MILLION;
  const cash = money(0.14), receivables = money(0.12), inventory = money(0.05), other = money(0.06);
  const property = money(0.3), intangible = money(0.25);
  const payables = money(0.11),
    accrued = money(0.12),
    longTermDebt = money(0.16),
    otherLiabilities = money(0.08);
  const currentAssets = cash + receivables + inventory + other;
  const assets = currentAssets + property + intangible;
  const liabilities = payables + accrued + longTermDebt + otherLiabilities;
  return {
    cash,
    receivables,
    inventory,
    currentAssets,
    property,
    assets,
    payables,
    currentLiabilities: payables + accrued,
    longTermDebt,
    liabilities,
    equity: assets - liabilities,
    shares: Math.round(company.shares * MILLION * (1 + 0.002 * (BASE_YEAR * 4 + 3 - index))),
  };
}

/** Dividends grow by five percent each calendar year. */
export function dividendScale(index: number): number {
  return 1.05 ** (Math.floor(index / 4) - BASE_YEAR);
}

function scaleOf(company: Company, index: number, seed: number): number {
  const growth = new Chance(seed, "growth", company.symbol).between(0.03, 0.14);
  return (1 + growth) ** ((index - BASE_YEAR * 4) / 4);
}
