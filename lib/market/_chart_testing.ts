import type { History, Interval } from "./history.ts";

/** A history with these closes, one bar an interval from 2026-01-05 on, its other columns as asked for. */
export function historyWith(
  closes: readonly number[],
  { interval = "1d", ...more }: Partial<History> & { interval?: Interval } = {},
): History {
  const start = Date.UTC(2026, 0, 5, interval === "1d" ? 0 : 14, interval === "1d" ? 0 : 30) / 1000;
  const step = interval === "1d" ? 86_400 : 900;
  const none = closes.map(() => null);
  return {
    symbol: "AAPL",
    range: "MAX",
    interval,
    sources: ["derived:quotes"],
    time: closes.map((_, i) => start + i * step),
    open: closes,
    high: closes.map((close) => close + 1),
    low: closes.map((close) => close - 1),
    close: closes,
    volume: none,
    source: closes.map(() => 0),
    samples: none,
    expected: none,
    adjustment: none,
    ...more,
  };
}
