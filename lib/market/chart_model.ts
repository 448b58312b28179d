import type { QuoteView } from "./quote_view.ts";
import { SessionAxis } from "./chart_axis.ts";
import { type Bar, Bars } from "./chart_bars.ts";
import type { Comparison } from "./chart_compare.ts";
import { type ChartEvent, eventsByBar, splitsOf } from "./chart_events.ts";
import type { ChartSettings } from "./chart_settings.ts";
import type { Study } from "./chart_studies.ts";
import { dayOfWall, wallTimes } from "./chart_time.ts";
import type { History, Interval } from "./history.ts";

/** Everything that a chart shows, apart from how it is drawn. */
export interface ChartModel {
  readonly history: History;
  readonly settings: ChartSettings;
  readonly bars: Bars;
  readonly axis: SessionAxis;
  readonly studies: readonly Study[];
  readonly comparison: Comparison | null;
  /** By the bar's index. */
  readonly events: ReadonlyMap<number, readonly ChartEvent[]>;
  /** Price heard between slots; `null` where there is none. */
  readonly live: number | null;
  /** The newest quote, which knows its day's change; `null` where there is none. */
  readonly quoted: LivePrice | null;
}

/** A quote, or a price heard between slots, and its day so far. */
export interface LivePrice {
  readonly price: number;
  /** The exchange's time, epoch milliseconds. */
  readonly at: number;
  readonly dayOpen: number | null;
  readonly dayHigh: number | null;
  readonly dayLow: number | null;
  /** Close of the session before, on today's scale: a bar of that day may have seen another last price. */
  readonly previousClose: number | null;
  /** Since that close, as the page's head tells it. */
  readonly changePercent: number | null;
  /** Where it is from. */
  readonly source: string;
}

/** The model of bars alone: what the server shows, and the browser begins with. */
export function modelOf(
  history: History,
  settings: ChartSettings,
  quoted: LivePrice | null = null,
): ChartModel {
  const bars = new Bars(history, settings.prices);
  return {
    history,
    settings,
    bars,
    axis: new SessionAxis(bars.time, history.interval),
    studies: [],
    comparison: null,
    events: eventsOn(history, []),
    live: null,
    quoted,
  };
}

/** What a quote says of the newest bar; `null` without a price. */
export function livePriceOf(quote: QuoteView | undefined): LivePrice | null {
  if (quote === undefined || quote.price === null || quote.as_of === null) return null;
  return {
    price: quote.price,
    at: Date.parse(quote.as_of),
    dayOpen: quote.day_open,
    dayHigh: quote.day_high,
    dayLow: quote.day_low,
    previousClose: quote.previous_close,
    changePercent: quote.change_percent,
    source: quote.source,
  };
}

/** Whether a daily bar is of the day that a quote is of. */
export function isOfQuote(bar: Pick<Bar, "time">, { at }: LivePrice): boolean {
  return bar.time === beginOf(at / 1000, "1d");
}

/** Events by bar; the splits that the bars show are among them. */
export function eventsOn(
  history: History,
  events: readonly ChartEvent[],
): ReadonlyMap<number, readonly ChartEvent[]> {
  const { time, interval } = history;
  const all = [...splitsOf(history), ...events];
  return all.length === 0 ? new Map() : eventsByBar(all, { time, wall: wallTimes(time, interval), interval });
}

/**
 * The bar that a live price belongs to, as it then is: the last one stretched to it, or a new one where its time is
 * over; `null` where the price is older than the last bar.
 */
export function liveBar(bars: Bars, interval: Interval, live: LivePrice): Bar | null {
  const last = bars.at(bars.count - 1);
  if (last === null) return null;
  const time = beginOf(live.at / 1000, interval);
  const { price } = live;
  if (time < last.time) return null;
  if (time === last.time) {
    return { ...last, high: Math.max(last.high, price), low: Math.min(last.low, price), close: price };
  }
  const day = interval === "1d" ? live : { dayOpen: null, dayHigh: null, dayLow: null };
  return {
    time,
    open: day.dayOpen ?? price,
    high: Math.max(day.dayHigh ?? price, price),
    low: Math.min(day.dayLow ?? price, price),
    close: price,
    volume: null,
  };
}

/** The last instant of a bar belongs to it: a session's last trade carries its close. */
function beginOf(seconds: number, interval: Interval): number {
  if (interval === "1d") return dayOfWall(wallTimes([seconds], "15m")[0] ?? 0) * 86_400;
  return Math.floor((seconds - 1) / 900) * 900;
}
