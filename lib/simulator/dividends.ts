import { companyOf } from "./companies.ts";
import type { Company } from "./company.ts";
import { dividendScale } from "./figures.ts";
import { Chance, round } from "./hash.ts";
import { type Span, utcDate, within, type World } from "./world.ts";

const DAY_MS = 86_400_000;

/** A row of `/stock/dividend`. */
export interface RawDividend {
  readonly symbol: string;
  /** Ex-dividend date. */
  readonly date: string;
  readonly amount: number;
  readonly adjustedAmount: number;
  readonly payDate: string;
  readonly recordDate: string;
  readonly declarationDate: string;
  readonly currency: string;
  /** `2`: quarterly. */
  readonly freq: string;
}

/** `/stock/dividend`, newest first: declared at `now`, so the next one may lie ahead. */
export function dividendsOf(world: World, symbol: string, span: Span): readonly RawDividend[] {
  const company = companyOf(symbol);
  if (!company || company.dividend === 0) return [];
  const rows: RawDividend[] = [];
  const first = quarterAt(span.from) - 1, last = quarterAt(Math.min(span.to, world.now + 90 * DAY_MS)) + 1;
  for (let index = last; index >= first; index--) {
    const row = dividendOf(company, index, world.seed);
    const declared = Date.parse(`${row.declarationDate}T00:00:00Z`) <= world.now;
    if (declared && within(row.date, span)) rows.push(row);
  }
  return rows;
}

/** Paid per share over the four quarters up to `now`. */
export function dividendsPerShareTTM(world: World, symbol: string): number {
  const rows = dividendsOf(world, symbol, { from: world.now - 365 * DAY_MS, to: world.now });
  return round(rows.reduce((sum, row) => sum + row.amount, 0), 4);
}

function quarterAt(at: number): number {
  const date = new Date(at);
  return date.getUTCFullYear() * 4 + Math.floor(date.getUTCMonth() / 3);
}

function dividendOf(company: Company, index: number, seed: number): RawDividend {
  const middle = Date.UTC(Math.floor(index / 4), index % 4 * 3 + 1, 1);
  const ex = weekday(middle + new Chance(seed, "dividend", company.symbol).integer(3, 24) * DAY_MS);
  const amount = round(company.dividend * dividendScale(index), 4);
  return {
    symbol: company.symbol,
    date: utcDate(ex),
    amount,
    adjustedAmount: amount,
    payDate: utcDate(weekday(ex + 7 * DAY_MS)),
    recordDate: utcDate(ex),
    declarationDate: utcDate(weekday(ex - 12 * DAY_MS)),
    currency: company.currency,
    freq: "2",
  };
}

function weekday(at: number): number {
  const day = new Date(at).getUTCDay();
  return at + (day === 0 ? 1 : day === 6 ? 2 : 0) * DAY_MS;
}
