import { type Correction, type Hours, hoursByRule } from "./sessions.ts";
import { dayOfDate, newYorkDate, weekdayOfDay } from "./time.ts";

/** What a provider's list of holidays came to. */
export interface ReadCorrections {
  /** The days on which it says another thing than the rules, oldest first. */
  readonly corrections: readonly Correction[];
  /** What it says that cannot be, or is not to be believed, in words. */
  readonly ignored: readonly string[];
}

/** A list that contradicts the rules on more days than a bad year has is not to be believed. */
const MOST_CORRECTIONS = 12;

const TRADING_HOUR = /^(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})$/;

/**
 * Reads a list of holidays as `/stock/market-holiday` gives it: `atDate`, `eventName`, and `tradingHour` as `09:30-13:00`,
 * empty where the exchange stays closed. What agrees with the rules is no correction; a day that the list does not have
 * is as the rules say. Only the years before, of and after `now` can be corrected: what was is decided, and what is far
 * off is not known.
 */
export function readCorrections(items: readonly unknown[], now: number): ReadCorrections {
  const year = Number(newYorkDate(now).slice(0, 4));
  const corrections = new Map<string, Correction>();
  const ignored: string[] = [];
  for (const item of items) {
    const read = readOne(item);
    if (typeof read === "string") ignored.push(read);
    else if (!agrees(read)) {
      const isNear = Math.abs(Number(read.date.slice(0, 4)) - year) <= 1;
      if (isNear) corrections.set(read.date, read);
      else ignored.push(`${read.date}: another year than ${year - 1} to ${year + 1}`);
    }
  }
  if (corrections.size > MOST_CORRECTIONS) {
    return { corrections: [], ignored: [...ignored, `${corrections.size} days contradict the rules`] };
  }
  return { corrections: [...corrections.values()].sort((a, b) => a.date < b.date ? -1 : 1), ignored };
}

/** The correction that an item says, or what is wrong with it. */
function readOne(item: unknown): Correction | string {
  const { atDate, eventName, tradingHour = "" } = typeof item === "object" && item !== null
    ? item as Readonly<Record<string, unknown>>
    : {};
  const shown = JSON.stringify(item)?.slice(0, 100) ?? String(item);
  if (typeof atDate !== "string" || !isWeekday(atDate)) return `${shown}: no weekday`;
  const name = typeof eventName === "string" && eventName !== "" ? eventName.slice(0, 100) : "Closed";
  if (tradingHour === "" || tradingHour === null) return { date: atDate, name, hours: null };
  const hours = typeof tradingHour === "string" ? hoursOf(tradingHour) : null;
  return hours === null ? `${shown}: no trading hours` : { date: atDate, name, hours };
}

function isWeekday(date: string): boolean {
  try {
    return weekdayOfDay(dayOfDate(date)) % 6 !== 0;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** Regular hours lie within the extended ones, 4:00 to 20:00. */
function hoursOf(text: string): Hours | null {
  const [, ...parts] = TRADING_HOUR.exec(text.trim()) ?? [];
  const [openHour = NaN, openMinute = NaN, closeHour = NaN, closeMinute = NaN] = parts.map(Number);
  const [open, close] = [openHour * 60 + openMinute, closeHour * 60 + closeMinute];
  const isSane = openMinute < 60 && closeMinute < 60 && open >= 4 * 60 && close <= 20 * 60 && open < close;
  return isSane ? { open: [openHour, openMinute], close: [closeHour, closeMinute] } : null;
}

function agrees({ date, hours }: Correction): boolean {
  return JSON.stringify(hours) === JSON.stringify(hoursByRule(date));
}
