import { newYorkTime, sessionOn } from "@/lib/exchange/mod.ts";
import { Refusal } from "./refusal.ts";

/** A date and a time of day without zone. */
export interface WallTime {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** Milliseconds since midnight. */
  readonly time: number;
}

/** Zones that price files without a zone are in: the exchange's, and that of servers. */
const CANDIDATES = ["America/New_York", "UTC"];
/** From the pre-market's opening to the end of after-hours trading in New York, hours. */
const EXTENDED = { from: 4, to: 20 };
/** Dirty rows must not decide. */
const ENOUGH = 0.98;
/** The first and the last session of a file are often cut. */
const MOST_SESSIONS = 0.6;
/** A bar this near to an end of the session covers it. */
const NEAR_MS = 3_600_000;
/** Times looked at: they repeat from day to day. */
const SAMPLE = 2_000;

/**
 * Epoch milliseconds of a time in a zone.
 * @throws {RangeError} for a zone that is none
 */
export function instantOf({ date, time }: WallTime, zone: string): number {
  const utc = Date.parse(`${date}T00:00:00Z`) + time;
  if (zone === "UTC") return utc;
  // Temporal takes microseconds a call, and a file has many times in New York.
  if (zone === "America/New_York") return newYorkTime(date, 0, time / 60_000);
  return Temporal.PlainDateTime.from(new Date(utc).toISOString().slice(0, 19))
    .toZonedDateTime(zone).epochMilliseconds;
}

/** Whether there is a time zone of that name. */
export function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en-US", { timeZone: name });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/**
 * The zone of times that name none: the one in which they are hours of trading.
 * @throws {Refusal} when neither New York's nor UTC fits
 */
export function zoneOf(times: readonly WallTime[]): string {
  const zone = CANDIDATES.find((zone) => areTradingHours(times.slice(0, SAMPLE), zone));
  if (zone !== undefined) return zone;
  throw new Refusal(
    "its times name no zone, and are hours of trading neither in New York nor in UTC; say which with --timezone",
  );
}

/** Whether times fill regular sessions, with or without the hours before and after them. */
function areTradingHours(times: readonly WallTime[], zone: string): boolean {
  let [regular, extended] = [0, 0];
  const [dates, opened, closed] = [new Set<string>(), new Set<string>(), new Set<string>()];
  for (const wall of times) {
    const { date } = wall;
    const at = instantOf(wall, zone);
    const session = sessionOn(date);
    if (session === null) continue;
    dates.add(date);
    if (at >= session.open && at <= session.close) regular++;
    if (at >= newYorkTime(date, EXTENDED.from, 0) && at <= newYorkTime(date, EXTENDED.to, 0)) extended++;
    if (at >= session.open && at <= session.open + NEAR_MS) opened.add(date);
    if (at >= session.close - NEAR_MS && at <= session.close) closed.add(date);
  }
  if (regular >= times.length * ENOUGH) return true;
  // Shifted by a zone or two they could still lie between four and twenty hours; they would miss an end of the session.
  const whole = Math.min(opened.size, closed.size) >= dates.size * MOST_SESSIONS;
  return extended >= times.length * ENOUGH && whole;
}
