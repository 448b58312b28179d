import { dateOfDay } from "@/lib/exchange/mod.ts";

/** Which of two numbers in `03/04/2024` is the month. */
export type DateOrder = "mdy" | "dmy";

/** How a file writes its dates, for the report. */
export type DateForm =
  | "YYYY-MM-DD"
  | "YYYYMMDD"
  | "MM/DD/YYYY"
  | "DD/MM/YYYY"
  | "DD-Mon-YYYY"
  | "Mon DD, YYYY"
  | "epoch seconds"
  | "epoch milliseconds"
  | "epoch microseconds"
  | "epoch nanoseconds";

/** A date or time as a cell has it. */
export interface Moment {
  /** The date, or two of them where the cell can be read in both orders; null: no calendar has the day. */
  readonly date: Readonly<Record<DateOrder, string | null>>;
  readonly isAmbiguous: boolean;
  /** Milliseconds since midnight; null where the cell has a date alone. */
  readonly time: number | null;
  /** Milliseconds to add to UTC; null where the cell does not say. */
  readonly offset: number | null;
  readonly form: (order: DateOrder) => DateForm;
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const DAY_MS = 86_400_000;

const YEAR_FIRST = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)/;
const YEAR_LAST = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?!\d)/;
const COMPACT = /^((?:19|20|21)\d{2})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?)?(?!\d)/;
const DAY_MONTH = /^(\d{1,2})[-\s./]*([a-z]{3,9})\.?[-\s./,]*(\d{4}|\d{2})(?!\d)/i;
const MONTH_DAY = /^([a-z]{3,9})\.?[-\s]*(\d{1,2})(?:st|nd|rd|th)?[-\s,]+(\d{4}|\d{2})(?!\d)/i;
const WEEKDAY = /^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+/i;
const TIME = /^(\d{1,2}):?(\d{2})(?::?(\d{2})(?:[.,]\d{1,9})?)?\s*([ap]\.?m\.?)?$/i;
const ZONE = /\s*(z|utc|gmt|est|edt|[+-]\d{2}(?::?\d{2})?)$/i;
const ZONES: Readonly<Record<string, number>> = { z: 0, utc: 0, gmt: 0, est: -5, edt: -4 };
const EPOCHS: readonly [digits: number, unit: DateForm, perMs: number][] = [
  [10, "epoch seconds", 1e-3],
  [13, "epoch milliseconds", 1],
  [16, "epoch microseconds", 1e3],
  [19, "epoch nanoseconds", 1e6],
];

/**
 * Reads a date, or date and time, in one of the forms of price files; `null` for any other text.
 * @param nowYear two digits of a year mean the latest one that is not after this
 */
export function readMoment(cell: string, nowYear: number): Moment | null {
  const epoch = readEpoch(cell);
  if (epoch !== null) return epoch;
  const text = cell.replace(WEEKDAY, "");
  const head = readDate(text, nowYear);
  if (head === null) return null;
  const rest = text.slice(head.length).replace(/^(?:t|\s|,)+/i, "");
  if (rest === "") return { ...head, time: head.time, offset: null };
  if (head.time !== null) return null;
  const zone = ZONE.exec(rest);
  const time = readTimeOfDay(zone === null ? rest : rest.slice(0, zone.index));
  return time === null ? null : { ...head, time, offset: zone?.[1] === undefined ? null : offsetOf(zone[1]) };
}

