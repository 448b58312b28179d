import type { TradingDay, TradingDays } from "./days.ts";
import type { Quote } from "./quote.ts";

/** Days looked back at: two months of sessions tell how a symbol moves now. */
const MAX_DAYS = 40;
/** Returns below which daily closes from elsewhere are asked for. */
const ENOUGH_RETURNS = 10;
/** Returns below which a symbol's own move is not known. */
const FEWEST_RETURNS = 5;
/** Days that tell how often a price stands still. */
const HABIT_DAYS = 5;
const QUARTER_HOUR_MS = 15 * 60_000;
const DAY_MS = 86_400_000;

/** Move of a day of which nothing is known: a very lively stock's, since nothing speaks against it yet. */
const UNKNOWN_MOVE = 0.04;
/** A stock that did not move for weeks can still move. */
const LEAST_MOVE = 0.0075;
const MOST_MOVE = 0.15;
/** Makes the median of absolute values a standard deviation, where moves are normal. */
const MEDIAN_TO_DEVIATION = 1.4826;

/** One day's quotes in short. */
export interface DayOfQuotes {
  readonly day: TradingDay;
  readonly newest: Quote;
  readonly oldest: Quote;
  /** Quarter-hours between its quotes. */
  readonly quarters: number;
  /** Those of them in which the price did not change, or nothing was heard. */
  readonly still: number;
}

/** What is known of a symbol when a quote of it comes. */
export interface Past {
  /** The last good quote. */
  readonly last: Quote | null;
  /** Newest day first. */
  readonly days: readonly DayOfQuotes[];
  /** Robust standard deviation of the logarithm of a day's change: 0.01 is a move of 1 % a day. */
  readonly dailyMove: number;
  /** Probability that a quarter-hour of trading passes without another price. */
  readonly stillness: number;
}

/**
 * Sums up what is known of a symbol.
 * @param newestFirst its good quotes; no more than two months are taken
 * @param dailyCloses closes from elsewhere, oldest first; asked for where the quotes do not reach back far
 */
export function pastOf(
  newestFirst: Iterable<Quote>,
  days: TradingDays,
  dailyCloses: () => readonly number[] = () => [],
): Past {
  const known = daysOf(newestFirst, days);
  const returns = returnsOf(known);
  const more = returns.length >= ENOUGH_RETURNS ? [] : returnsBetween(dailyCloses());
  return {
    last: known[0]?.newest ?? null,
    days: known,
    dailyMove: dailyMoveOf([...returns, ...more]),
    stillness: stillnessOf(known.slice(0, HABIT_DAYS)),
  };
}

/** Groups quotes by day, newest first. */
function daysOf(newestFirst: Iterable<Quote>, days: TradingDays): DayOfQuotes[] {
  const found: Tally[] = [];
  let current: Tally | undefined;
  for (const quote of newestFirst) {
    if (current !== undefined && quote.at >= current.day.open) {
      count(current, quote);
      continue;
    }
    if (found.length === MAX_DAYS) break;
    current = { day: days.at(quote.at), newest: quote, oldest: quote, quarters: 0, still: 0 };
    found.push(current);
  }
  return found;
}

/** A day while it is being summed up. */
type Tally = { -readonly [Name in keyof DayOfQuotes]: DayOfQuotes[Name] };

function count(tally: Tally, quote: Quote): void {
  const { oldest, day } = tally;
  tally.oldest = quote;
  // A repeated or late close is no quarter-hour of trading.
  if (oldest.at > day.close) return;
  const quarters = Math.max(1, Math.round((oldest.at - quote.at) / QUARTER_HOUR_MS));
  tally.quarters += quarters;
  // What lies between two quotes far apart counts as still: we may not have asked, or there was nothing to hear.
  tally.still += quarters - 1 + (oldest.price === quote.price ? 1 : 0);
}

/** From the previous closes that the quotes carry: one quote a day is enough, and splits are in them. */
function returnsOf(known: readonly DayOfQuotes[]): number[] {
  return known.slice(1).flatMap((older, index) => {
    const newer = known[index];
    const [to, from] = [newer?.newest.previousClose, older.newest.previousClose];
    if (newer === undefined || !to || !from) return [];
    const calendarDays = (newer.day.open - older.day.open) / DAY_MS;
    // A weekend with a holiday is one step; what is longer was not looked at, and five days of seven have a session.
    const sessions = calendarDays < 4.5 ? 1 : calendarDays * 5 / 7;
    return [Math.log(to / from) / Math.sqrt(sessions)];
  });
}

function returnsBetween(closes: readonly number[]): number[] {
  return closes.slice(1).flatMap((to, index) => {
    const from = closes[index];
    return from !== undefined && from > 0 && to > 0 ? [Math.log(to / from)] : [];
  }).slice(-MAX_DAYS);
}

/** By the median, so that no crash, split or lie among the returns makes the next one look usual. */
function dailyMoveOf(returns: readonly number[]): number {
  if (returns.length < FEWEST_RETURNS) return UNKNOWN_MOVE;
  const sizes = returns.map(Math.abs).sort((a, b) => a - b);
  const median = sizes[Math.floor(sizes.length / 2)] ?? UNKNOWN_MOVE;
  return Math.min(MOST_MOVE, Math.max(LEAST_MOVE, MEDIAN_TO_DEVIATION * median));
}

/** With ten quarter-hours assumed, one of them still: what is asked for usually trades. */
function stillnessOf(days: readonly DayOfQuotes[]): number {
  const sum = (count: (day: DayOfQuotes) => number) => days.reduce((total, day) => total + count(day), 0);
  return (sum(({ still }) => still) + 1) / (sum(({ quarters }) => quarters) + 10);
}
