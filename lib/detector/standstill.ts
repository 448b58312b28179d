import type { TradingDay } from "./days.ts";
import type { Past } from "./past.ts";
import type { Doubt, Quote } from "./quote.ts";

const QUARTER_HOUR_MS = 15 * 60_000;
/** Quarter-hours of an open exchange without news, at least, before a number is called stuck. */
const FEWEST_QUARTERS = 3;
/** A standstill this improbable by the symbol's own habit is none of its own. */
const IMPROBABLE = 1e-4;
/** Polls closer than this are one. */
const POLLS_APART_MS = 5 * 60_000;

/** How long a price has stood still today. */
export interface Still {
  readonly price: number;
  /** The day, `YYYY-MM-DD` in New York. */
  readonly date: string;
  /** When the price was first fetched, epoch milliseconds. */
  readonly since: number;
  /** The exchange's time of it then, epoch milliseconds. */
  readonly firstAt: number;
  /** When it was fetched last, epoch milliseconds. */
  readonly until: number;
  /** Polls after the first that gave the same price. */
  readonly polls: number;
  /** Whether it was found to be stuck: it is until it moves, though the others may not be heard any more. */
  readonly isStuck?: boolean | undefined;
}

/** Goes on counting, or begins. */
export function stillness(before: Still | undefined, quote: Quote, today: TradingDay): Still {
  const { price, fetchedAt, at } = quote;
  if (before?.price !== price || before.date !== today.date) {
    return { price, date: today.date, since: fetchedAt, firstAt: at, until: fetchedAt, polls: 0 };
  }
  if (fetchedAt - before.until < POLLS_APART_MS) return before;
  return { ...before, until: fetchedAt, polls: before.polls + 1 };
}

/** Whether the exchange is open and the quote's own time stands still: an old number told as if it were new. */
export function staleDoubt({ at, fetchedAt }: Quote, past: Past, today: TradingDay): Doubt | null {
  const quarters = Math.round((fetchedAt - Math.max(at, today.open)) / QUARTER_HOUR_MS);
  if (!isImprobable(quarters, past)) return null;
  const minutes = quarters * 15;
  return {
    kind: "stale",
    reason: at < today.open
      ? `The quote is of ${iso(at)}, though the exchange has been open for over ${minutes} minutes`
      : `The quote is of ${iso(at)}: ${minutes} minutes of an open exchange without a newer one`,
  };
}

/** Whether the price stands still for longer than it does by habit, while others move. */
export function frozenDoubt(
  quote: Quote,
  past: Past,
  still: Still,
  others: readonly Still[],
): Doubt | null {
  const quarters = Math.round((quote.fetchedAt - still.since) / QUARTER_HOUR_MS);
  if (still.polls < FEWEST_QUARTERS || !isImprobable(quarters, past)) return null;
  const moved = others.filter(({ since }) => since > still.since).length;
  const stands = `Price ${still.price} has not changed since ${iso(still.since)}`;
  if (moved > 0 && moved * 2 >= others.length) {
    return { kind: "frozen", reason: `${stands}, while ${moved} of ${others.length} others moved` };
  }
  // All of several stocks stand still, and yet each says that it was just traded.
  if (others.length >= 2 && moved === 0 && quarters > FEWEST_QUARTERS && quote.at > still.firstAt) {
    return { kind: "frozen", reason: `${stands}, nor has any other, though their times go on` };
  }
  if (still.isStuck) return { kind: "frozen", reason: `${stands}, and was found to be stuck before` };
  return null;
}

function isImprobable(quarters: number, past: Past): boolean {
  return quarters >= FEWEST_QUARTERS && past.stillness ** quarters < IMPROBABLE;
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
