import { newYorkDate, newYorkTime, sessionOn } from "@/lib/exchange/mod.ts";
import type { Line } from "./lines.ts";
import type { Prices } from "./prices.ts";
import { areEnds, refuseWiderThanDays, type Width, widthOfTimes } from "./widths.ts";
import { instantOf, zoneOf } from "./zones.ts";

const MINUTE_MS = 60_000;
/** The pipeline's step: finer bars are put together to it, because nothing here shows them. */
const STEP_MINUTES = 15;
/** The exchange calendar begins here. */
const FIRST_INTRADAY = "1970-01-01";

/** A row with its prices, before it is known what bar it is. */
export interface PricedRow {
  readonly line: Line;
  readonly symbol: string;
  /** What the file says of the bar's width; null where it says nothing. */
  readonly label: Width | null;
  /** `YYYY-MM-DD`, as written. */
  readonly date: string;
  /** Milliseconds since midnight, as written; null where there is a date alone. */
  readonly time: number | null;
  /** Milliseconds to add to UTC; null where the file does not say. */
  readonly offset: number | null;
  readonly prices: Prices;
}

/** A row placed in time. */
export interface Placed {
  readonly row: PricedRow;
  readonly interval: "1d" | "15m" | "30m" | "60m";
  /** The bar it is (part of): its start, a daily bar's date at midnight UTC; epoch milliseconds. */
  readonly time: number;
  /** Where in the bar, epoch milliseconds: bars are put together in this order. */
  readonly at: number;
  /** Rows a full bar is put together of; 1 where the row is the bar. */
  readonly parts: number;
}

/** What placing found. */
export interface Placing {
  readonly placed: readonly Placed[];
  readonly rejected: readonly { readonly row: PricedRow; readonly reason: string }[];
  /** What was decided for the whole file, in words. */
  readonly notes: readonly string[];
}

/** What decides beside the rows. */
export interface PlacingOptions {
  /** IANA name; what the user says of times without a zone. */
  readonly timezone?: string | undefined;
  /** Epoch milliseconds. */
  readonly now: number;
}

/**
 * Finds out which bars the rows are: days, or minutes from when on.
 * @throws {Refusal} when the file does not tell, or has bars of a width that is not imported
 */
export function place(rows: readonly PricedRow[], options: PlacingOptions): Placing {
  const parts = [...Map.groupBy(rows, ({ label }) => label)].map(([label, group]) =>
    label === "day" || (label === null && areDays(group))
      ? placeDays(group, options)
      : placeMinutes(group, label, options)
  );
  return {
    placed: parts.flatMap(({ placed }) => placed),
    rejected: parts.flatMap(({ rejected }) => rejected),
    notes: parts.flatMap(({ notes }) => notes),
  };
}

/** Rows are days when none has a time, all have midnight, or (but for some dirty ones) no series has a date twice. */
function areDays(rows: readonly PricedRow[]): boolean {
  if (rows.every(({ time }) => time === null || time === 0)) return true;
  const keys = new Set(rows.map((row) => `${row.symbol} ${dayOf(row)}`));
  return rows.length > 1 && keys.size >= rows.length * 0.9;
}

/** The day a daily row is of: where the time is not midnight as written, the day in New York. */
function dayOf({ date, time, offset }: PricedRow): string {
  if (time === null || time === 0 || offset === null || date < FIRST_INTRADAY) return date;
  return newYorkDate(Date.parse(date) + time - offset);
}

function placeDays(rows: readonly PricedRow[], { now }: PlacingOptions): Placing {
  const series = Map.groupBy(rows, ({ symbol }) => symbol).values().map((each) => each.map(dayOf)).toArray();
  if (rows.every(({ label }) => label === null)) refuseWiderThanDays(series);
  const today = newYorkDate(now);
  const over = now >= (sessionOn(today)?.close ?? newYorkTime(today, 24, 0));
  const placed: Placed[] = [];
  const rejected: { row: PricedRow; reason: string }[] = [];
  for (const row of rows) {
    const date = dayOf(row);
    if (date > today) rejected.push({ row, reason: `${date} is yet to come` });
    else if (date === today && !over) rejected.push({ row, reason: `the session of ${date} has not ended` });
    else {
      const time = Date.parse(`${date}T00:00:00Z`);
      placed.push({ row, interval: "1d", time, at: time, parts: 1 });
    }
  }
  return { placed, rejected, notes: [] };
}

function placeMinutes(all: readonly PricedRow[], label: number | null, options: PlacingOptions): Placing {
  const { now } = options;
  const rejected: { row: PricedRow; reason: string }[] = [];
  const rows = all.filter((row) => {
    const reason = row.time === null
      ? "it has no time, as others have"
      : row.date < FIRST_INTRADAY
      ? `${row.date} is too long ago for bars of minutes`
      : null;
    if (reason !== null) rejected.push({ row, reason });
    return reason === null;
  });
  const walls = rows.flatMap(({ date, time, offset }) =>
    offset === null && time !== null ? { date, time } : []
  );
  const zone = walls.length === 0 ? null : options.timezone ?? zoneOf(walls);
  const times = rows.map(({ date, time, offset }) =>
    offset === null && zone !== null
      ? instantOf({ date, time: time ?? 0 }, zone)
      : Date.parse(date) + (time ?? 0) - (offset ?? 0)
  );
  const minutes = label ?? widthOfTimes(sortedBySymbol(rows, times));
  const ends = areEnds(times);
  const width = minutes * MINUTE_MS;
  const interval = minutes <= STEP_MINUTES ? "15m" : minutes === 30 ? "30m" : "60m";
  const step = minutes < STEP_MINUTES ? STEP_MINUTES * MINUTE_MS : width;
  const placed: Placed[] = [];
  for (const [index, row] of rows.entries()) {
    const at = (times[index] ?? 0) - (ends ? width : 0);
    if (at + width > now) rejected.push({ row, reason: "its bar has not ended" });
    else if (at % MINUTE_MS !== 0) rejected.push({ row, reason: "its time is no full minute" });
    else {
      const time = minutes < STEP_MINUTES ? Math.floor(at / step) * step : at;
      placed.push({ row, interval, time, at, parts: step / width });
    }
  }
  return {
    placed,
    rejected,
    notes: notesOf({ zone, minutes, ends, isSaid: options.timezone !== undefined }),
  };
}

function notesOf(
  { zone, minutes, ends, isSaid }: { zone: string | null; minutes: number; ends: boolean; isSaid: boolean },
): string[] {
  return [
    zone === null ? "" : `Times are of ${zone}${isSaid ? ", as said" : ": so they are hours of trading"}`,
    minutes < STEP_MINUTES ? `Bars of ${minutes} min are put together to bars of ${STEP_MINUTES} min` : "",
    ends ? "Times are the ends of the bars: the closes are among them, the openings are not" : "",
  ].filter((note) => note !== "");
}

function sortedBySymbol(rows: readonly PricedRow[], times: readonly number[]): number[][] {
  const bySymbol = Map.groupBy(rows.keys(), (index) => rows[index]?.symbol);
  return bySymbol.values().map((indices) => indices.map((index) => times[index] ?? 0).sort((a, b) => a - b))
    .toArray();
}
