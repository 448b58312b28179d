/** Time in a file's name, UTC: `YYYYMMDD_HHMMSS`. */
export type Stamp = string;

const STAMP = /^(\d{4})(\d{2})(\d{2})_(\d{2})(\d{2})(\d{2})$/;

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

/** Where a file of this stamp, or of an archive's month `YYYYMM`, stands in the order of files: archives come first. */
export function orderOf(stamp: Stamp): number {
  return Number(stamp.replace("_", ""));
}

function parse(text: string): number | null {
  const match = STAMP.exec(text);
  if (match === null) return null;
  const [, year, month, day, hour, minute, second] = match;
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  // Date.parse rolls 31 April over to May, and takes 24:00:00: neither would come back as it went in.
  return Number.isNaN(time) || stampOf(time) !== text ? null : time;
}
