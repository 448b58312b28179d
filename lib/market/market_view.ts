import { BY_RULES, Calendar, type Correction, type MarketState, marketState } from "@/lib/exchange/mod.ts";

/** What the exchange is doing, as pages, API and event stream give it. Times are ISO 8601 UTC. */
export interface MarketView {
  readonly is_open: boolean;
  readonly session: "pre-market" | "regular" | "post-market" | null;
  readonly holiday: string | null;
  /** When the session in progress began; `null` while closed, and where the exchange is open round the clock. */
  readonly opened_at: string | null;
  /** `null` where the exchange is open round the clock. */
  readonly next_open: string | null;
  readonly next_close: string | null;
  readonly previous_close: string | null;
  /** Who says so: our calendar of rules, or the provider, which knows better when it disagrees. */
  readonly source: "calendar" | "provider";
}

/** What the provider last said about the exchange. */
export interface ProviderStatus {
  readonly isOpen: boolean;
  readonly session: string | null;
  readonly holiday: string | null;
  /** Epoch milliseconds. */
  readonly fetchedAt: number;
}

/** The rules of an exchange's day. */
export interface ExchangeCalendar {
  state(now: number): MarketState;
  /** Epoch milliseconds, `null` where it never closes. */
  previousClose(now: number): number | null;
}

const NONE: readonly Correction[] = [];

/** New York's hours, by rules. */
export const NEW_YORK: ExchangeCalendar = correctedCalendar(() => NONE);

/**
 * New York's hours, by rules and by what is known better of single days.
 * @param corrections asked before every answer; the same array while nothing changed
 */
export function correctedCalendar(corrections: () => readonly Correction[]): ExchangeCalendar {
  let known: readonly Correction[] = [];
  let calendar = BY_RULES;
  const current = () => {
    const read = corrections();
    if (read === known) return calendar;
    known = read;
    return calendar = read.length === 0 ? BY_RULES : new Calendar(read);
  };
  return {
    state: (now) => marketState(now, current()),
    previousClose: (now) => current().previousClose(now),
  };
}

/** The demo's exchange, which is open round the clock. */
export const ROUND_THE_CLOCK: ExchangeCalendar = {
  state: () => ({
    isOpen: true,
    session: "regular",
    holiday: null,
    openedAt: null,
    nextOpen: Infinity,
    nextClose: Infinity,
  }),
  previousClose: () => null,
};

/** A contradiction by the provider counts until it had two slots' time to repeat it. */
const CONTRADICTION_MS = 30 * 60_000;

/** Around the bell, where the slots lie too, the provider's clock and cache may be this far from ours. */
const BELL_MS = 2 * 60_000;

/**
 * The state of the exchange now: by the calendar, unless the provider said otherwise at a moment not
 * long ago, an unscheduled closure for instance.
 */
export function marketView(
  calendar: ExchangeCalendar,
  provider: ProviderStatus | null,
  now: number,
): MarketView {
  const state = calendar.state(now);
  const times = {
    next_open: isoOf(state.nextOpen),
    next_close: isoOf(state.nextClose),
    previous_close: isoOf(calendar.previousClose(now)),
  };
  if (provider !== null && contradicts(provider, calendar, now)) {
    return {
      ...times,
      is_open: provider.isOpen,
      opened_at: null,
      session: sessionOf(provider),
      holiday: provider.holiday,
      source: "provider",
    };
  }
  return {
    ...times,
    is_open: state.isOpen,
    opened_at: isoOf(state.openedAt),
    session: state.session,
    holiday: state.holiday,
    source: "calendar",
  };
}

function contradicts(
  { isOpen, fetchedAt }: ProviderStatus,
  calendar: ExchangeCalendar,
  now: number,
): boolean {
  return now - fetchedAt <= CONTRADICTION_MS &&
    [fetchedAt - BELL_MS, fetchedAt, fetchedAt + BELL_MS].every((at) => calendar.state(at).isOpen !== isOpen);
}

function sessionOf({ isOpen, session }: ProviderStatus): MarketView["session"] {
  if (session === "pre-market" || session === "regular" || session === "post-market") return session;
  return isOpen ? "regular" : null;
}

function isoOf(at: number | null): string | null {
  return at === null || !Number.isFinite(at) ? null : new Date(at).toISOString();
}
