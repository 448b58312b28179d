import { compare, type Comparison, jumpDoubt, longestStep, marketMove, movesOf } from "./against_past.ts";
import type { TradingDay, TradingDays } from "./days.ts";
import type { Past } from "./past.ts";
import { CONFIRMABLE, type Doubt, type Quote } from "./quote.ts";
import type { SplitSign } from "./splits.ts";
import { frozenDoubt, staleDoubt, type Still, stillness } from "./standstill.ts";

/** Polls in a row that must tell the same story before it is believed against all probability, the first included. */
export const CONFIRMING_POLLS = 3;
/** Polls closer than this are one: a wrong trade can stand for some minutes. */
const POLLS_APART_MS = 5 * 60_000;
/** What was doubted longer ago, over a long weekend and a holiday, is no part of the story. */
const FORGOTTEN_MS = 5 * 24 * 3_600_000;

/** What the detector remembers of a symbol from one run to the next; JSON. */
export interface Watch {
  readonly still?: Still | undefined;
  /** Quotes doubted one after the other that agree with each other, oldest first. */
  readonly held?: readonly Quote[] | undefined;
}

/** A quote to judge. */
export interface Candidate {
  readonly quote: Quote;
  readonly past: Past;
  readonly watch: Watch | undefined;
}

/** What came out for a quote. */
export interface Judgement {
  readonly quote: Quote;
  /** Why it is kept aside; `null` when it is good. */
  readonly doubt: Doubt | null;
  /** Quotes doubted before that are good after all: this one is the last to say so. */
  readonly confirmed: readonly Quote[];
  /** Why that is so, in words; empty otherwise. */
  readonly note: string;
  readonly split: SplitSign | null;
  readonly watch: Watch;
}

/** When and where quotes are judged. */
export interface Circumstances {
  /** Whether the exchange is open now. */
  readonly isOpen: boolean;
  readonly days: TradingDays;
}

/**
 * Judges the quotes of one run, all of them at once: what the others do tells a crash from a lie. The quotes must
 * have passed {@linkcode doubtAboutAnswer}. Pure.
 */
export function judgeQuotes(
  candidates: readonly Candidate[],
  { isOpen, days }: Circumstances,
): Judgement[] {
  const looks = candidates.map((candidate) => {
    const { quote, past, watch } = candidate;
    const comparison = compare(quote, past, days);
    const still = isOpen ? stillness(watch?.still, quote, days.at(quote.fetchedAt)) : undefined;
    return { ...candidate, comparison, still, moves: movesOf(quote, comparison) };
  });
  const moves = looks.flatMap((look) => look.moves ?? []).sort((a, b) => a - b);
  return looks.map((look) => {
    const { quote, past, watch, comparison, still } = look;
    const others = looks.filter((other) => other !== look);
    const market = marketMove(look.moves === null ? moves : moves.toSpliced(moves.indexOf(look.moves), 1));
    const carriedOn = nextDayAgrees(look, market, days);
    if (carriedOn !== null) return { quote, ...carriedOn, watch: { still } };
    const doubt = doubtAbout(quote, past, comparison, market) ??
      (still === undefined ? null : staleDoubt(quote, past, days.at(quote.fetchedAt)) ??
        frozenDoubt(quote, past, still, others.flatMap((other) => other.still ?? [])));
    const { held, ...outcome } = settled(quote, doubt, watch, longestStep(comparison, market), isOpen);
    const isStuck = doubt?.kind === "frozen";
    const watched = { still: still && isStuck ? { ...still, isStuck } : still, held };
    return { quote, split: comparison.split, ...outcome, watch: watched };
  });
}

function doubtAbout(quote: Quote, past: Past, comparison: Comparison, market: number): Doubt | null {
  // It was good before.
  if (past.last !== null && isSame(past.last, quote)) return null;
  return comparison.doubt ?? jumpDoubt(quote, comparison, market);
}

/**
 * What was doubted yesterday is true when the provider goes on from it today: the previous close is that price, and
 * nothing else is odd.
 */
function nextDayAgrees(
  { quote, past, watch }: Candidate,
  market: number,
  days: TradingDays,
): Pick<Judgement, "doubt" | "confirmed" | "note" | "split"> | null {
  const held = watch?.held ?? [];
  const last = held.at(-1);
  if (last === undefined || quote.previousClose === null) return null;
  const [day, heldDay] = [days.at(quote.at), days.at(last.at)];
  if (days.apart(heldDay, day) < 1 || quote.fetchedAt - last.fetchedAt > FORGOTTEN_MS) return null;
  // The next day tells of its price, not of the close that it named itself.
  if (compare(last, past, days).doubt?.kind === "previous_close") return null;
  const comparison = compare(quote, withQuote(past, last, heldDay), days);
  const isOdd = comparison.split !== null || doubtAbout(quote, past, comparison, market) !== null;
  return isOdd ? null : {
    doubt: null,
    confirmed: held,
    note: `${quote.symbol}: ${last.price} of ${heldDay.date} believed: it is the next day's previous close`,
    split: null,
  };
}

function withQuote(past: Past, last: Quote, day: TradingDay): Past {
  const older = past.days.filter((known) => known.day.open < day.open);
  return { ...past, last, days: [{ day, newest: last, oldest: last, quarters: 0, still: 0 }, ...older] };
}

/** Holds a doubted quote, or lets it and those before it pass once they are enough. */
function settled(
  quote: Quote,
  doubt: Doubt | null,
  watch: Watch | undefined,
  longest: number,
  isOpen: boolean,
): Pick<Judgement, "doubt" | "confirmed" | "note"> & Pick<Watch, "held"> {
  const outcome = { doubt, confirmed: [], note: "" };
  if (doubt === null || !CONFIRMABLE.has(doubt.kind)) return { ...outcome, held: undefined };
  const held = watch?.held ?? [];
  const last = held.at(-1);
  if (last === undefined || !agrees(quote, last, longest)) return { ...outcome, held: [quote] };
  const isNews = quote.fetchedAt - last.fetchedAt >= POLLS_APART_MS && (quote.at > last.at || !isOpen);
  if (!isNews) return { ...outcome, held };
  if (held.length + 1 < CONFIRMING_POLLS) return { ...outcome, held: [...held, quote] };
  const note = `${quote.symbol}: believed after ${held.length + 1} polls that agree. ${doubt.reason}`;
  return { doubt: null, confirmed: held, note, held: undefined };
}

/** Whether a quote tells the story of one before: a price within half a step, the same previous close. */
function agrees(quote: Quote, before: Quote, longest: number): boolean {
  if (quote.fetchedAt - before.fetchedAt > FORGOTTEN_MS || quote.at < before.at) return false;
  const near = (a: number | null, b: number | null, most: number) =>
    a === null || b === null || Math.abs(Math.log(a / b)) <= most;
  return near(quote.price, before.price, longest / 2) &&
    near(quote.previousClose, before.previousClose, 0.005);
}

function isSame(a: Quote, b: Quote): boolean {
  return a.at === b.at && a.price === b.price && a.high === b.high && a.low === b.low &&
    a.open === b.open && a.previousClose === b.previousClose;
}
