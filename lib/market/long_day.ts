import { formatCalendarDay } from "./format.ts";

/**
 * A calendar day in full: `Friday, November 20`, with its year where that is another than today's.
 * @param date `YYYY-MM-DD`
 * @param today `YYYY-MM-DD`
 */
export function formatLongDay(date: string, today: string): string {
  const isThisYear = date.slice(0, 4) === today.slice(0, 4);
  return formatCalendarDay(isThisYear ? "longDay" : "longDayOfYear", date);
}
