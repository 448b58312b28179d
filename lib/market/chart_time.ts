import type { Interval } from "./history.ts";

const DAY_S = 86_400;
const HOUR_S = 3600;
const SUNDAY = 3;

/** Names of the months, January first. */
export const SHORT_MONTHS = [
  "Jan",
  "Feb",
  "Mar",
  "Apr",
  "May",
  "Jun",
  "Jul",
  "Aug",
  "Sep",
  "Oct",
  "Nov",
  "Dec",
] as const;

const newYork = new Intl.DateTimeFormat("en-US", {
  timeZone: "America/New_York",
  timeZoneName: "shortOffset",
});

/** What New York's clock is ahead of UTC, seconds; negative. */
function offsetAt(seconds: number): number {
  const name = newYork.formatToParts(seconds * 1000).find(({ type }) => type === "timeZoneName")?.value;
  return Number(/-(\d+)/.exec(name ?? "")?.[1] ?? 5) * -HOUR_S;
}

/**
 * New York's wall clock at each bar, as seconds that read right as if they were UTC. Daily bars carry their date at
 * midnight UTC and keep it.
 * @param time beginning of each bar, epoch seconds
 */
export function wallTimes(time: readonly number[], interval: Interval): Float64Array {
  if (interval === "1d") return Float64Array.from(time);
  // Clocks change on Sundays: any other day needs one look.
  const offsets = new Map<number, number>();
  return Float64Array.from(time, (seconds) => {
    const day = Math.floor(seconds / DAY_S);
    const key = (day % 7 + 7) % 7 === SUNDAY ? Math.floor(seconds / HOUR_S) : -day;
    const offset = offsets.get(key) ?? offsetAt(seconds);
    offsets.set(key, offset);
    return seconds + offset;
  });
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

const dayLabel = new Intl.DateTimeFormat("en-US", {
  timeZone: "UTC",
  weekday: "short",
  month: "short",
  day: "numeric",
  year: "numeric",
});
const spokenDay = new Intl.DateTimeFormat("en-GB", {
  timeZone: "UTC",
  weekday: "long",
  month: "long",
  day: "numeric",
});

/** When a bar begins: `Fri, Nov 20, 2026`, and New York's time where it is shorter than a day. */
export function barLabel(seconds: number, interval: Interval): string {
  return labelOf(seconds, interval, (date) => dayLabel.format(date));
}

/** {@linkcode barLabel} as it is read aloud: `Friday 20 November, 14:30`. */
export function spokenBar(seconds: number, interval: Interval): string {
  return labelOf(seconds, interval, (date) => spokenDay.format(date));
}

function labelOf(seconds: number, interval: Interval, name: (date: Date) => string): string {
  const date = new Date((wallTimes([seconds], interval)[0] ?? 0) * 1000);
  return interval === "1d" ? name(date) : `${name(date)}, ${date.toISOString().slice(11, 16)}`;
}
