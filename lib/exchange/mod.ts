/**
 * Sessions, holidays and the time of the New York exchanges; pure, by rules, for 2000 to 2035.
 * All times are epoch milliseconds, all dates `YYYY-MM-DD` in New York.
 */
export { calendarOf, holidayOn, type YearCalendar } from "./holidays.ts";
export { type MarketState, marketState } from "./market_state.ts";
export {
  lastSession,
  nextClose,
  nextOpen,
  previousClose,
  type Session,
  sessionAt,
  sessionOn,
  sessionsBetween,
} from "./sessions.ts";
export { dateOfDay, dayOfDate, newYorkDate, newYorkOffset, newYorkTime, weekdayOfDay } from "./time.ts";
