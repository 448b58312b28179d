/** One day in milliseconds, for calendar arithmetic in UTC; a New York day can have 23 or 25 hours. */
export const DAY_MS = 86_400_000;

const HOUR_MS = 3_600_000;
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

interface DaylightSaving {
  readonly start: number;
  readonly end: number;
}

/** Temporal costs microseconds a call, this table is asked per quote: one entry a year, never more than are used. */
const daylightByYear = new Map<number, DaylightSaving>();

function daylightSaving(year: number): DaylightSaving {
  const known = daylightByYear.get(year);
  if (known) return known;
  const newYear = Temporal.ZonedDateTime.from(`${yearText(year)}-01-01T00:00[America/New_York]`);
  const start = newYear.getTimeZoneTransition("next");
  const end = start?.getTimeZoneTransition("next");
  if (!start || !end) throw new RangeError(`Cannot tell daylight saving time of year "${year}"`);
  const found = { start: start.epochMilliseconds, end: end.epochMilliseconds };
  daylightByYear.set(year, found);
  return found;
}

function yearText(year: number): string {
  if (!(year >= 1970 && year <= 2999)) {
    throw new RangeError(`Cannot compute exchange hours: year "${year}", expected 1970 to 2999`);
  }
  return String(year);
}

/** Milliseconds to add to UTC to get New York's wall clock at `now`: -5 h, or -4 h in summer. */
export function newYorkOffset(now: number): number {
  const { start, end } = daylightSaving(new Date(now).getUTCFullYear());
  return now >= start && now < end ? -4 * HOUR_MS : -5 * HOUR_MS;
}

/**
 * The calendar date in New York at `now` (epoch ms), `YYYY-MM-DD`.
 * Throws RangeError for a time that is no number or outside 1970 to 2999.
 */
export function newYorkDate(now: number): string {
  return dateOfDay(Math.floor((now + newYorkOffset(now)) / DAY_MS));
}

/** Epoch ms at which New York's wall clock shows `hour`:`minute` on `date` (hours outside the DST change at 2:00). */
export function newYorkTime(date: string, hour: number, minute: number): number {
  const wall = dayOfDate(date) * DAY_MS + hour * HOUR_MS + minute * 60_000;
  const summer = wall + 4 * HOUR_MS;
  // Wrong by one guess only between 1:00 and 2:00 of the autumn change, which names the hour twice: the first is meant.
  return newYorkOffset(summer) === -4 * HOUR_MS ? summer : wall + 5 * HOUR_MS;
}

/** Days since 1970-01-01 of a date `YYYY-MM-DD`. Throws RangeError for any other text, 2023-02-30 included. */
export function dayOfDate(date: string): number {
  const match = DATE.exec(date);
  const day = match ? Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])) / DAY_MS : NaN;
  if (Number.isNaN(day) || dateOfDay(day) !== date) {
    throw new RangeError(`Cannot read date "${date}": expected YYYY-MM-DD`);
  }
  return day;
}

/** `YYYY-MM-DD` of a number of days since 1970-01-01. */
export function dateOfDay(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** Day of the week of a number of days since 1970-01-01: 0 is Sunday. */
export function weekdayOfDay(day: number): number {
  return ((day + 4) % 7 + 7) % 7;
}
