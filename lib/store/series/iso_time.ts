const DAY_MS = 86_400_000;
const ZERO = 48;
const DASH = 45;
const COLON = 58;
/** Length of `2026-05-22`, and of `2026-05-22T20:15:00.000Z`. */
const DATE_LENGTH = 10;
const TIME_LENGTH = 24;
const DAYS_IN_MONTH = [0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

let nameOfDay = NaN;
let parsedDay = NaN;

/**
 * Epoch milliseconds of the bytes of a `date` or `datetime` cell in the one form that this project writes, which is
 * found again from the number; `NaN` for any other. Much faster than `Date.parse` of a text made first.
 */
export function parseIso(bytes: Uint8Array, start: number, end: number, isDate: boolean): number {
  if (end - start !== (isDate ? DATE_LENGTH : TIME_LENGTH)) return NaN;
  if (bytes[start + 4] !== DASH || bytes[start + 7] !== DASH) return NaN;
  const year = two(bytes, start) * 100 + two(bytes, start + 2);
  const month = two(bytes, start + 5);
  const day = two(bytes, start + 8);
  // NaN fails every comparison.
  if (!(year >= 0 && month >= 1 && month <= 12 && day >= 1 && day <= (DAYS_IN_MONTH[month] ?? 0))) return NaN;
  if (month === 2 && day === 29 && !(year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0))) return NaN;
  const name = (year * 12 + month) * 31 + day;
  // Rows come by time: most are of the day before's.
  if (name !== nameOfDay) {
    nameOfDay = name;
    parsedDay = dayOf(year, month, day) * DAY_MS;
  }
  const date = parsedDay;
  if (isDate) return date;
  if (
    bytes[start + 10] !== 84 || bytes[start + 13] !== COLON || bytes[start + 16] !== COLON ||
    bytes[start + 19] !== 46 || bytes[start + 23] !== 90
  ) return NaN;
  const hour = two(bytes, start + 11);
  const minute = two(bytes, start + 14);
  const second = two(bytes, start + 17);
  const ms = two(bytes, start + 20) * 10 + digit(bytes, start + 22);
  if (!(hour < 24 && minute < 60 && second < 60 && ms >= 0)) return NaN;
  return date + hour * 3_600_000 + minute * 60_000 + second * 1000 + ms;
}

/** The same of a text. */
export function parseIsoText(text: string, isDate: boolean): number {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = Math.min(255, text.charCodeAt(i));
  return parseIso(bytes, 0, bytes.length, isDate);
}

let textDay = NaN;
let textOfDay = "";

/** The cell's text again. */
export function isoText(ms: number, isDate: boolean): string {
  const day = Math.floor(ms / DAY_MS);
  // Rows come by time: most are of the day before's.
  if (day !== textDay) {
    textOfDay = new Date(day * DAY_MS).toISOString().slice(0, DATE_LENGTH);
    textDay = day;
  }
  if (isDate) return textOfDay;
  const rest = ms - day * DAY_MS;
  const seconds = Math.floor(rest / 1000);
  return `${textOfDay}T${TWO[Math.floor(seconds / 3600)]}:${TWO[Math.floor(seconds / 60) % 60]}:` +
    `${TWO[seconds % 60]}.${THREE(rest % 1000)}Z`;
}

const TWO = Array.from({ length: 60 }, (_, value) => String(value).padStart(2, "0"));
const THREE = (value: number) => value === 0 ? "000" : String(value).padStart(3, "0");

function digit(bytes: Uint8Array, at: number): number {
  const value = (bytes[at] ?? 0) - ZERO;
  return value >= 0 && value <= 9 ? value : NaN;
}

function two(bytes: Uint8Array, at: number): number {
  const tens = (bytes[at] ?? 0) - ZERO;
  const ones = (bytes[at + 1] ?? 0) - ZERO;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NaN;
}

/** Days since 1970-01-01 in the Gregorian calendar (Howard Hinnant's `days_from_civil`). */
function dayOf(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) +
    dayOfYear -
    719_468;
}
