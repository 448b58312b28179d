import { calendarOf, holidayOn, isWeekend } from "./holidays.ts";
import { dateOfDay, dayOfDate, newYorkOffset, newYorkTime } from "./time.ts";

/** One regular trading session of the New York exchanges. */
export interface Session {
  /** `YYYY-MM-DD` in New York. */
  readonly date: string;
  /** Epoch ms, 9:30 in New York. */
  readonly open: number;
  /** Epoch ms, 16:00 in New York, 13:00 on a half day. The session is over at this instant. */
  readonly close: number;
  readonly halfDay: boolean;
}

/** Hour and minute of New York's wall clock. */
export type TimeOfDay = readonly [hour: number, minute: number];

/** When a day's regular session begins and ends. */
export interface Hours {
  readonly open: TimeOfDay;
  readonly close: TimeOfDay;
}

/** What is known better than the rules of one weekday: an unscheduled closure, another half day, a holiday undone. */
export interface Correction {
  /** `YYYY-MM-DD` in New York. */
  readonly date: string;
  /** Why: the holiday's name. */
  readonly name: string;
  /** `null`: closed all day. */
  readonly hours: Hours | null;
}

interface Year {
  readonly sessions: readonly Session[];
  readonly byDate: ReadonlyMap<string, Session>;
}

const OPEN: TimeOfDay = [9, 30], CLOSE: TimeOfDay = [16, 0], EARLY_CLOSE: TimeOfDay = [13, 0];

/** On the first anniversary of September 11 trading began at noon. */
const LATE_OPENS: Readonly<Record<string, TimeOfDay>> = { "2002-09-11": [12, 0] };

/** The sessions of the New York exchanges: those of the rules, with what is known better of single days. */
export class Calendar {
  readonly #corrections: ReadonlyMap<string, Correction>;
  readonly #years = new Map<number, Year>();

  constructor(corrections: readonly Correction[] = []) {
    this.#corrections = new Map(corrections.map((correction) => [correction.date, correction]));
  }

  /** The session of a date `YYYY-MM-DD`; null on a weekend or holiday. Throws RangeError for what is no date. */
  sessionOn(date: string): Session | null {
    dayOfDate(date);
    return this.#yearOf(Number(date.slice(0, 4))).byDate.get(date) ?? null;
  }

  /** Name of the holiday on a date `YYYY-MM-DD`, or null. A weekend is no holiday. */
  holidayOn(date: string): string | null {
    const correction = this.#corrections.get(date);
    if (correction === undefined) return holidayOn(date);
    return correction.hours === null ? correction.name : null;
  }

  /** The regular session in progress at `now` (epoch ms), or null. */
  sessionAt(now: number): Session | null {
    const session = this.#latestOpened(now);
    return session && now < session.close ? session : null;
  }

  /** The first opening after `now`, epoch ms. */
  nextOpen(now: number): number {
    return this.#firstSession(now, (session) => session.open).open;
  }

  /** The first close after `now`, epoch ms: of the session in progress, else of the next one. */
  nextClose(now: number): number {
    return this.#firstSession(now, (session) => session.close).close;
  }

  /** The latest close at or before `now`, epoch ms. */
  previousClose(now: number): number {
    const session = this.lastSession(now);
    return session.close <= now ? session.close : this.lastSession(session.open - 1).close;
  }

  /** The latest session that has opened at `now`, whether or not it is over. */
  lastSession(now: number): Session {
    const session = this.#latestOpened(now);
    if (!session) throw new RangeError(`Cannot find a session before "${now}"`);
    return session;
  }

  /** Sessions that overlap `fromMs` (inclusive) to `toMs` (exclusive), in order. */
  sessionsBetween(fromMs: number, toMs: number): Session[] {
    if (!(fromMs < toMs)) return [];
    const found: Session[] = [];
    const last = yearAt(toMs);
    for (let year = yearAt(fromMs); year <= last; year++) {
      for (const session of this.#yearOf(year).sessions) {
        if (session.close > fromMs && session.open < toMs) found.push(session);
      }
    }
    return found;
  }

