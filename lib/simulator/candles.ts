import { newYorkTime } from "@/lib/exchange/mod.ts";
import { type TradingDay, tradingDaysBetween } from "./day.ts";
import { mix, round, textHash, unit } from "./hash.ts";
import { type DayPath, type MarketOptions, pathOf } from "./path.ts";

/** Bar lengths the simulator makes: minutes, or a day. */
export type Resolution = "1" | "5" | "15" | "30" | "60" | "D";

/** `/stock/candle` as Finnhub answers it: parallel arrays, or `no_data` without any. */
export type RawCandles = CandleArrays | { readonly s: "no_data" };

/** Bars oldest first; `t` is the start in epoch seconds, of a day New York's midnight. */
export interface CandleArrays {
  readonly c: readonly number[];
  readonly h: readonly number[];
  readonly l: readonly number[];
  readonly o: readonly number[];
  readonly s: "ok";
  readonly t: readonly number[];
  /** Shares. */
  readonly v: readonly number[];
}

/** Options of {@linkcode candlesBetween}. */
export interface CandleOptions extends MarketOptions {
  /** Epoch ms after which nothing is known yet: the bar in progress ends here. @default to */
  readonly asOf?: number;
}

interface Bar {
  readonly time: number;
  readonly from: number;
  readonly to: number;
}

const MINUTES: Readonly<Record<Exclude<Resolution, "D">, number>> = {
  "1": 1,
  "5": 5,
  "15": 15,
  "30": 30,
  "60": 60,
};

/** Share of minutes without a trade: Finnhub leaves them out. */
const QUIET_MINUTES = 0.004;

/** Whether a text is a bar length the simulator makes. */
export function isResolution(text: string): text is Resolution {
  return text === "D" || Object.hasOwn(MINUTES, text);
}

/**
 * Bars of a symbol that start from `from` to `to` (epoch ms, both included), on the same path as the quotes.
 * Intraday bars are counted from the day's opening. Unknown symbols and empty spans get `no_data`.
 */
export function candlesBetween(
  symbol: string,
  resolution: Resolution,
  from: number,
  to: number,
  options: CandleOptions = {},
): RawCandles {
  const { hours = "always", asOf = to } = options;
  const c: number[] = [],
    h: number[] = [],
    l: number[] = [],
    o: number[] = [],
    t: number[] = [],
    v: number[] = [];
  // A daily bar is stamped with its midnight, hours before the session that it holds.
  const end = Math.min(resolution === "D" ? to + 24 * 3_600_000 : to, asOf) + 1;
  for (const day of tradingDaysBetween(from, end, hours)) {
    const path = pathOf(symbol, day, options);
    if (!path) return { s: "no_data" };
    for (const bar of resolution === "D" ? daily(day) : intraday(symbol, day, MINUTES[resolution], options)) {
      if (bar.time < from || bar.time > to || bar.from >= asOf) continue;
      add(path, bar);
    }
  }
  return t.length === 0 ? { s: "no_data" } : { c, h, l, o, s: "ok", t, v };

  function add(path: DayPath, bar: Bar): void {
    const start = path.positionAt(bar.from), stop = path.positionAt(Math.min(bar.to, asOf));
    const { high, low } = path.rangeOf(start, stop);
    c.push(round(path.priceAt(stop)));
    h.push(round(high));
    l.push(round(low));
    o.push(round(path.priceAt(start)));
    t.push(bar.time / 1000);
    v.push(path.volumeOf(start, stop));
  }
}

function daily(day: TradingDay): Bar[] {
  return [{ time: newYorkTime(day.date, 0, 0), from: day.open, to: day.close }];
}

function* intraday(symbol: string, day: TradingDay, minutes: number, options: MarketOptions): Generator<Bar> {
  const key = mix(options.seed ?? 1, textHash(symbol), 11);
  const length = minutes * 60_000;
  for (let from = day.open; from < day.close; from += length) {
    if (minutes === 1 && unit(mix(key, from / 60_000)) < QUIET_MINUTES) continue;
    yield { time: from, from, to: Math.min(from + length, day.close) };
  }
}
