import { type CandleArrays, candlesBetween } from "./candles.ts";
import { companyOf } from "./companies.ts";
import type { Company } from "./company.ts";
import { tradingDayAt } from "./day.ts";
import { dividendsPerShareTTM } from "./dividends.ts";
import { balanceOf, quarterFigures, reportsGrossProfit } from "./figures.ts";
import { latestReleased } from "./fiscal.ts";
import { Chance, round } from "./hash.ts";
import { type Period, periodEnding, type Ratios, ratiosOf } from "./ratios.ts";
import type { World } from "./world.ts";

type Metric = number | string | null;

const DAY_MS = 86_400_000;
const SERIES_YEARS = 6;
/** Companies listed for less than this have no five-year figures. */
const YOUNG_MS = 15 * 366 * DAY_MS;

/**
 * `/stock/metric?metric=all`: the `metric` block in percent, the `series` block in ratios, both of the last close and
 * the last filings, so that they change once a day. Empty blocks for an unknown symbol.
 */
export function metricsOf(world: World, symbol: string): Record<string, unknown> {
  const company = companyOf(symbol);
  if (!company) return { metric: {}, metricType: "all", series: {}, symbol };
  const last = latestReleased(company, world.now, world.seed);
  const lastYearEnd = last - (last + 1) % 4;
  const years = Array.from({ length: SERIES_YEARS }, (_, nth) => lastYearEnd - 4 * nth);
  const quarters = Array.from({ length: SERIES_YEARS * 4 }, (_, nth) => last - nth);
  const price = priceMetrics(world, symbol);
  const marketCap = price.last * company.shares * 1e6;
  const annual = (index: number) => periodEnding(company, index, 4, world.seed);
  const metric: Record<string, Metric> = {
    ...price.metrics,
    ...suffixed(ratiosOf(annual(last), marketCap), "TTM"),
    ...suffixed(ratiosOf(annual(lastYearEnd), marketCap), "Annual"),
    ...balanceMetrics(company, last, world.seed),
    ...growthMetrics(company, annual, last, world),
    ...dividendMetrics(world, company, price.last),
    beta: round(0.4 + company.volatility * 55, 4),
    marketCapitalization: round(marketCap / 1e6, 2),
    enterpriseValue: round((marketCap + balanceOf(company, last, world.seed).longTermDebt) / 1e6, 2),
  };
  return {
    metric: sorted(metric),
    metricType: "all",
    series: {
      annual: series(years.map(annual), marketCap),
      quarterly: series(quarters.map((index) => periodEnding(company, index, 1, world.seed)), marketCap),
    },
    symbol,
  };
}

/** Ratios as Finnhub's metric block has them: margins and returns in percent, per period. */
function suffixed(ratios: Ratios, period: "TTM" | "Annual"): Record<string, Metric> {
  const percent = new Set([
    "grossMargin",
    "operatingMargin",
    "pretaxMargin",
    "netMargin",
    "roa",
    "roe",
    "roi",
    "payoutRatio",
  ]);
  const renamed: Readonly<Record<string, string>> = {
    netMargin: "netProfitMargin",
    salesPerShare: "revenuePerShare",
    cashFlowPerShare: "cashFlowPerShare",
    pfcf: "pfcfShare",
    pcf: "pcfShare",
    evFreeCashFlow: "currentEv/freeCashFlow",
    debtToEquity: "totalDebt/totalEquity",
    longTermDebtToEquity: "longTermDebt/equity",
  };
  return Object.fromEntries(
    Object.entries(ratios).map(([name, value]) => [
      (renamed[name] ?? name) + period,
      value === null ? null : round(percent.has(name) ? value * 100 : value, 4),
    ]),
  );
}

function series(
  periods: readonly Period[],
  marketCap: number,
): Record<string, { period: string; v: number }[]> {
  const block: Record<string, { period: string; v: number }[]> = {};
  for (const period of periods) {
    for (const [name, value] of Object.entries(ratiosOf(period, marketCap))) {
      if (value !== null) (block[name] ??= []).push({ period: period.end, v: round(value, 4) });
    }
  }
  return block;
}

function balanceMetrics(company: Company, index: number, seed: number): Record<string, Metric> {
  const balance = balanceOf(company, index, seed);
  const { cash, receivables, currentAssets, currentLiabilities, longTermDebt, equity, shares } = balance;
  return {
    bookValuePerShareQuarterly: round(equity / shares, 4),
    tangibleBookValuePerShareQuarterly: round(equity * 0.8 / shares, 4),
    cashPerSharePerShareQuarterly: round(cash / shares, 4),
    currentRatioQuarterly: round(currentAssets / currentLiabilities, 4),
    quickRatioQuarterly: round((cash + receivables) / currentLiabilities, 4),
    "longTermDebt/equityQuarterly": round(longTermDebt / equity, 4),
    "totalDebt/totalEquityQuarterly": round(longTermDebt / equity, 4),
    netInterestCoverageTTM: null,
  };
}

