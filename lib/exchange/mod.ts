/**
 * Sessions, holidays and the time of the New York exchanges; pure, by rules, for 2000 to 2035,
 * and by what is known better of single days.
 * All times are epoch milliseconds, all dates `YYYY-MM-DD` in New York.
 */
export { type ReadCorrections, readCorrections } from "./corrections.ts";
export { calendarOf, holidayOn, type YearCalendar } from "./holidays.ts";
export { type MarketState, marketState } from "./market_state.ts";
export {
  BY_RULES,
  Calendar,
  type Correction,
  type Hours,
  lastSession,
  nextClose,
  nextOpen,
  previousClose,
  type Session,
  sessionAt,
  sessionOn,
  sessionsBetween,
  type TimeOfDay,
} from "./sessions.ts";
export { dateOfDay, dayOfDate, newYorkDate, newYorkOffset, newYorkTime, weekdayOfDay } from "./time.ts";