/** Milliseconds since midnight of `09:30`, `4:00 PM`, `153000`; `null` for any other text. */
export function readTimeOfDay(cell: string): number | null {
  const match = TIME.exec(cell.length === 5 && /^\d+$/.test(cell) ? `0${cell}` : cell);
  if (match === null) return null;
  const [, hourText, minute = "0", second = "0", half = ""] = match;
  let hour = Number(hourText);
  if (half !== "") {
    if (hour < 1 || hour > 12) return null;
    hour = hour % 12 + (/^p/i.test(half) ? 12 : 0);
  }
  if (hour > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  return ((hour * 60 + Number(minute)) * 60 + Number(second)) * 1000;
}

interface Head {
  readonly date: Moment["date"];
  readonly isAmbiguous: boolean;
  readonly form: Moment["form"];
  readonly time: number | null;
  /** Characters read. */
  readonly length: number;
}

function readDate(text: string, nowYear: number): Head | null {
  let match = YEAR_FIRST.exec(text);
  if (match !== null) return sure(match, match[1], match[3], match[4], "YYYY-MM-DD");
  match = COMPACT.exec(text);
  if (match !== null) {
    const [, year, month, day, hour, minute, second = "00"] = match;
    const time = hour === undefined ? null : readTimeOfDay(`${hour}:${minute}:${second}`);
    if (hour !== undefined && time === null) return null;
    return { ...sure(match, year, month, day, "YYYYMMDD"), time };
  }
  match = YEAR_LAST.exec(text);
  if (match !== null) return eitherOrder(match, nowYear);
  match = DAY_MONTH.exec(text);
  if (match !== null) return named(match, match[3], match[2], match[1], nowYear, "DD-Mon-YYYY");
  match = MONTH_DAY.exec(text);
  return match === null ? null : named(match, match[3], match[1], match[2], nowYear, "Mon DD, YYYY");
}

function sure(
  match: RegExpExecArray,
  year: string | undefined,
  month: string | number | undefined,
  day: string | undefined,
  form: DateForm,
): Head {
  const date = dateOf(Number(year), Number(month), Number(day));
  return {
    date: { mdy: date, dmy: date },
    isAmbiguous: false,
    form: () => form,
    time: null,
    length: match[0].length,
  };
}

function named(
  match: RegExpExecArray,
  year: string | undefined,
  month = "",
  day: string | undefined,
  nowYear: number,
  form: DateForm,
): Head | null {
  const index = MONTHS.indexOf(month.slice(0, 3).toLowerCase());
  return index < 0 ? null : sure(match, fullYear(year, nowYear), index + 1, day, form);
}

function eitherOrder(match: RegExpExecArray, nowYear: number): Head {
  const [first, second] = [Number(match[1]), Number(match[3])];
  const year = Number(fullYear(match[4], nowYear));
  const date = { mdy: dateOf(year, first, second), dmy: dateOf(year, second, first) };
  return {
    date,
    isAmbiguous: date.mdy !== date.dmy,
    form: (order) => order === "mdy" ? "MM/DD/YYYY" : "DD/MM/YYYY",
    time: null,
    length: match[0].length,
  };
}

function fullYear(year = "", nowYear: number): string {
  if (year.length !== 2) return year;
  const century = Math.floor(nowYear / 100) * 100;
  return String(century + Number(year) > nowYear ? century - 100 + Number(year) : century + Number(year));
}

/** `YYYY-MM-DD`; `null` where the calendar has no such day. */
function dateOf(year: number, month: number, day: number): string | null {
  const at = Date.UTC(year, month - 1, day);
  const date = new Date(at);
  const isReal = year >= 1000 && date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === day;
  return isReal ? dateOfDay(at / DAY_MS) : null;
}

function readEpoch(cell: string): Moment | null {
  const digits = /^(\d{9,19})(?:\.\d+)?$/.exec(cell)?.[1];
  if (digits === undefined) return null;
  // Eight digits are a date, nine the seconds of the years before 2001.
  const unit = EPOCHS.find(([length]) => digits.length === length || (digits.length === 9 && length === 10));
  if (unit === undefined) return null;
  const at = Math.floor(Number(digits) / unit[2]);
  const date = dateOfDay(Math.floor(at / DAY_MS));
  return {
    date: { mdy: date, dmy: date },
    isAmbiguous: false,
    time: at - Math.floor(at / DAY_MS) * DAY_MS,
    offset: 0,
    form: () => unit[1],
  };
}

function offsetOf(zone: string): number {
  const hours = ZONES[zone.toLowerCase()];
  if (hours !== undefined) return hours * 3_600_000;
  const [, sign, hour, minute = "0"] = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone) ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hour) * 60 + Number(minute)) * 60_000;
}
