import { COMPANIES, companyOf } from "./companies.ts";
import type { Company } from "./company.ts";
import { balanceOf, quarterFigures } from "./figures.ts";
import { type FiscalQuarter, fiscalQuarter, latestReleased, releaseTime } from "./fiscal.ts";
import { Chance, round } from "./hash.ts";
import { type Span, within, type World } from "./world.ts";

interface Result {
  readonly quarter: FiscalQuarter;
  readonly actual: number;
  readonly estimate: number | null;
  readonly revenue: number;
  readonly revenueEstimate: number;
}

/** Quarters a free key sees. */
const FREE_QUARTERS = 4;
const MONTH_MS = 31 * 86_400_000;

/** `/stock/earnings`: newest first; a free key sees four quarters; now and then nobody had estimated. */
export function earningsOf(world: World, symbol: string, limit: number): readonly Record<string, unknown>[] {
  const company = companyOf(symbol);
  if (!company) return [];
  const last = latestReleased(company, world.now, world.seed);
  const count = Math.min(limit, world.plan === "free" ? FREE_QUARTERS : 40);
  return Array.from({ length: count }, (_, nth) => {
    const { quarter, actual, estimate } = resultOf(company, last - nth, world.seed);
    const surprise = estimate === null ? null : round(actual - estimate, 4);
    return {
      actual,
      estimate,
      period: calendarQuarterEnd(quarter.end),
      quarter: quarter.quarter,
      surprise,
      surprisePercent: surprise === null || !estimate ? null : round(surprise / Math.abs(estimate) * 100, 4),
      symbol,
      year: quarter.year,
    };
  });
}

/** `/calendar/earnings`: past and announced results; a free key reads a month back. */
export function earningsCalendar(world: World, symbol: string, span: Span): Record<string, unknown> {
  const from = world.plan === "free" ? Math.max(span.from, world.now - MONTH_MS) : span.from;
  const asked = COMPANIES.filter((each) => symbol === "" ? !isLarge(each) : each.symbol === symbol);
  const rows = asked.flatMap((company) => {
    const last = latestReleased(company, world.now, world.seed);
    // Three quarters ahead are announced, with estimates only.
    return Array.from({ length: 24 }, (_, nth) => resultOf(company, last + 3 - nth, world.seed))
      .filter(({ quarter }) => within(quarter.released, { from, to: span.to }))
      // Finnhub lists some releases twice (API#479).
      .flatMap((result) =>
        Array(result.quarter.index % 8 === 5 ? 2 : 1).fill(release(world, company, result))
      );
  });
  return { earningsCalendar: rows.sort((a, b) => String(b.date).localeCompare(String(a.date))) };
}

/** Answers about the whole market miss large companies. */
function isLarge(company: Company): boolean {
  return company.shares * company.level > 1_500_000;
}

function release(world: World, company: Company, result: Result): Record<string, unknown> {
  const { quarter } = result;
  const out = releaseTime(quarter) <= world.now;
  return {
    date: quarter.released,
    epsActual: out ? result.actual : null,
    epsEstimate: result.estimate,
    hour: quarter.hour,
    quarter: quarter.quarter,
    revenueActual: out ? result.revenue : null,
    revenueEstimate: result.revenueEstimate,
    symbol: company.symbol,
    year: quarter.year,
  };
}

function resultOf(company: Company, index: number, seed: number): Result {
  const quarter = fiscalQuarter(company, index, seed);
  const { netIncome, revenue } = quarterFigures(company, index, seed);
  const chance = new Chance(seed, "surprise", company.symbol, index);
  const actual = round(netIncome / balanceOf(company, index, seed).shares);
  return {
    quarter,
    actual,
    estimate: quarter.index % 5 === 2 ? null : round(actual * chance.between(0.9, 1.05), 4),
    revenue,
    revenueEstimate: Math.round(revenue * chance.between(0.96, 1.03)),
  };
}

/** The period that Finnhub prints is a calendar quarter's end, whatever the fiscal year. */
function calendarQuarterEnd(date: string): string {
  const month = Number(date.slice(5, 7));
  return new Date(Date.UTC(Number(date.slice(0, 4)), Math.ceil(month / 3) * 3, 0)).toISOString().slice(0, 10);
}
