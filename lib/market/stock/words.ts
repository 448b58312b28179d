import { conventions } from "../conventions.ts";
import { counted, formatDateTime, formatDecimal, formatTime } from "../format.ts";
import { dateFormat } from "../intl.ts";

const DAY_MS = 86_400_000;
/** Beyond so many days a distance is told in months, beyond so many months in years. */
const DAYS_TOLD = 120;

/** A calendar day with its year: `Jan 28, 2027`. @param day `YYYY-MM-DD`, which has no zone */
export function dateText(day: string): string {
  return dateFormat("date", { month: "short", day: "numeric", year: "numeric" }).format(Date.parse(day));
}

/**
 * Time of day in the reader's zone, of another day than now's with its date: `15:11`, `Nov 20, 15:11`.
 * @param now epoch milliseconds
 */
export function momentText(iso: string, now: number): string {
  const format = dateFormat("momentDay", { dateStyle: "short" }, conventions().zone);
  return format.format(Date.parse(iso)) === format.format(now) ? formatTime(iso) : formatDateTime(iso);
}

/** The month of a day, with its year: `Jan 2027`. @param day `YYYY-MM-DD`, or `YYYY-MM` */
export function monthText(day: string): string {
  return dateFormat("month", { month: "short", year: "numeric" }).format(Date.parse(`${day.slice(0, 7)}-01`));
}

/** The month of a day in three letters: `Jan`. @param day `YYYY-MM-DD`, or `YYYY-MM` */
export function shortMonthText(day: string): string {
  return dateFormat("shortMonth", { month: "short" }).format(Date.parse(`${day.slice(0, 7)}-01`));
}

/** Whole days from one calendar day to another; negative where it lies before. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}

/** How far a day lies from today: `today`, `tomorrow`, `in 67 days`, `yesterday`, `12 days ago`, `9 months ago`. */
export function distanceText(today: string, day: string): string {
  const days = daysBetween(today, day);
  if (days === 0) return "today";
  if (days === 1) return "tomorrow";
  if (days === -1) return "yesterday";
  const size = Math.abs(days);
  const months = Math.round(size / 30.44);
  const text = size <= DAYS_TOLD
    ? counted(size, "day")
    : months < 24
    ? counted(months, "month")
    : counted(Math.floor(size / 365.25), "year");
  return days > 0 ? `in ${text}` : `${text} ago`;
}

/** A ratio with two decimals, a dash for null: `23.75`. */
export function formatRatio(value: number | null): string {
  return formatDecimal(value);
}

/**
 * Where a price lies between two others, as the rest of a sentence: `is 40 % of the way from the low to the high`. The
 * provider's range is of last night, and the day's own price may have left it since.
 */
export function rangePlaceText(price: number, low: number, high: number): string {
  if (price < low) return "is below the low that the provider last reckoned";
  if (price > high) return "is above the high that the provider last reckoned";
  return `is ${Math.round((price - low) / (high - low) * 100)}\u202f% of the way from the low to the high`;
}
