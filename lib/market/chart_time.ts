import { conventions, EXCHANGE_ZONE } from "./conventions.ts";
import type { Interval } from "./history.ts";
import { dateFormat, kept } from "./intl.ts";

const DAY_S = 86_400;
const HOUR_S = 3600;

const offsetFormats = new Map<string, Intl.DateTimeFormat>();

/** What a zone's clock is ahead of UTC, seconds. */
function offsetAt(seconds: number, timeZone: string): number {
  // Not the reader's language: the text is read here.
  const make = () => new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" });
  const format = kept(offsetFormats, timeZone, make);
  const name = format.formatToParts(seconds * 1000).find(({ type }) => type === "timeZoneName")?.value;
  const [, sign, hours, minutes] = /([+-])(\d+):(\d+)/.exec(name ?? "") ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours ?? 0) * HOUR_S + Number(minutes ?? 0) * 60);
}

/**
 * A zone's wall clock at each bar, as seconds that read right as if they were UTC. Daily bars carry their date at
 * midnight UTC and keep it.
 * @param time beginning of each bar, epoch seconds
 * @param zone what days and sessions are reckoned by unless told otherwise
 */
export function wallTimes(
  time: readonly number[],
  interval: Interval,
  zone: string = EXCHANGE_ZONE,
): Float64Array {
  if (interval === "1d") return Float64Array.from(time);
  const offsets = new Map<number, number>();
  const offset = (at: number) => {
    const known = offsets.get(at) ?? offsetAt(at, zone);
    offsets.set(at, known);
    return known;
  };
  // Only a day that ends with another offset than it began with needs more than one look.
  return Float64Array.from(time, (seconds) => {
    const day = seconds - modulo(seconds, DAY_S);
    const isSame = offset(day) === offset(day + DAY_S);
    return seconds + offset(isSame ? day : seconds - modulo(seconds, HOUR_S / 4));
  });
}

function modulo(value: number, by: number): number {
  return (value % by + by) % by;
}

/** Days since 1970 of a wall clock. */
export function dayOfWall(wall: number): number {
  return Math.floor(wall / DAY_S);
}

/** Months since the year 0 of a day since 1970. */
export function monthOfDay(day: number): number {
  const date = new Date(day * DAY_S * 1000);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

const LABEL = { weekday: "short", month: "short", day: "numeric", year: "numeric" } as const;
const SPOKEN = { weekday: "long", month: "long", day: "numeric" } as const;

/** When a bar begins: `Fri, Nov 20, 2026`, and the reader's time where it is shorter than a day. */
export function barLabel(seconds: number, interval: Interval): string {
  return labelOf(seconds, interval, dateFormat("bar", LABEL));
}

/** {@linkcode barLabel} as it is read aloud: `Friday, November 20, 14:30`. */
export function spokenBar(seconds: number, interval: Interval): string {
  return labelOf(seconds, interval, dateFormat("spokenBar", SPOKEN));
}

function labelOf(seconds: number, interval: Interval, days: Intl.DateTimeFormat): string {
  const date = new Date((wallTimes([seconds], interval, conventions().zone)[0] ?? 0) * 1000);
  return interval === "1d" ? days.format(date) : `${days.format(date)}, ${date.toISOString().slice(11, 16)}`;
}
