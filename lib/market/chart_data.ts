import type { History, Interval } from "./history.ts";

/** Columns as uPlot takes them: the bar's index, then open, high, low, close. Nights take no space that way. */
export type ChartData = [x: number[], open: number[], high: number[], low: number[], close: number[]];

/** Arranges bars for the chart. */
export function chartDataOf(history: History): ChartData {
  return [
    history.time.map((_, index) => index),
    [...history.open],
    [...history.high],
    [...history.low],
    [...history.close],
  ];
}

/** A tick of the time axis. */
export interface Tick {
  readonly index: number;
  readonly label: string;
}

const parts = new Intl.DateTimeFormat("en-US", {
  timeZone: "America/New_York",
  year: "numeric",
  month: "short",
  day: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});

/**
 * Ticks where a new day, month or year begins (an hour, when one day fills the chart), at the finest
 * step that leaves at most `most` of them. Daily bars carry their date at midnight UTC.
 * @param time beginning of each bar, epoch seconds
 */
export function ticksOf(time: readonly number[], interval: Interval, most: number): Tick[] {
  const stamps = time.map((seconds) => stampOf(seconds, interval));
  for (const step of STEPS) {
    const ticks: Tick[] = [];
    let before: Stamp | undefined;
    stamps.forEach((stamp, index) => {
      const group = step.group(stamp);
      if (before !== undefined && group !== step.group(before)) {
        ticks.push({ index, label: step.label(stamp, before) });
      }
      before = stamp;
    });
    if (ticks.length <= most) return ticks;
  }
  return [];
}

interface Stamp {
  readonly year: string;
  readonly month: string;
  readonly day: string;
  readonly hour: number;
  /** Of the day: `09:30`; empty for daily bars. */
  readonly time: string;
}

interface Step {
  /** Equal for the bars that share a tick. */
  readonly group: (stamp: Stamp) => string;
  /** Of a group's first bar, after the last bar of the group before. */
  readonly label: (stamp: Stamp, before: Stamp) => string;
}

const STEPS: readonly Step[] = [
  { group: (s) => `${s.month} ${s.day} ${s.hour}`, label: hourLabel },
  { group: (s) => `${s.month} ${s.day} ${Math.floor(s.hour / 4)}`, label: hourLabel },
  { group: (s) => `${s.year} ${s.month} ${s.day}`, label: (s) => `${s.month} ${s.day}` },
  {
    group: (s) => `${s.year} ${s.month} ${Math.floor((Number(s.day) - 1) / 7)}`,
    label: (s) => `${s.month} ${s.day}`,
  },
  { group: (s) => `${s.year} ${s.month}`, label: (s) => s.month === "Jan" ? s.year : s.month },
  {
    group: (s) => `${s.year} ${Math.floor(MONTHS.indexOf(s.month) / 3)}`,
    label: (s) => `${s.month} ${s.year}`,
  },
  { group: (s) => s.year, label: (s) => s.year },
];

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function hourLabel(stamp: Stamp, before: Stamp): string {
  const isNewDay = stamp.day !== before.day || stamp.month !== before.month;
  return isNewDay ? `${stamp.month} ${stamp.day}` : stamp.time;
}

function stampOf(seconds: number, interval: Interval): Stamp {
  const at = new Date(seconds * 1000);
  if (interval === "1d") {
    return {
      year: String(at.getUTCFullYear()),
      month: MONTHS[at.getUTCMonth()] ?? "",
      day: String(at.getUTCDate()),
      hour: 0,
      time: "",
    };
  }
  const read = new Map(parts.formatToParts(at).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes) => read.get(type) ?? "";
  return {
    year: part("year"),
    month: part("month"),
    day: part("day"),
    hour: Number(part("hour")),
    time: `${part("hour")}:${part("minute")}`,
  };
}

/** When a bar begins, in words: its date, and in New York's time where it is shorter than a day. */
export function barLabel(seconds: number, interval: Interval): string {
  const { year, month, day, time } = stampOf(seconds, interval);
  return `${month} ${day}, ${interval === "1d" ? year : time}`;
}

/** The bars with a live price in the last one, which stretches to it; unchanged where there is no bar. */
export function withLivePrice(data: ChartData, price: number): ChartData {
  const [x, open, high, low, close] = data;
  const last = close.length - 1;
  const [lastHigh, lastLow] = [high[last], low[last]];
  if (lastHigh === undefined || lastLow === undefined) return data;
  return [
    x,
    open,
    high.with(last, Math.max(lastHigh, price)),
    low.with(last, Math.min(lastLow, price)),
    close.with(last, price),
  ];
}
