/**
 * Epoch milliseconds as the one form every `datetime` cell has, `2026-05-22T20:00:00.000Z`: the same length always,
 * so that cells sort as text and readers that infer one format per column (pandas) are right.
 *
 * @throws {RangeError} for a time that is no number.
 */
export function isoTime(epochMs: number): string {
  return new Date(epochMs).toISOString();
}

/** Epoch milliseconds as `YYYY-MM-DD` in UTC, for the windows asked of the provider. */
export function utcDate(epochMs: number): string {
  return isoTime(epochMs).slice(0, 10);
}

/** Whether the calendar has that day `YYYY-MM-DD`: `Date` rolls 30 February over, so the text must come back. */
export function isDay(date: string): boolean {
  const time = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(time) && utcDate(time) === date;
}

/** The pipeline's step, and the width of an intraday bar. */
export const QUARTER_HOUR_MS = 15 * 60_000;
/** One hour. */
export const HOUR_MS = 3_600_000;
/** One week. */
export const WEEK_MS = 7 * 86_400_000;
/** One day of 24 hours, for windows; the window of a day in New York can be an hour longer or shorter. */
export const DAY_MS = 86_400_000;
