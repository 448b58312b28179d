import { calendarOf, isWeekend } from "./holidays.ts";
import { dateOfDay, dayOfDate, newYorkDate, newYorkTime } from "./time.ts";

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

interface Year {
  readonly sessions: readonly Session[];
  readonly byDate: ReadonlyMap<string, Session>;
}

/** On the first anniversary of September 11 trading began at noon. */
const LATE_OPENS: Readonly<Record<string, readonly [number, number]>> = { "2002-09-11": [12, 0] };

const years = new Map<number, Year>();

function yearOf(year: number): Year {
  const known = years.get(year);
  if (known) return known;
  const { holidays, halfDays } = calendarOf(year);
  const sessions: Session[] = [];
  const end = dayOfDate(`${year}-12-31`);
  for (let day = dayOfDate(`${year}-01-01`); day <= end; day++) {
    const date = dateOfDay(day);
    if (isWeekend(day) || holidays.has(date)) continue;
    const halfDay = halfDays.has(date);
    const [hour, minute] = LATE_OPENS[date] ?? [9, 30];
    sessions.push({
      date,
      open: newYorkTime(date, hour, minute),
      close: newYorkTime(date, halfDay ? 13 : 16, 0),
      halfDay,
    });
  }
  const made = { sessions, byDate: new Map(sessions.map((session) => [session.date, session])) };
  years.set(year, made);
  return made;
}

/** The session of a date `YYYY-MM-DD`; null on a weekend or holiday. Throws RangeError for what is no date. */
export function sessionOn(date: string): Session | null {
  dayOfDate(date);
  return yearOf(Number(date.slice(0, 4))).byDate.get(date) ?? null;
}

/** The regular session in progress at `now` (epoch ms), or null. */
export function sessionAt(now: number): Session | null {
  const session = latestOpened(now);
  return session && now < session.close ? session : null;
}

/** The first opening after `now`, epoch ms. */
export function nextOpen(now: number): number {
  return firstSession(now, (session) => session.open).open;
}

/** The first close after `now`, epoch ms: of the session in progress, else of the next one. */
export function nextClose(now: number): number {
  return firstSession(now, (session) => session.close).close;
}

/** The latest close at or before `now`, epoch ms. */
export function previousClose(now: number): number {
  const session = lastSession(now);
  return session.close <= now ? session.close : lastSession(session.open - 1).close;
}

/** The latest session that has opened at `now`, whether or not it is over. */
export function lastSession(now: number): Session {
  const session = latestOpened(now);
  if (!session) throw new RangeError(`Cannot find a session before "${now}"`);
  return session;
}

/** Sessions that overlap `fromMs` (inclusive) to `toMs` (exclusive), in order. */
export function sessionsBetween(fromMs: number, toMs: number): Session[] {
  if (!(fromMs < toMs)) return [];
  const found: Session[] = [];
  const last = yearAt(toMs);
  for (let year = yearAt(fromMs); year <= last; year++) {
    for (const session of yearOf(year).sessions) {
      if (session.close > fromMs && session.open < toMs) found.push(session);
    }
  }
  return found;
}

function yearAt(now: number): number {
  return Number(newYorkDate(now).slice(0, 4));
}

function latestOpened(now: number): Session | null {
  // A year's first days can lie before its first session: then it is the last of the year before.
  for (let year = yearAt(now), tries = 0; tries < 2; year--, tries++) {
    const { sessions } = yearOf(year);
    const session = sessions[firstAfter(sessions, now, opening) - 1];
    if (session) return session;
  }
  return null;
}

function firstSession(now: number, time: (session: Session) => number): Session {
  for (let year = yearAt(now), tries = 0; tries < 2; year++, tries++) {
    const { sessions } = yearOf(year);
    const session = sessions[firstAfter(sessions, now, time)];
    if (session) return session;
  }
  throw new RangeError(`Cannot find a session after "${now}"`);
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
