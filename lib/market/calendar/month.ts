import { dateOfDay, dayOfDate, weekdayOfDay } from "@/lib/exchange/mod.ts";
import { dateFormat } from "../intl.ts";

/** Months that can be looked at: the years for which the exchange's rules are right. */
export const FIRST_MONTH = "2000-01";
/** See {@linkcode FIRST_MONTH}. */
export const LAST_MONTH = "2035-12";

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

/** Whether a text names a month that can be looked at, `YYYY-MM`. */
export function isMonth(text: string): boolean {
  return MONTH.test(text) && text >= FIRST_MONTH && text <= LAST_MONTH;
}

/** The month some months later, or earlier; `null` beyond those that can be looked at. @param month `YYYY-MM` */
export function addMonths(month: string, count: number): string | null {
  const months = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + count;
  const text = `${String(Math.floor(months / 12)).padStart(4, "0")}-${
    String(months % 12 + 1).padStart(2, "0")
  }`;
  return isMonth(text) ? text : null;
}

/** `November 2026`. @param month `YYYY-MM` */
export function monthTitle(month: string): string {
  return dateFormat("monthTitle", { month: "long", year: "numeric" }).format(
    new Date(`${month}-01T00:00:00Z`),
  );
}

/** Its first and last day, `YYYY-MM-DD`. @param month `YYYY-MM` */
export function monthEnds(month: string): readonly [first: string, last: string] {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5))];
  const last = new Date(Date.UTC(year, number, 0)).getUTCDate();
  return [`${month}-01`, `${month}-${String(last).padStart(2, "0")}`];
}

/** The weeks that a month touches, whole, from Monday on: the weekend, when nothing trades, stands at the end. */
export function weeksOf(month: string): readonly (readonly string[])[] {
  const [first, last] = monthEnds(month).map(dayOfDate) as [number, number];
  const start = first - (weekdayOfDay(first) + 6) % 7;
  const weeks = Math.ceil((last + 1 - start) / 7);
  return Array.from(
    { length: weeks },
    (_, week) => Array.from({ length: 7 }, (_, day) => dateOfDay(start + week * 7 + day)),
  );
}

/** Days that a key goes. */
const STEPS = new Map([["ArrowLeft", -1], ["ArrowRight", 1], ["ArrowUp", -7], ["ArrowDown", 7]]);

/** The day that a key leads to from another; `null` for a key that leads nowhere. @param date `YYYY-MM-DD` */
export function dayToGo(key: string, date: string): string | null {
  const day = dayOfDate(date);
  const place = (weekdayOfDay(day) + 6) % 7;
  const step = key === "Home" ? -place : key === "End" ? 6 - place : STEPS.get(key);
  return step === undefined ? null : dateOfDay(day + step);
}
