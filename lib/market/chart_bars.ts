import type { History } from "./history.ts";
import { Extremes } from "./chart_extremes.ts";

/** One bar; prices in the listing's currency. */
export interface Bar {
  /** Beginning, epoch seconds. */
  readonly time: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  /** Shares; `null` where the bar was built from samples. */
  readonly volume: number | null;
}

/**
 * Bars of a chart in columns that drawing reads fast: the highest and lowest of any stretch is known without a look at
 * every bar. The last one can be changed, as a live price does.
 */
export class Bars {
  readonly time: number[];
  readonly open: number[];
  readonly high: number[];
  readonly low: number[];
  readonly close: number[];
  readonly volume: (number | null)[];
  /** Share of the samples of a full bar that each is built of, at most 1; NaN where it is not built of samples. */
  readonly coverage: number[];
  readonly prices: Extremes;
  readonly volumes: Extremes;
  readonly closes: Extremes;
  readonly coverages: Extremes;

  /** @param prices on today's scale, or as traded */
  constructor(history: History, prices: "adjusted" | "raw") {
    const { adjustment } = history;
    const scaled = (column: readonly number[]) =>
      prices === "raw" ? [...column] : column.map((price, i) => price * (adjustment[i] ?? 1));
    this.time = [...history.time];
    this.open = scaled(history.open);
    this.high = scaled(history.high);
    this.low = scaled(history.low);
    this.close = scaled(history.close);
    this.volume = [...history.volume];
    this.coverage = history.samples.map((samples, i) => coverageOf(samples, history.expected[i] ?? null));
    this.prices = new Extremes(this.low, this.high);
    this.closes = new Extremes(this.close, this.close);
    this.coverages = new Extremes(this.coverage, this.coverage);
    const volume = this.volume.map((shares) => shares ?? NaN);
    this.volumes = new Extremes(volume, volume);
  }

  get count(): number {
    return this.time.length;
  }

  /** One bar; `null` where there is none. */
  at(index: number): Bar | null {
    const [time, open, high, low, close] = [
      this.time[index],
      this.open[index],
      this.high[index],
      this.low[index],
      this.close[index],
    ];
    if (
      time === undefined || open === undefined || high === undefined || low === undefined ||
      close === undefined
    ) return null;
    return { time, open, high, low, close, volume: this.volume[index] ?? null };
  }

  /** Puts a bar in the place of the last one, or after it where it begins later. */
  set(bar: Bar): void {
    const isNew = bar.time > (this.time.at(-1) ?? -Infinity);
    const index = isNew ? this.count : this.count - 1;
    this.time[index] = bar.time;
    this.open[index] = bar.open;
    this.high[index] = bar.high;
    this.low[index] = bar.low;
    this.close[index] = bar.close;
    this.volume[index] = bar.volume;
    if (isNew) this.coverage[index] = NaN;
    this.prices.set(index, bar.low, bar.high);
    this.closes.set(index, bar.close, bar.close);
    this.volumes.set(index, bar.volume ?? NaN, bar.volume ?? NaN);
  }
}

/** Whether adjusted prices are others than those traded. */
export function hasAdjusted({ adjustment }: History): boolean {
  return adjustment.some((factor) => factor !== null && factor !== 1);
}

/** Whether any bar of a stretch knows how much was traded. */
export function hasVolume({ volume }: Pick<History, "volume">): boolean {
  return volume.some((shares) => shares !== null);
}

function coverageOf(samples: number | null, expected: number | null): number {
  return samples === null || expected === null || expected <= 0 ? NaN : Math.min(1, samples / expected);
}
