import type { Series } from "@/lib/market/performance/mod.ts";
import type { SeriesView } from "@/lib/store/ledger.ts";

/**
 * Closes by day out of the daily bars of one symbol, adjusted for splits where the source adjusts.
 * @param bars of `stock_historical`, of interval `1d`; `undefined` where there are none
 */
export function dailyCloses(bars: SeriesView | undefined): Series {
  if (bars === undefined) return { date: [], value: [] };
  const [plain, adjusted] = [bars.column("close"), bars.column("adjusted_close")];
  return {
    date: Array.from(bars.time, (at) => new Date(at).toISOString().slice(0, 10)),
    value: Array.from(plain, (close, i) => {
      const value = adjusted[i] ?? NaN;
      return value > 0 ? value : close;
    }),
  };
}
