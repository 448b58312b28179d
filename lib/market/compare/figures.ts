import { dayOfDate } from "@/lib/exchange/mod.ts";
import {
  beta,
  correlationMatrix,
  type MaximumDrawdown,
  maximumDrawdown,
  type Series,
  simpleReturns,
  volatility,
} from "@/lib/market/performance/mod.ts";
import { type CommonDays, ENOUGH_DAYS } from "./common_days.ts";

/** A day and what a price did on it. */
export interface DayMove {
  readonly date: string;
  /** Simple return since the day before among those compared: 0.05 is a gain of 5 %. */
  readonly change: number;
}

/** What one symbol did over the common days; shares of 1, so 0.05 is 5 %. */
export interface Figures {
  readonly symbol: string;
  /** The last close. */
  readonly close: number;
  /** Simple return from the first day to the last: `last / first - 1`. */
  readonly change: number;
  /** {@linkcode perYear} of it. */
  readonly perYear: number | null;
  /** Annualised deviation of the daily log returns; `null` of fewer than ten. */
  readonly volatility: number | null;
  readonly drawdown: MaximumDrawdown | null;
  readonly best: DayMove | null;
  readonly worst: DayMove | null;
  /** Pearson's of the daily log returns with those of the first symbol; `null` of fewer than ten. */
  readonly correlation: number | null;
  /** On the benchmark; `null` of fewer than ten returns, or without one. */
  readonly beta: number | null;
}

/** How the symbols of a comparison moved together. */
export interface Together {
  /** Returns it is computed of. */
  readonly returns: number;
  /** Row and column in the order of the symbols, -1 to 1; all `null` of fewer than ten returns. */
  readonly matrix: readonly (readonly (number | null)[])[];
}

const DAYS_PER_YEAR = 365.25;
/** Anniversaries of a leap year are 366 days apart: no more than a year. */
const YEAR_DAYS = 366;

/**
 * Compound annual growth rate, `(1 + change) ^ (365.25 / days) - 1`, over calendar days; `null` for a year or less:
 * what a few months did says nothing of a year.
 * @param from first day, `YYYY-MM-DD`
 * @param to last day
 */
export function perYear(change: number, from: string, to: string): number | null {
  const days = dayOfDate(to) - dayOfDate(from);
  return days > YEAR_DAYS ? (1 + change) ** (DAYS_PER_YEAR / days) - 1 : null;
}

/** Simple return from the first of some closes to another of them: 0.05 is a gain of 5 %. */
export function changeOn(closes: readonly number[], index: number): number {
  return (closes[index] ?? NaN) / (closes[0] ?? NaN) - 1;
}

/** How symbols moved together; every number is of the same days. */
export function togetherOf(common: CommonDays): Together {
  const { returns, matrix } = correlationMatrix(seriesIn(common));
  const isEnough = common.date.length >= ENOUGH_DAYS;
  return { returns, matrix: isEnough ? matrix : matrix.map((row) => row.map(() => null)) };
}

/**
 * The figures of each symbol, in their order.
 * @param benchmark what beta is measured against; `null` for none
 */
export function figuresOf(common: CommonDays, benchmark: Series | null): Figures[] {
  const { date, symbols } = common;
  const [first = "", last = ""] = [date[0], date.at(-1)];
  const { matrix } = togetherOf(common);
  const isEnough = date.length >= ENOUGH_DAYS;
  return seriesIn(common).map((series, i): Figures => {
    const closes = common.closes[i] ?? [];
    const change = changeOn(closes, closes.length - 1);
    return {
      symbol: symbols[i] ?? "",
      close: closes.at(-1) ?? NaN,
      change,
      perYear: perYear(change, first, last),
      volatility: isEnough ? volatility(closes) : null,
      drawdown: maximumDrawdown(series),
      best: dayMove(date, closes, (change, other) => change > other),
      worst: dayMove(date, closes, (change, other) => change < other),
      correlation: matrix[0]?.[i] ?? null,
      beta: isEnough && benchmark !== null ? beta(series, benchmark) : null,
    };
  });
}

function seriesIn({ date, closes }: Pick<CommonDays, "date" | "closes">): Series[] {
  return closes.map((value) => ({ date, value }));
}

/** The day that goes before all others; of equals the first. */
function dayMove(
  date: readonly string[],
  closes: readonly number[],
  isBefore: (change: number, other: number) => boolean,
): DayMove | null {
  let found: DayMove | null = null;
  for (const [i, change] of simpleReturns(closes).entries()) {
    if (change === null || (found !== null && !isBefore(change, found.change))) continue;
    found = { date: date[i] ?? "", change };
  }
  return found;
}
