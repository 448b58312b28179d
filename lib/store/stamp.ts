/** Time in a file's name, UTC: `YYYYMMDD_HHMMSS`. */
export type Stamp = string;

const STAMP = /^\d{8}_\d{6}$/;

/**
 * Stamp of a moment; what is finer than a second is cut off.
 * @param ms epoch milliseconds
 * @throws {RangeError} when the moment is not in the years 0 to 9999
 */
export function stampOf(ms: number): Stamp {
  const iso = new Date(ms).toISOString();
  if (iso.length !== 24) throw new RangeError(`Cannot stamp ${ms}: wanted a year from 0 to 9999`);
  return iso.slice(0, 19).replaceAll("-", "").replaceAll(":", "").replace("T", "_");
}

/**
 * Moment of a stamp, epoch milliseconds.
 * @throws {RangeError} when the text is no stamp or names no real time (`20240230_000000`)
 */
export function timeOfStamp(stamp: Stamp): number {
  const time = parse(stamp);
  if (time === null) throw new RangeError(`Cannot read stamp "${stamp}": wanted a time as YYYYMMDD_HHMMSS`);
  return time;
}

/** Whether a text is a stamp of a real time. */
export function isStamp(text: string): boolean {
  return parse(text) !== null;
}

/**
 * Where a file of this stamp, or of an archive's month `YYYYMM`, stands in the order of files: an archive before all
 * files of its month and after those of the months before.
 */
export function orderOf(stamp: Stamp): number {
  return stamp.length === 6 ? Number(stamp) * 1e8 : Number(stamp.slice(0, 8)) * 1e6 + Number(stamp.slice(9));
}

/** Stamp of the last second of a month `YYYYMM`. */
export function lastStampOf(month: string): Stamp {
  return stampOf(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(4)), 1) - 1000);
}

/** After so long the calendar is the same again. */
const FOUR_CENTURIES_MS = 146_097 * 86_400_000;
const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function parse(text: string): number | null {
  if (!STAMP.test(text)) return null;
  const [date, clock] = [Number(text.slice(0, 8)), Number(text.slice(9))];
  const [year, month, day] = [Math.floor(date / 10_000), Math.floor(date / 100) % 100, date % 100];
  const [hour, minute, second] = [Math.floor(clock / 10_000), Math.floor(clock / 100) % 100, clock % 100];
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = month === 2 && isLeap ? 29 : DAYS_IN_MONTH[month - 1] ?? 0;
  if (day < 1 || day > days || hour > 23 || minute > 59 || second > 59) return null;
  // Date.UTC takes a year below 100 for one of the last century.
  return Date.UTC(year + 400, month - 1, day, hour, minute, second) - FOUR_CENTURIES_MS;
}
