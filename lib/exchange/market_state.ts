import { BY_RULES, type Calendar } from "./sessions.ts";
import { newYorkDate, newYorkTime } from "./time.ts";

/** What the exchange is doing at one moment. */
export interface MarketState {
  /** Whether the regular session is in progress. */
  readonly isOpen: boolean;
  /** `pre-market` from 4:00, `post-market` until four hours after the close; null while closed. */
  readonly session: "pre-market" | "regular" | "post-market" | null;
  /** Name of today's holiday in New York, or null. */
  readonly holiday: string | null;
  /** Epoch ms at which the session in progress began, or null. */
  readonly openedAt: number | null;
  /** Epoch ms of the next opening, later than now. */
  readonly nextOpen: number;
  /** Epoch ms of the next close, later than now. */
  readonly nextClose: number;
}

const POST_MARKET_MS = 4 * 3_600_000;

/** The state of the New York exchanges at `now` (epoch ms). */
export function marketState(now: number, calendar: Calendar = BY_RULES): MarketState {
  const date = newYorkDate(now);
  const session = phase(now, date, calendar);
  return {
    isOpen: session === "regular",
    session,
    holiday: calendar.holidayOn(date),
    openedAt: calendar.sessionAt(now)?.open ?? null,
    nextOpen: calendar.nextOpen(now),
    nextClose: calendar.nextClose(now),
  };
}

function phase(now: number, date: string, calendar: Calendar): MarketState["session"] {
  const session = calendar.sessionOn(date);
  if (!session || now < newYorkTime(date, 4, 0) || now >= session.close + POST_MARKET_MS) return null;
  if (now < session.open) return "pre-market";
  return now < session.close ? "regular" : "post-market";
}
