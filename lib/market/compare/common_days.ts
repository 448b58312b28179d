import { dayOfDate } from "@/lib/exchange/mod.ts";
import { align, CLOSED_DAYS, periodStart, type Series } from "@/lib/market/performance/mod.ts";
import type { CompareRange } from "./choice.ts";

/** A symbol and all its closes. */
export interface Candidate {
  readonly symbol: string;
  readonly closes: Series;
}

/** What a symbol brings to a comparison. */
export interface Reach {
  readonly symbol: string;
  /** Days of the range on which it has a close. */
  readonly days: number;
  /** First and last of them, `YYYY-MM-DD`; `null` where there is none. */
  readonly from: string | null;
  readonly to: string | null;
  /** Days between its first and last in the range that another symbol has and it does not. */
  readonly missing: number;
}

/** Several symbols on the days that all of them have. */
export interface CommonDays {
  /** Those that are compared, in the order of their choice. */
  readonly symbols: readonly string[];
  /** Days, `YYYY-MM-DD`, oldest first. */
  readonly date: readonly string[];
  /** A column for each of `symbols`, as long as `date`. */
  readonly closes: readonly (readonly number[])[];
  /** Every candidate, compared or not. */
  readonly reach: readonly Reach[];
  /** Candidates that are not compared: they have so few days that the others could not be either. */
  readonly leftOut: readonly string[];
}

/**
 * Days that all must have before a symbol is left out for the sake of the others: ten returns, the fewest of which a
 * deviation or a correlation says anything.
 */
export const ENOUGH_DAYS = 11;
/** A line needs two points. */
const FEWEST_DAYS = 2;

/**
 * Aligns closes by day over a range that ends with the last day that all have.
 *
 * The first day is the last one on or before the day the range starts (as {@linkcode periodStart} has it, so that a
 * year's return is that of the stock's page), or where a symbol begins later, the first that all have. Days that one
 * lacks are left out for all, so that every figure is of the same days. While fewer than {@linkcode ENOUGH_DAYS} are
 * left, the symbol with the fewest is left out, unless all are so young.
 */
export function commonDays(candidates: readonly Candidate[], range: CompareRange): CommonDays {
  const window = windowOf(candidates, range);
  const reach = reachIn(window, candidates);
  const daysOf = new Map(reach.map(({ symbol, days }) => [symbol, days]));
  const days = ({ symbol }: Candidate) => daysOf.get(symbol) ?? 0;
  let kept = candidates.filter((candidate) => days(candidate) >= FEWEST_DAYS);
  let common = rangeOf(kept, range);
  while (common.date.length < ENOUGH_DAYS && kept.some((candidate) => days(candidate) >= ENOUGH_DAYS)) {
    const fewest = Math.min(...kept.map(days));
    const poorest = kept.findLast((candidate) => days(candidate) === fewest);
    kept = kept.filter((candidate) => candidate !== poorest);
    common = rangeOf(kept, range);
  }
  if (common.date.length < FEWEST_DAYS) [kept, common] = [[], { date: [], closes: [] }];
  return {
    symbols: kept.map(({ symbol }) => symbol),
    ...common,
    reach,
    leftOut: candidates.filter((candidate) => !kept.includes(candidate)).map(({ symbol }) => symbol),
  };
}

/** The days that all have, cut to the range. */
function rangeOf(kept: readonly Candidate[], range: CompareRange): Pick<CommonDays, "date" | "closes"> {
  const { date, values } = align(kept.map(({ closes }) => closes));
  const first = firstOf(date, range);
  return { date: date.slice(first), closes: values.map((column) => column.slice(first)) };
}

/** Index of the first day of a range that ends with the last of these days. */
function firstOf(date: readonly string[], range: CompareRange): number {
  const last = date.at(-1);
  if (last === undefined || range === "MAX") return 0;
  const start = periodStart(last, range);
  const before = date.findLastIndex((day) => day <= start);
  // Over a gap a return of another stretch would pass for that of the range.
  return before >= 0 && dayOfDate(start) - dayOfDate(date[before] ?? "") <= CLOSED_DAYS ? before : before + 1;
}

/** The days of the range that any candidate has. */
function windowOf(candidates: readonly Candidate[], range: CompareRange): readonly string[] {
  const all = candidates.map(({ closes }) => align([closes]).date);
  const date = [...new Set(all.flat())].sort();
  return date.slice(firstOf(date, range));
}

function reachIn(window: readonly string[], candidates: readonly Candidate[]): Reach[] {
  return candidates.map(({ symbol, closes }) => {
    const own = new Set(align([closes]).date);
    const days = window.filter((day) => own.has(day));
    const [from, to] = [days[0] ?? null, days.at(-1) ?? null];
    const between = from === null || to === null ? 0 : window.indexOf(to) - window.indexOf(from) + 1;
    return { symbol, days: days.length, from, to, missing: between - days.length };
  });
}
