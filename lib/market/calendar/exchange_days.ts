import {
  BY_RULES,
  Calendar,
  calendarOf,
  type Correction,
  dateOfDay,
  dayOfDate,
  newYorkTime,
  type Session,
  weekdayOfDay,
} from "@/lib/exchange/mod.ts";
import type { ExchangeDay } from "./event.ts";

/** When the rules were known that name a year's holidays: long before it began. */
const RULES_YEARS_AHEAD = 2;

/**
 * Days between two dates on which the exchange stays closed, closes early or opens late: by the rules, and by what the
 * provider knows better.
 * @param from `YYYY-MM-DD`
 * @param to `YYYY-MM-DD`, inclusive
 */
export function exchangeDays(from: string, to: string, corrections: readonly Correction[]): ExchangeDay[] {
  const calendar = corrections.length === 0 ? BY_RULES : new Calendar(corrections);
  const days: ExchangeDay[] = [];
  for (let day = dayOfDate(from); day <= dayOfDate(to); day++) {
    if (weekdayOfDay(day) % 6 === 0) continue;
    const date = dateOfDay(day);
    const session = calendar.sessionOn(date);
    const status = statusOf(session);
    if (status === null) continue;
    days.push({
      id: `exchange-${date}`,
      kind: "holiday",
      date,
      symbol: "",
      status,
      name: nameOf(date, corrections) ?? (session === null ? "Closed" : "Shortened session"),
      opens_at: session === null ? null : new Date(session.open).toISOString(),
      closes_at: session === null ? null : new Date(session.close).toISOString(),
      updated_at: `${Number(date.slice(0, 4)) - RULES_YEARS_AHEAD}-01-01T00:00:00.000Z`,
    });
  }
  return days;
}

function statusOf(session: Session | null): ExchangeDay["status"] | null {
  if (session === null) return "closed";
  if (session.halfDay) return "early close";
  return session.open > newYorkTime(session.date, 9, 30) ? "late open" : null;
}

function nameOf(date: string, corrections: readonly Correction[]): string | undefined {
  const corrected = corrections.find((correction) => correction.date === date);
  if (corrected !== undefined) return corrected.name;
  const { holidays, halfDays } = calendarOf(Number(date.slice(0, 4)));
  return holidays.get(date) ?? halfDays.get(date);
}
