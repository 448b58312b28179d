import { dateOfDay, dayOfDate, newYorkDate, newYorkTime, sessionOn } from "@/lib/exchange/mod.ts";
import type { Row } from "./dataset.ts";
import { QUARTER_HOUR_MS } from "./time.ts";

/** One price seen at one instant, with what the provider said of its day. */
export interface Sample {
  /** The exchange's time, epoch milliseconds. */
  readonly at: number;
  readonly price: number;
  readonly dayOpen: number | null;
  readonly dayHigh: number | null;
  readonly dayLow: number | null;
  /** When it was fetched, epoch milliseconds. */
  readonly fetchedAt: number;
}

/** A bar built from samples; it has no volume, because quotes have none. */
export interface Bar {
  readonly interval: "1d" | "15m";
  /** Epoch milliseconds: the start of an intraday bar; midnight UTC of the session's date for a daily one. */
  readonly time: number;
  /** The end of what the bar covers, epoch milliseconds. */
  readonly end: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  /** Samples that it is built of. */
  readonly samples: number;
  /** Quarter-hours that it covers: a full bar has at least as many samples. */
  readonly expected: number;
  /** Times of the last sample, epoch milliseconds. */
  readonly asOf: number;
  readonly fetchedAt: number;
}

/** The samples in rows of `stock_quotes`, oldest first; rows without price or time are left out. */
export function samplesOf(quotes: readonly Row[]): Sample[] {
  const samples: Sample[] = [];
  for (const quote of quotes) {
    const { price, as_of, fetched_at } = quote;
    if (typeof price !== "number" || typeof as_of !== "string" || typeof fetched_at !== "string") continue;
    samples.push({
      at: Date.parse(as_of),
      price,
      dayOpen: numberOr(quote.day_open),
      dayHigh: numberOr(quote.day_high),
      dayLow: numberOr(quote.day_low),
      fetchedAt: Date.parse(fetched_at),
    });
  }
  return samples.sort((a, b) => a.at - b.at);
}

function numberOr(cell: Row[string] | undefined): number | null {
  return typeof cell === "number" ? cell : null;
}

/**
 * Bars of every New York date that has a sample: quarter-hour bars of the samples alone, and a daily bar with the
 * provider's own open, high and low of the day, which know what happened between our samples.
 *
 * @param samples oldest first.
 */
export function barsOf(samples: readonly Sample[]): Bar[] {
  const days = Map.groupBy(samples, (sample) => newYorkDate(sample.at));
  return [...days].flatMap(([date, day]) => [dailyBar(date, day), ...intradayBars(date, day)]);
}

function dailyBar(date: string, samples: readonly Sample[]): Bar {
  const [first, last] = endsOf(samples);
  const prices = samples.map((sample) => sample.price);
  const open = last.dayOpen ?? first.price;
  const { start, end } = hoursOf(date, samples);
  return {
    interval: "1d",
    time: Date.parse(`${date}T00:00:00Z`),
    end,
    open,
    // A range that excludes a price seen within it is the provider's mistake: the price was there.
    high: Math.max(...prices, open, last.dayHigh ?? -Infinity),
    low: Math.min(...prices, open, last.dayLow ?? Infinity),
    close: last.price,
    samples: samples.length,
    expected: Math.round((end - start) / QUARTER_HOUR_MS),
    asOf: last.at,
    fetchedAt: last.fetchedAt,
  };
}

function intradayBars(date: string, day: readonly Sample[]): Bar[] {
  const session = sessionOn(date);
  // The closing price carries the instant of the close: it ends the last bar and starts none. Where prices go on
  // after it (extended hours, or the demo's exchange that never closes) it is one as any other.
  const close = session !== null && endsOf(day)[1].at <= session.close ? session.close : undefined;
  const start = (at: number) => Math.floor((at === close ? at - 1 : at) / QUARTER_HOUR_MS) * QUARTER_HOUR_MS;
  return [...Map.groupBy(day, (sample) => start(sample.at))].map(([time, samples]) => {
    const [first, last] = endsOf(samples);
    const prices = samples.map((sample) => sample.price);
    return {
      interval: "15m",
      time,
      end: time + QUARTER_HOUR_MS,
      open: first.price,
      high: Math.max(...prices),
      low: Math.min(...prices),
      close: last.price,
      samples: samples.length,
      expected: 1,
      asOf: last.at,
      fetchedAt: last.fetchedAt,
    };
  });
}

/** First and last of a group, which is never empty. */
function endsOf(samples: readonly Sample[]): [first: Sample, last: Sample] {
  const [first, last] = [samples[0], samples.at(-1)];
  if (first === undefined || last === undefined) throw new RangeError("Cannot build a bar: no samples");
  return [first, last];
}

/**
 * The hours a daily bar covers, epoch milliseconds: the regular session; the whole day where there is none, or where a
 * sample lies outside of it (extended hours, or the demo's exchange that never closes).
 */
function hoursOf(date: string, samples: readonly Sample[]): { start: number; end: number } {
  const session = sessionOn(date);
  const [first, last] = endsOf(samples);
  if (session !== null && first.at >= session.open && last.at <= session.close) {
    return { start: session.open, end: session.close };
  }
  return { start: newYorkTime(date, 0, 0), end: newYorkTime(dateOfDay(dayOfDate(date) + 1), 0, 0) };
}
