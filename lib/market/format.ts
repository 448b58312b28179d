import { conventions } from "./conventions.ts";
import { dateFormat, numberFormat } from "./intl.ts";

export { zoneName } from "./conventions.ts";

const DASH = "–";

/** A clock of 24 hours and Western digits whatever the locale: columns of figures stay columns. */
const CLOCK = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
const TWO_DECIMALS = { minimumFractionDigits: 2, maximumFractionDigits: 2 } as const;

// "negative": what rounds to zero has no sign.
const NUMBERS = {
  price: { ...TWO_DECIMALS, signDisplay: "negative" },
  smallPrice: { minimumFractionDigits: 4, maximumFractionDigits: 4, signDisplay: "negative" },
  signed: { ...TWO_DECIMALS, signDisplay: "exceptZero" },
  compact: { notation: "compact", maximumFractionDigits: 2, signDisplay: "negative" },
  integer: { maximumFractionDigits: 0, signDisplay: "negative" },
  oneDecimal: { minimumFractionDigits: 1, maximumFractionDigits: 1 },
  plain: { maximumFractionDigits: 4 },
} as const satisfies Record<string, Intl.NumberFormatOptions>;

/** Instants, in the reader's zone. */
const TIMES = {
  time: CLOCK,
  clock: { ...CLOCK, second: "2-digit" },
  dateTime: { ...CLOCK, month: "short", day: "numeric" },
  fullDateTime: { ...CLOCK, second: "2-digit", year: "numeric", month: "short", day: "numeric" },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

/** Calendar days, which have no zone. */
const DAYS = {
  day: { weekday: "short", month: "short", day: "numeric" },
  dayOfYear: { weekday: "short", month: "short", day: "numeric", year: "numeric" },
  longDay: { weekday: "long", month: "long", day: "numeric" },
  longDayOfYear: { weekday: "long", month: "long", day: "numeric", year: "numeric" },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

function number(name: keyof typeof NUMBERS): Intl.NumberFormat {
  return numberFormat(name, NUMBERS[name]);
}

function instant(name: keyof typeof TIMES, iso: string): string {
  return dateFormat(name, TIMES[name], conventions().zone).format(new Date(iso));
}

/** A calendar day as one of the forms of {@linkcode DAYS}. @param day `YYYY-MM-DD`, which has no zone */
export function formatCalendarDay(name: keyof typeof DAYS, day: string): string {
  return dateFormat(name, DAYS[name]).format(new Date(`${day}T00:00:00Z`));
}

/** A price with two decimals, four below 1; a dash for null. */
export function formatPrice(value: number | null): string {
  if (value === null) return DASH;
  return minus(number(Math.abs(value) < 1 ? "smallPrice" : "price").format(value));
}

/** A change with its sign, two decimals. */
export function formatChange(value: number | null): string {
  return value === null ? DASH : minus(number("signed").format(value));
}

/** A percentage with its sign: `+1.26 %`. */
export function formatPercent(value: number | null): string {
  return value === null ? DASH : `${minus(number("signed").format(value))}\u202f%`;
}

/** A number with two decimals: `23.75`. */
export function formatDecimal(value: number | null): string {
  return value === null ? DASH : minus(number("price").format(value));
}

/** A share of a whole, without a sign unless it is negative: `26.13 %`. */
export function formatShare(value: number | null): string {
  return value === null ? DASH : `${formatDecimal(value)}\u202f%`;
}

/** A large amount in short: `4.54T`. */
export function formatCompact(value: number | null): string {
  return value === null ? DASH : minus(number("compact").format(value));
}

/** A whole number with separators. */
export function formatInteger(value: number | null): string {
  return value === null ? DASH : minus(number("integer").format(value));
}

/** A count with its noun: `1 share`, `10,018 shares`. */
export function counted(count: number, noun: string, plural: string = `${noun}s`): string {
  return `${formatInteger(count)} ${count === 1 ? noun : plural}`;
}

/** An amount with separators and the decimals it has, four at most. */
export function formatAmount(value: number): string {
  return number("plain").format(value);
}

/** Milliseconds as seconds, one decimal: `0.2 s`. */
export function formatSeconds(ms: number): string {
  return `${number("oneDecimal").format(ms / 1000)}\u202fs`;
}

/** Bytes in short, decimal units: `412 B`, `1.2 MB`, `12 MB`. */
export function formatBytes(bytes: number): string {
  const units = ["B", "KB", "MB", "GB", "TB"];
  let value = bytes;
  let power = 0;
  // What would round to 1000 is 1.0 of the next unit.
  while (value >= 999.5 && power < units.length - 1) {
    value /= 1000;
    power++;
  }
  const digits = power > 0 && value < 9.95 ? 1 : 0;
  return `${value.toFixed(digits)}\u202f${units[power] ?? ""}`;
}

/** Time of day: `14:30`. */
export function formatTime(iso: string | null): string {
  return iso === null ? DASH : instant("time", iso);
}

/** Time of day, to the second: `14:30:05`. */
export function formatClock(iso: string | null): string {
  return iso === null ? DASH : instant("clock", iso);
}

/** Date and time: `Nov 20, 14:30`. */
export function formatDateTime(iso: string | null): string {
  return iso === null ? DASH : instant("dateTime", iso);
}

/** A stored sentence as a page tells it: its instants (ISO 8601 UTC) in the reader's zone and words. */
export function withTimes(text: string): string {
  return text.replace(/\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z/g, formatDateTime);
}

/** Date with its year and time, to the second: `Nov 20, 2026, 14:30:05`. */
export function formatFullDateTime(iso: string): string {
  return instant("fullDateTime", iso);
}

/** A calendar day: `Thu, Jan 28`. @param date `YYYY-MM-DD`, which has no zone */
export function formatDay(date: string): string {
  return formatCalendarDay("day", date);
}

/** An age in its largest unit: `now`, `45 s`, `14 min`, `3 h`, `2 d`. */
export function formatAge(iso: string | null, now: number): string {
  if (iso === null) return DASH;
  const seconds = Math.max(0, Math.round((now - Date.parse(iso)) / 1000));
  if (seconds < 5) return "now";
  if (seconds < 60) return `${seconds}\u202fs`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)}\u202fmin`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)}\u202fh`;
  return `${Math.floor(seconds / 86_400)}\u202fd`;
}

/** An age in a sentence: `just now`, `14 min ago`, `never`. */
export function formatAgo(iso: string | null, now: number): string {
  if (iso === null) return "never";
  const age = formatAge(iso, now);
  return age === "now" ? "just now" : `${age} ago`;
}

/** Time left until an instant: `04:12`, `1:04:12`. */
export function formatCountdown(iso: string | null, now: number): string {
  if (iso === null) return DASH;
  const left = Math.max(0, Math.ceil((Date.parse(iso) - now) / 1000));
  const [hours, minutes, seconds] = [Math.floor(left / 3600), Math.floor(left / 60) % 60, left % 60];
  const clock = `${String(minutes).padStart(2, "0")}:${String(seconds).padStart(2, "0")}`;
  return hours === 0 ? clock : `${hours}:${clock}`;
}

/** Direction of a change, for class names and arrows. */
export function directionOf(change: number | null): "up" | "down" | "flat" {
  if (change === null || change === 0) return "flat";
  return change > 0 ? "up" : "down";
}

/** Arrow of a direction: never colour alone. */
export const ARROWS: Readonly<Record<ReturnType<typeof directionOf>, string>> = {
  up: "▲",
  down: "▼",
  flat: "•",
};

/** The typographic minus, as wide as the plus. */
function minus(text: string): string {
  return text.replace("-", "−");
}
