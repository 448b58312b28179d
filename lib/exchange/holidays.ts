import { dateOfDay, dayOfDate, weekdayOfDay } from "./time.ts";

const SUNDAY = 0, MONDAY = 1, THURSDAY = 4, FRIDAY = 5, SATURDAY = 6;

/** The days of one year on which the exchange does not trade, or not until 16:00. */
export interface YearCalendar {
  /** Date to name of full-day closures on weekdays. */
  readonly holidays: ReadonlyMap<string, string>;
  /** Date to reason of the days that close at 13:00. */
  readonly halfDays: ReadonlyMap<string, string>;
}

/** Closures no rule foresees, from the exchange's own notices. */
const SPECIAL_CLOSURES: Readonly<Record<string, string>> = {
  "2001-09-11": "September 11 attacks",
  "2001-09-12": "September 11 attacks",
  "2001-09-13": "September 11 attacks",
  "2001-09-14": "September 11 attacks",
  "2004-06-11": "Day of Mourning for Ronald Reagan",
  "2007-01-02": "Day of Mourning for Gerald Ford",
  "2012-10-29": "Hurricane Sandy",
  "2012-10-30": "Hurricane Sandy",
  "2018-12-05": "Day of Mourning for George H. W. Bush",
  "2025-01-09": "Day of Mourning for Jimmy Carter",
};

const calendars = new Map<number, YearCalendar>();

/**
 * Holidays and half days of the New York Stock Exchange in a year, by its Rule 7.2 and its notices.
 * Right for 2000 to 2035; other years get today's rules.
 */
export function calendarOf(year: number): YearCalendar {
  const known = calendars.get(year);
  if (known) return known;
  const holidays = holidaysOf(year);
  const calendar = { holidays, halfDays: halfDaysOf(year, holidays) };
  calendars.set(year, calendar);
  return calendar;
}

/** Name of the holiday on a date `YYYY-MM-DD`, or null. A weekend is no holiday. */
export function holidayOn(date: string): string | null {
  dayOfDate(date);
  return calendarOf(Number(date.slice(0, 4))).holidays.get(date) ?? null;
}

function holidaysOf(year: number): Map<string, string> {
  const days: [number, string][] = [
    [nthWeekday(year, 1, MONDAY, 3), "Martin Luther King Jr. Day"],
    [nthWeekday(year, 2, MONDAY, 3), "Washington's Birthday"],
    [easterSunday(year) - 2, "Good Friday"],
    [nthWeekday(year, 6, MONDAY, 1) - 7, "Memorial Day"],
    [observed(dayOf(year, 7, 4)), "Independence Day"],
    [nthWeekday(year, 9, MONDAY, 1), "Labor Day"],
    [nthWeekday(year, 11, THURSDAY, 4), "Thanksgiving Day"],
    [observed(dayOf(year, 12, 25)), "Christmas Day"],
  ];
  // On a Saturday New Year's Day is not moved: the Friday before ends the accounting year.
  const newYear = dayOf(year, 1, 1);
  if (weekdayOfDay(newYear) !== SATURDAY) days.push([observed(newYear), "New Year's Day"]);
  if (year >= 2022) days.push([observed(dayOf(year, 6, 19)), "Juneteenth"]);
  for (const [date, name] of Object.entries(SPECIAL_CLOSURES)) {
    if (date.startsWith(`${year}-`)) days.push([dayOfDate(date), name]);
  }
  days.sort((a, b) => a[0] - b[0]);
  return new Map(days.map(([day, name]) => [dateOfDay(day), name]));
}

function halfDaysOf(year: number, holidays: ReadonlyMap<string, string>): Map<string, string> {
  const days: [number, string][] = [];
  const july4 = dayOf(year, 7, 4);
  // A Thursday the 4th had its half day on the Friday after it until 2012, since then on the Wednesday before.
  if (weekdayOfDay(july4) === THURSDAY && year < 2013) days.push([july4 + 1, "Day after Independence Day"]);
  else days.push([july4 - 1, "Day before Independence Day"]);
  days.push([nthWeekday(year, 11, THURSDAY, 4) + 1, "Day after Thanksgiving"]);
  days.push([dayOf(year, 12, 24), "Christmas Eve"]);
  if (year === 2003) days.push([dayOf(year, 12, 26), "Day after Christmas"]);
  const trading = days.filter(([day]) => !isWeekend(day) && !holidays.has(dateOfDay(day)));
  return new Map(trading.map(([day, name]) => [dateOfDay(day), name]));
}

/** Saturday's holiday is kept on Friday, Sunday's on Monday. */
function observed(day: number): number {
  const weekday = weekdayOfDay(day);
  return weekday === SATURDAY ? day - 1 : weekday === SUNDAY ? day + 1 : day;
}

/** Whether a day (days since 1970-01-01) is a Saturday or Sunday. */
export function isWeekend(day: number): boolean {
  const weekday = weekdayOfDay(day);
  return weekday < MONDAY || weekday > FRIDAY;
}

function dayOf(year: number, month: number, day: number): number {
  return Date.UTC(year, month - 1, day) / 86_400_000;
}

function nthWeekday(year: number, month: number, weekday: number, nth: number): number {
  const first = dayOf(year, month, 1);
  return first + (weekday - weekdayOfDay(first) + 7) % 7 + (nth - 1) * 7;
}

/** Western Easter, the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, chapter 8). */
function easterSunday(year: number): number {
  const a = year % 19, b = Math.floor(year / 100), c = year % 100;
  const d = Math.floor(b / 4), e = b % 4, f = Math.floor((b + 8) / 25), g = Math.floor((b - f + 1) / 3);
  const h = (19 * a + b - d - g + 15) % 30, i = Math.floor(c / 4), k = c % 4;
  const l = (32 + 2 * e + 2 * i - h - k) % 7, m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  return dayOf(year, Math.floor(n / 31), n % 31 + 1);
}
