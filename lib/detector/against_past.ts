import type { TradingDay, TradingDays } from "./days.ts";
import type { DayOfQuotes, Past } from "./past.ts";
import type { Doubt, Quote } from "./quote.ts";
import { closeTolerance, factorOf, type SplitSign, splitSign } from "./splits.ts";

/** The last trade can be a moment ahead of the range: this much, and this part of a usual day's move. */
const RANGE_TOLERANCE = 0.005;
const RANGE_MOVES = 0.1;
/** Ranges are rounded, and corrected a little when a trade is taken back. */
const SHRINK_TOLERANCE = 0.01;
/** A provider may take a dividend off the last close; special ones are larger, and come through by repetition. */
const DIVIDEND = 0.1;

/** A quote laid against what is known of its symbol. */
export interface Comparison {
  /** What cannot be, or hardly; `null` when nothing speaks against the quote. */
  readonly doubt: Doubt | null;
  readonly split: SplitSign | null;
  /** The last good price, on the scale of the quote; `null` where none is known. */
  readonly reference: number | null;
  /** Usual move, as a standard deviation of the logarithm, over the time since then: of a day at least. */
  readonly scale: number;
  /** Sessions since then, or the part of one. */
  readonly sessions: number;
}

/** Lays a quote against its symbol's own past; how far it moved is for {@linkcode jumpDoubt} to judge. */
export function compare(quote: Quote, past: Past, days: TradingDays): Comparison {
  const day = days.at(quote.at);
  const before = past.days.find((each) => each.day.open < day.open);
  const split = before === undefined ? null : splitSign(quote, day, before, days, past.dailyMove);
  const reference = referenceFor(quote, past.last, split);
  const sessions = past.last === null ? 1 : sessionsSince(past.last, quote, day, days);
  return {
    doubt: outsideRange(quote, day, past.dailyMove) ??
      (before === undefined || split?.evidence === "previous_close"
        ? null
        : contradictedClose(quote, day, before, days, past.dailyMove)) ??
      shrunkRange(quote, day, past.last, reference),
    split,
    reference,
    scale: past.dailyMove * Math.sqrt(Math.max(1, sessions)),
    sessions,
  };
}

function sessionsSince(last: Quote, quote: Quote, day: TradingDay, days: TradingDays): number {
  const whole = days.apart(days.at(last.at), day);
  return whole > 0 ? whole : Math.min(1, Math.max(0, (quote.at - last.at) / (day.close - day.open)));
}

/** The last price on the old scale or the new, whichever the quote goes on from; a gap alone does not tell. */
function referenceFor({ price }: Quote, last: Quote | null, split: SplitSign | null): number | null {
  if (last === null || split?.evidence !== "previous_close") return last?.price ?? null;
  const rescaled = last.price * factorOf(split.ratio);
  const isNearer = Math.abs(Math.log(price / rescaled)) < Math.abs(Math.log(price / last.price));
  return isNearer ? rescaled : last.price;
}

function outsideRange({ price, high, low, at }: Quote, day: TradingDay, dailyMove: number): Doubt | null {
  // Before and after hours the range is the session's, and the price is not.
  if (high === null || low === null || at > day.close) return null;
  const tolerance = 1 + Math.max(RANGE_TOLERANCE, RANGE_MOVES * dailyMove);
  if (price <= high * tolerance && price >= low / tolerance) return null;
  return {
    kind: "outside_range",
    reason: `Price ${price} lies outside the day's own range, ${low} to ${high}`,
  };
}

function contradictedClose(
  { previousClose }: Quote,
  day: TradingDay,
  before: DayOfQuotes,
  days: TradingDays,
  dailyMove: number,
): Doubt | null {
  if (previousClose === null) return null;
  const { price, at } = before.newest;
  const change = Math.log(previousClose / price);
  const isDividend = change < 0 && previousClose >= price * (1 - DIVIDEND);
  if (isDividend || Math.abs(change) <= closeTolerance(before, day, days, dailyMove)) return null;
  return {
    kind: "previous_close",
    reason: `Previous close ${previousClose} contradicts the price of ${price} known from ${iso(at)}`,
  };
}

function shrunkRange(
  { high, low, at }: Quote,
  day: TradingDay,
  last: Quote | null,
  reference: number | null,
): Doubt | null {
  if (last === null || last.at < day.open || last.at > at || at > day.close) return null;
  // On another scale since the last quote: no range to compare with.
  if (reference !== last.price) return null;
  const [was, is] = [`${last.low} to ${last.high}`, `${low} to ${high}`];
  const fell = high !== null && last.high !== null && high < last.high * (1 - SHRINK_TOLERANCE);
  const rose = low !== null && last.low !== null && low > last.low * (1 + SHRINK_TOLERANCE);
  if (!fell && !rose) return null;
  return {
    kind: "narrower_range",
    reason: `The day's range shrank: at ${iso(last.at)} it was ${was}, now ${is}`,
  };
}

/**
 * A jump is at least this far, as a logarithm: from one poll to the next 8 %, over a night 20 %; see docs/detector.md.
 */
const LEAST_STEP = Math.log(1.08);
const LEAST_GAP = Math.log(1.2);
/** And this many usual moves. */
const JUMP_MOVES = 8;
/** A stock may move this many times as far as the median of the others did in the same run, in usual moves. */
const MARKET_FACTOR = 3;
/** Fewer others are no market. */
const FEWEST_OTHERS = 3;

/** How far a quote moved in usual moves, with its sign; `null` without a past. */
export function movesOf({ price }: Quote, { reference, scale }: Comparison): number | null {
  return reference === null ? null : Math.log(price / reference) / scale;
}

/**
 * The median of the others' moves, 0 where they are too few.
 * @param sorted in ascending order
 */
export function marketMove(sorted: readonly number[]): number {
  if (sorted.length < FEWEST_OTHERS) return 0;
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
}

/** How far a step may go, as a difference of logarithms. */
export function longestStep({ scale, sessions }: Comparison, market: number): number {
  const least = LEAST_STEP + (LEAST_GAP - LEAST_STEP) * Math.sqrt(Math.min(1, sessions));
  return Math.max(least, JUMP_MOVES * scale) + MARKET_FACTOR * Math.abs(market) * scale;
}

/** Whether the step from the last good price is too long, for this symbol on this day. */
export function jumpDoubt(quote: Quote, comparison: Comparison, market: number): Doubt | null {
  const { reference, scale, split } = comparison;
  if (reference === null) return null;
  const step = Math.log(quote.price / reference);
  if (Math.abs(step) <= longestStep(comparison, market)) return null;
  return {
    kind: "jump",
    reason: `Price ${quote.price} is ${percent(step)} from ${reference} in one step; ` +
      `its usual move is ${(Math.expm1(scale) * 100).toFixed(1)} %, the others moved ${
        market.toFixed(1)
      } times theirs` +
      (split === null
        ? ""
        : `; a split of ${split.ratio.newShares} for ${split.ratio.oldShares} would explain it`),
  };
}

function percent(logarithm: number): string {
  const value = Math.expm1(logarithm) * 100;
  return `${value > 0 ? "+" : ""}${value.toFixed(1)} %`;
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