  #yearOf(year: number): Year {
    const known = this.#years.get(year);
    if (known) return known;
    const sessions: Session[] = [];
    const end = dayOfDate(`${year}-12-31`);
    for (let day = dayOfDate(`${year}-01-01`); day <= end; day++) {
      const session = isWeekend(day) ? null : this.#make(dateOfDay(day));
      if (session !== null) sessions.push(session);
    }
    const made = { sessions, byDate: new Map(sessions.map((session) => [session.date, session])) };
    this.#years.set(year, made);
    return made;
  }

  /** @param date of a weekday */
  #make(date: string): Session | null {
    const { open, close } = this.#corrections.get(date)?.hours ?? {};
    const hours = this.#corrections.has(date) ? (open && close ? { open, close } : null) : hoursByRule(date);
    if (hours === null) return null;
    return {
      date,
      open: newYorkTime(date, ...hours.open),
      close: newYorkTime(date, ...hours.close),
      halfDay: hours.close[0] < CLOSE[0],
    };
  }

  #latestOpened(now: number): Session | null {
    // A year's first days can lie before its first session: then it is the last of the year before.
    for (let year = yearAt(now), tries = 0; tries < 2; year--, tries++) {
      const { sessions } = this.#yearOf(year);
      const session = sessions[firstAfter(sessions, now, opening) - 1];
      if (session) return session;
    }
    return null;
  }

  #firstSession(now: number, time: (session: Session) => number): Session {
    for (let year = yearAt(now), tries = 0; tries < 2; year++, tries++) {
      const { sessions } = this.#yearOf(year);
      const session = sessions[firstAfter(sessions, now, time)];
      if (session) return session;
    }
    throw new RangeError(`Cannot find a session after "${now}"`);
  }
}

/** Opening and close that the rules give a weekday; null on a holiday. */
export function hoursByRule(date: string): Hours | null {
  const { holidays, halfDays } = calendarOf(Number(date.slice(0, 4)));
  if (holidays.has(date)) return null;
  return { open: LATE_OPENS[date] ?? OPEN, close: halfDays.has(date) ? EARLY_CLOSE : CLOSE };
}

/** The calendar of the rules alone. */
export const BY_RULES: Calendar = new Calendar();

/** As {@linkcode Calendar.sessionOn}, by the rules. */
export function sessionOn(date: string): Session | null {
  return BY_RULES.sessionOn(date);
}

/** As {@linkcode Calendar.sessionAt}, by the rules. */
export function sessionAt(now: number): Session | null {
  return BY_RULES.sessionAt(now);
}

/** As {@linkcode Calendar.nextOpen}, by the rules. */
export function nextOpen(now: number): number {
  return BY_RULES.nextOpen(now);
}

/** As {@linkcode Calendar.nextClose}, by the rules. */
export function nextClose(now: number): number {
  return BY_RULES.nextClose(now);
}

/** As {@linkcode Calendar.previousClose}, by the rules. */
export function previousClose(now: number): number {
  return BY_RULES.previousClose(now);
}

/** As {@linkcode Calendar.lastSession}, by the rules. */
export function lastSession(now: number): Session {
  return BY_RULES.lastSession(now);
}

/** As {@linkcode Calendar.sessionsBetween}, by the rules. */
export function sessionsBetween(fromMs: number, toMs: number): Session[] {
  return BY_RULES.sessionsBetween(fromMs, toMs);
}

/** In New York; asked of every quote, so no text is made of it. */
function yearAt(now: number): number {
  return new Date(now + newYorkOffset(now)).getUTCFullYear();
}

function opening(session: Session): number {
  return session.open;
}

/** Index of the first session whose `time` is later than `now`. */
function firstAfter(sessions: readonly Session[], now: number, time: (session: Session) => number): number {
  let low = 0, high = sessions.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const session = sessions[middle];
    if (session && time(session) <= now) low = middle + 1;
    else high = middle;
  }
  return low;
}
