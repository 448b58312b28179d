import type { TradingDay, TradingDays } from "./days.ts";
import type { DayOfQuotes, Past } from "./past.ts";
import type { Quote } from "./quote.ts";

/** A split: 4 new shares for 1 old one, or of a reverse split 1 for 8. */
export interface SplitRatio {
  readonly newShares: number;
  readonly oldShares: number;
}

/**
 * A split that prices tell of.
 * - `previous_close`: the provider gives the last close on another scale than we saw it
 * - `gap`: its previous close is ours, and the day began on another scale; a crash can look like that
 */
export interface SplitSign {
  readonly symbol: string;
  /** First day on the new scale, `YYYY-MM-DD` in New York. */
  readonly date: string;
  readonly ratio: SplitRatio;
  readonly evidence: "previous_close" | "gap";
  /** The close on the old scale as we saw it. */
  readonly close: number;
  /** That close on the new scale, or the first price on it. */
  readonly rescaled: number;
  /** Whether the day after goes on from a close on the new scale. */
  readonly nextDayAgrees: boolean;
}

/** Ratios that companies choose. */
const RATIOS: readonly SplitRatio[] = [
  ...[2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20, 25, 30, 35, 40, 50, 100].map((k) => [k, 1] as const),
  ...[[3, 2], [5, 2], [4, 3], [5, 4]] as const,
].flatMap(([a, b]) => [{ newShares: a, oldShares: b }, { newShares: b, oldShares: a }]);

/** Our close may be another market's or a moment older than the official one, and cents are rounded. */
const CLOSE_TOLERANCE = 0.01;
/** How far a price may move while we do not look, in usual moves. */
const UNSEEN_MOVES = 6;
/** The same where the price is to name a split: less, or moves of some days would. */
const SPLIT_MOVES = 3;
/** What a night may do on top of a split, at least, and in usual moves: rather a crash proposed than a split missed. */
const GAP_TOLERANCE = 0.12;
const GAP_MOVES = 8;
/** For splits smaller than 3 for 2 there must be closes that we saw: a bad day can look like them. */
const LEAST_RATIO = Math.log(1.45);
/** A split of 3 for 2 on a night that goes against it. */
const LEAST_GAP = Math.log(1.3);
/** How far from the rescaled close the price of that day may be. */
const SAME_SCALE = 0.25;
const SAME_SCALE_MOVES = 8;

/** What a price is multiplied with to be on the scale after the split. */
export function factorOf({ newShares, oldShares }: SplitRatio): number {
  return oldShares / newShares;
}

/** `4-for-1`, as exchanges write it. */
export function ratioText({ newShares, oldShares }: SplitRatio): string {
  return `${newShares}-for-${oldShares}`;
}

/**
 * The split by which a price became `ratio` times as much, or `null` when none is near.
 * @param tolerance as a difference of logarithms: 0.01 is 1 %
 * @param least ratios nearer to 1 than this, as a logarithm, are left out
 */
export function splitNear(ratio: number, tolerance: number, least = 0): SplitRatio | null {
  let nearest: SplitRatio | null = null;
  let shortest = tolerance;
  for (const candidate of RATIOS) {
    const distance = Math.abs(Math.log(ratio / factorOf(candidate)));
    if (distance > shortest || Math.abs(Math.log(factorOf(candidate))) < least) continue;
    nearest = candidate;
    shortest = distance;
  }
  return nearest;
}

/**
 * Part of sessions of which we saw nothing between the last price and the day of a quote: 0 where we saw the close, 1
 * where a whole session is missing.
 */
function unseenSessions(before: DayOfQuotes, day: TradingDay, days: TradingDays): number {
  const { open, close } = before.day;
  return Math.min(1, Math.max(0, (close - before.newest.at) / (close - open))) +
    Math.max(0, days.apart(before.day, day) - 1);
}

/**
 * How far a provider's previous close may be from the last price we saw, as a difference of logarithms: little where
 * we saw the close, more for every part of a session that we did not see.
 */
export function closeTolerance(
  before: DayOfQuotes,
  day: TradingDay,
  days: TradingDays,
  dailyMove: number,
): number {
  return CLOSE_TOLERANCE + UNSEEN_MOVES * dailyMove * Math.sqrt(unseenSessions(before, day, days));
}

/** The split that a quote tells of, against the last day before its own. */
export function splitSign(
  quote: Quote,
  day: TradingDay,
  before: DayOfQuotes,
  days: TradingDays,
  dailyMove: number,
): SplitSign | null {
  const close = before.newest.price;
  const { previousClose } = quote;
  if (previousClose === null) return null;
  const tolerance = closeTolerance(before, day, days, dailyMove);
  const scaleTolerance = Math.max(SAME_SCALE, SAME_SCALE_MOVES * dailyMove);
  const sign = (ratio: SplitRatio, evidence: SplitSign["evidence"], rescaled: number): SplitSign => ({
    symbol: quote.symbol,
    date: day.date,
    ratio,
    evidence,
    close,
    rescaled,
    nextDayAgrees: false,
  });
  if (Math.abs(Math.log(previousClose / close)) > tolerance) {
    const unseen = unseenSessions(before, day, days);
    const ratio = splitNear(
      previousClose / close,
      CLOSE_TOLERANCE + SPLIT_MOVES * dailyMove * Math.sqrt(unseen),
      unseen > 0 ? LEAST_RATIO : 0,
    );
    const isOnScale = Math.abs(Math.log(quote.price / previousClose)) <= scaleTolerance;
    return ratio !== null && isOnScale ? sign(ratio, "previous_close", previousClose) : null;
  }
  const first = quote.open ?? quote.price;
  const gap = Math.log(first / previousClose);
  if (Math.abs(gap) < LEAST_GAP || Math.abs(Math.log(quote.price / first)) > scaleTolerance) return null;
  const ratio = splitNear(
    first / previousClose,
    Math.max(GAP_TOLERANCE, GAP_MOVES * dailyMove),
    LEAST_RATIO,
  );
  return ratio === null ? null : sign(ratio, "gap", first);
}

/** The splits that a symbol's quotes of the last two months tell of, newest first. */
export function splitsIn({ days: known, dailyMove }: Past, days: TradingDays): SplitSign[] {
  return known.slice(1).flatMap((before, index) => {
    const after = known[index];
    if (after === undefined) return [];
    const sign = splitSign(after.newest, after.day, before, days, dailyMove);
    if (sign === null) return [];
    const next = known[index - 1];
    const nextClose = next?.newest.previousClose ?? null;
    const nextDayAgrees = next !== undefined && nextClose !== null &&
      Math.abs(Math.log(nextClose / after.newest.price)) <=
        closeTolerance(after, next.day, days, dailyMove);
    return [{ ...sign, nextDayAgrees }];
  });
}
