import {
  dateOfDay,
  dayOfDate,
  lastSession,
  newYorkDate,
  newYorkTime,
  type Session,
  sessionsBetween,
} from "@/lib/exchange/mod.ts";

/** `always`: a day is a calendar day of New York, without a break; `exchange`: the real exchange's sessions. */
export type Hours = "always" | "exchange";

/** One day of the simulated market. */
export interface TradingDay {
  /** `YYYY-MM-DD` in New York. */
  readonly date: string;
  /** Epoch ms of the first price. */
  readonly open: number;
  /** Epoch ms of the last price; open round the clock, this is the next day's opening. */
  readonly close: number;
  /** Place on the daily price walk. */
  readonly index: number;
  /** Place of the trading day before. */
  readonly previousIndex: number;
}

/** The latest trading day that has begun at `at` (epoch ms). */
export function tradingDayAt(at: number, hours: Hours): TradingDay {
  return hours === "always" ? calendarDay(dayOfDate(newYorkDate(at))) : sessionDay(lastSession(at));
}

/** The trading day before another one. */
export function dayBefore(day: TradingDay, hours: Hours): TradingDay {
  return tradingDayAt(day.open - 1, hours);
}

/** Trading days that overlap `from` (inclusive) to `to` (exclusive), in order. */
export function tradingDaysBetween(from: number, to: number, hours: Hours): TradingDay[] {
  if (!(from < to)) return [];
  if (hours === "exchange") return sessionsBetween(from, to).map(sessionDay);
  const days: TradingDay[] = [];
  const last = dayOfDate(newYorkDate(to - 1));
  for (let day = dayOfDate(newYorkDate(from)); day <= last; day++) days.push(calendarDay(day));
  return days;
}

function calendarDay(day: number): TradingDay {
  const date = dateOfDay(day);
  return {
    date,
    open: newYorkTime(date, 0, 0),
    close: newYorkTime(dateOfDay(day + 1), 0, 0),
    index: day,
    previousIndex: day - 1,
  };
}

/** A session is one object for good: its place on the walk is counted once. */
const places = new WeakMap<Session, TradingDay>();

function sessionDay(session: Session): TradingDay {
  const known = places.get(session);
  if (known !== undefined) return known;
  const day = {
    date: session.date,
    open: session.open,
    close: session.close,
    index: weekdayNumber(session.date),
    previousIndex: weekdayNumber(lastSession(session.open - 1).date),
  };
  places.set(session, day);
  return day;
}

/** Counts weekdays, so that a weekend is one step of the walk and a holiday two. */
function weekdayNumber(date: string): number {
  const sinceMonday = dayOfDate(date) - 4;
  return Math.floor(sinceMonday / 7) * 5 + Math.min(sinceMonday - Math.floor(sinceMonday / 7) * 7, 4);
}
