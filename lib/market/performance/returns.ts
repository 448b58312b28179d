import { dateOfDay, dayOfDate } from "@/lib/exchange/mod.ts";
import { type Point, pointsOf, priceOf, type Series } from "./series.ts";

/** The usual periods, shortest first. */
export const RETURN_PERIODS = ["1D", "5D", "1M", "3M", "6M", "YTD", "1Y", "5Y"] as const;
/** One of the usual periods. */
export type ReturnPeriod = typeof RETURN_PERIODS[number];

/** What a price did over a period. */
export interface PeriodReturn {
  readonly period: ReturnPeriod;
  /** Day of the price it starts from. */
  readonly from: string;
  /** Day of the price it ends with: the last there is. */
  readonly to: string;
  /** `end / start - 1`: 0.05 is a gain of 5 %. */
  readonly simple: number;
  /** `ln(end / start)`: log returns of periods that follow each other add up. */
  readonly log: number;
}

/** Periods of so many trading days, and the most days that so many have ever spanned (September 2001). */
const TRADING_DAYS = {
  "1D": { bars: 1, widest: 7 },
  "5D": { bars: 5, widest: 14 },
} as const;
const MONTHS: { readonly [period in ReturnPeriod]?: number } = {
  "1M": 1,
  "3M": 3,
  "6M": 6,
  "1Y": 12,
  "5Y": 60,
};

/** Days that a price may be older than the day a period starts on: the exchange has never been closed for longer. */
export const CLOSED_DAYS = 7;

/**
 * What a series did over a period that ends with its last value; null where its values do not reach back, or have
 * a gap where the period starts, because a return over another stretch would pass for this one.
 *
 * `1D` and `5D` start from the value 1 and 5 trading days before the last; months and years from the last value on or
 * before the same day that many months earlier (31 May less three months is 28 or 29 February); `YTD` from the last
 * value of the year before.
 */
export function periodReturn(series: Series, period: ReturnPeriod): PeriodReturn | null {
  return returnOver(pointsOf(series), period);
}

/** {@linkcode periodReturn} over all usual periods. */
export function periodReturns(series: Series): Readonly<Record<ReturnPeriod, PeriodReturn | null>> {
  const points = pointsOf(series);
  const over = (period: ReturnPeriod) => returnOver(points, period);
  return {
    "1D": over("1D"),
    "5D": over("5D"),
    "1M": over("1M"),
    "3M": over("3M"),
    "6M": over("6M"),
    YTD: over("YTD"),
    "1Y": over("1Y"),
    "5Y": over("5Y"),
  };
}

/** Simple returns, `value / value before - 1`: null for the first, and where either is missing. */
export function simpleReturns(values: readonly (number | null)[]): (number | null)[] {
  return changes(values, (ratio) => ratio - 1);
}

/** Log returns, `ln(value / value before)`: null for the first, and where either is missing. */
export function logReturns(values: readonly (number | null)[]): (number | null)[] {
  return changes(values, Math.log);
}

function changes(values: readonly (number | null)[], of: (ratio: number) => number): (number | null)[] {
  return values.map((value, index) => {
    const [price, before] = [priceOf(value), priceOf(values[index - 1])];
    return price === null || before === null ? null : of(price / before);
  });
}

function returnOver(points: readonly Point[], period: ReturnPeriod): PeriodReturn | null {
  const last = points.at(-1);
  if (last === undefined) return null;
  const start = startOf(points, last, period);
  if (start === undefined) return null;
  const ratio = last.value / start.value;
  return { period, from: start.date, to: last.date, simple: ratio - 1, log: Math.log(ratio) };
}

function startOf(points: readonly Point[], last: Point, period: ReturnPeriod): Point | undefined {
  if (period === "1D" || period === "5D") {
    const trading = TRADING_DAYS[period];
    const start = points.at(-1 - trading.bars);
    return start && dayOfDate(last.date) - dayOfDate(start.date) <= trading.widest ? start : undefined;
  }
  const target = dayOfDate(periodStart(last.date, period));
  const start = points.findLast(({ date }) => dayOfDate(date) <= target);
  return start && target - dayOfDate(start.date) <= CLOSED_DAYS ? start : undefined;
}

/**
 * The day whose price a period of months or years starts from: the same day that many months before its last, `YTD` the
 * last of the year before.
 */
export function periodStart(date: string, period: Exclude<ReturnPeriod, "1D" | "5D">): string {
  const [year = NaN, month = NaN, day = NaN] = date.split("-").map(Number);
  const months = MONTHS[period];
  if (months === undefined) return `${year - 1}-12-31`;
  const daysInMonth = new Date(Date.UTC(year, month - months, 0)).getUTCDate();
  const target = Date.UTC(year, month - 1 - months, Math.min(day, daysInMonth));
  return dateOfDay(target / 86_400_000);
}