function growthMetrics(
  company: Company,
  annual: (index: number) => Period,
  last: number,
  world: World,
): Record<string, Metric> {
  const old = Date.parse(`${company.ipo}T00:00:00Z`) < world.now - YOUNG_MS;
  const growth = (pick: (period: Period) => number, years: number): Metric => {
    if (years > 1 && !old) return null;
    return round(((pick(annual(last)) / pick(annual(last - 4 * years))) ** (1 / years) - 1) * 100, 2);
  };
  const revenue = (period: Period) => period.figures.revenue;
  const eps = (period: Period) => period.figures.netIncome / period.balance.shares;
  const quarter = (index: number) => quarterFigures(company, index, world.seed);
  const figures: Record<string, Metric> = {
    revenueGrowthTTMYoy: growth(revenue, 1),
    revenueGrowth3Y: growth(revenue, 3),
    revenueGrowth5Y: growth(revenue, 5),
    revenueGrowthQuarterlyYoy: round((quarter(last).revenue / quarter(last - 4).revenue - 1) * 100, 2),
    epsGrowthTTMYoy: growth(eps, 1),
    epsGrowth3Y: growth(eps, 3),
    epsGrowth5Y: growth(eps, 5),
    epsGrowthQuarterlyYoy: round((quarter(last).netIncome / quarter(last - 4).netIncome - 1) * 100, 2),
    capexCagr5Y: growth((period) => period.figures.capitalExpenditure, 5),
    focfCagr5Y: growth((period) => period.figures.operatingCash - period.figures.capitalExpenditure, 5),
    ebitdaCagr5Y: growth((period) => period.figures.operatingIncome + period.figures.depreciation, 5),
    "grossMargin5Y": reportsGrossProfit(company) ? round(company.grossMargin * 100, 2) : null,
    netProfitMargin5Y: round(company.netMargin * 100, 2),
    revenueEmployeeTTM: round(annual(last).figures.revenue / company.employees / 1e6, 4),
    netIncomeEmployeeTTM: round(annual(last).figures.netIncome / company.employees / 1e6, 4),
  };
  // A young company's answer lacks the keys, rather than telling null.
  return Object.fromEntries(
    Object.entries(figures).filter(([name, value]) => value !== null || !name.endsWith("5Y")),
  );
}

function dividendMetrics(world: World, company: Company, price: number): Record<string, Metric> {
  const paid = dividendsPerShareTTM(world, company.symbol);
  if (paid === 0) return { dividendPerShareTTM: null, dividendYieldIndicatedAnnual: null };
  const percent = round(paid / price * 100, 4);
  return {
    dividendPerShareTTM: paid,
    dividendPerShareAnnual: round(company.dividend * 4, 4),
    dividendIndicatedAnnual: paid,
    dividendYieldIndicatedAnnual: percent,
    currentDividendYieldTTM: percent,
    dividendGrowthRate5Y: 5,
  };
}

function priceMetrics(world: World, symbol: string): { last: number; metrics: Record<string, Metric> } {
  const end = tradingDayAt(world.now, world.hours).open - 1;
  const bars = candlesBetween(symbol, "D", end - 366 * DAY_MS, end, world);
  if (bars.s !== "ok") return { last: 0, metrics: {} };
  const last = bars.c.at(-1) ?? 0;
  const yearly = extremes(bars);
  const perWeek = world.hours === "always" ? 7 : 5;
  const back = (days: number) => round((last / (bars.c.at(-1 - days) ?? bars.c[0] ?? last) - 1) * 100, 4);
  const average = (days: number) => {
    const volumes = bars.v.slice(-days);
    return round(volumes.reduce((sum, volume) => sum + volume, 0) / volumes.length / 1e6, 5);
  };
  const since = (date: string) => back(bars.t.filter((time) => dateOf(time) >= date).length);
  const today = new Date(end).toISOString();
  const market = new Chance(world.seed, "S&P 500", today.slice(0, 10));
  const relative = (days: number) => round(back(days) - market.between(-3, 5), 4);
  return {
    last,
    metrics: {
      ...yearly,
      "10DayAverageTradingVolume": average(10),
      "3MonthAverageTradingVolume": average(13 * perWeek),
      "5DayPriceReturnDaily": back(5),
      monthToDatePriceReturnDaily: since(`${today.slice(0, 7)}-01`),
      "13WeekPriceReturnDaily": back(13 * perWeek),
      "26WeekPriceReturnDaily": back(26 * perWeek),
      "52WeekPriceReturnDaily": back(bars.c.length - 1),
      yearToDatePriceReturnDaily: since(`${today.slice(0, 4)}-01-01`),
      "3MonthADReturnStd": deviation(bars.c.slice(-13 * perWeek)),
      "priceRelativeToS&P5004Week": relative(4 * perWeek),
      "priceRelativeToS&P50013Week": relative(13 * perWeek),
      "priceRelativeToS&P50026Week": relative(26 * perWeek),
      "priceRelativeToS&P50052Week": relative(bars.c.length - 1),
    },
  };
}

function extremes({ h, l, t }: CandleArrays): Record<string, Metric> {
  const high = Math.max(...h), low = Math.min(...l);
  return {
    "52WeekHigh": high,
    "52WeekHighDate": dateOf(t[h.indexOf(high)] ?? 0),
    "52WeekLow": low,
    "52WeekLowDate": dateOf(t[l.indexOf(low)] ?? 0),
  };
}

/** Standard deviation of daily returns, a year's worth, in percent. */
function deviation(closes: readonly number[]): number {
  const returns = closes.slice(1).map((close, index) => Math.log(close / (closes[index] ?? close)));
  const mean = returns.reduce((sum, each) => sum + each, 0) / returns.length;
  const variance = returns.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (returns.length - 1);
  return round(Math.sqrt(variance * 252) * 100, 4);
}

function dateOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 10);
}

function sorted(metrics: Record<string, Metric>): Record<string, Metric> {
  return Object.fromEntries(Object.entries(metrics).sort(([a], [b]) => a < b ? -1 : 1));
}
