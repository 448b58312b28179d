import {
  dateOfDay,
  dayOfDate,
  lastSession,
  newYorkDate,
  newYorkTime,
  sessionsBetween,
} from "@/lib/exchange/mod.ts";

/** One day of trading, epoch milliseconds. */
export interface TradingDay {
  /** `YYYY-MM-DD` in New York. */
  readonly date: string;
  readonly open: number;
  readonly close: number;
}

/** The days on which there are prices. */
export interface TradingDays {
  /** The latest day that has begun at a time. */
  at(time: number): TradingDay;
  /** How many days later `to` is: 0 the same, 1 the next. */
  apart(from: TradingDay, to: TradingDay): number;
}

/** Sessions of the New York exchanges. */
export const NEW_YORK_DAYS: TradingDays = {
  at: lastSession,
  apart(from, to) {
    if (from.date === to.date) return 0;
    // The usual case, without looking through a year.
    if (lastSession(to.open - 1).date === from.date) return 1;
    return sessionsBetween(from.close, to.close).length;
  },
};

/** The demo's exchange, which never closes: days are those of New York's calendar. */
export const ROUND_THE_CLOCK_DAYS: TradingDays = {
  at: (time) => {
    const date = newYorkDate(time);
    return { date, open: newYorkTime(date, 0, 0), close: newYorkTime(dateOfDay(dayOfDate(date) + 1), 0, 0) };
  },
  apart: (from, to) => dayOfDate(to.date) - dayOfDate(from.date),
};
