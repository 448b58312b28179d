import type { PriceMeaning } from "./column_names.ts";
import type { Line } from "./lines.ts";
import type { Placed } from "./placing.ts";
import type { Prices } from "./prices.ts";

/** A bar as a price file has it. */
export interface ImportedBar {
  readonly symbol: string;
  readonly interval: Placed["interval"];
  /** Start; of a daily bar its date at midnight UTC; epoch milliseconds. */
  readonly time: number;
  readonly prices: Prices;
  /** Bars that it was put together of, and how many a full one has; null where it came as it is. */
  readonly samples: number | null;
  readonly expected: number | null;
}

/** What the placed rows come to. */
export interface Bars {
  /** By symbol, interval and time. */
  readonly bars: readonly ImportedBar[];
  /** Rows that say what another says. */
  readonly repeated: number;
  /** Rows that contradict an earlier one of the same time. */
  readonly conflicts: readonly { readonly line: Line; readonly reason: string }[];
}

/** Makes bars of rows: one a time, finer ones put together. */
export function barsOf(placed: readonly Placed[]): Bars {
  const conflicts: { line: Line; reason: string }[] = [];
  const bars: ImportedBar[] = [];
  let repeated = 0;
  let parts: Placed[] = [];
  // Sorting is stable: of two rows of one time the one that comes first in the file stands.
  for (const each of placed.toSorted(byPlace)) {
    const [first, last] = [parts[0], parts.at(-1)];
    if (last !== undefined && isSameSeries(last, each) && last.at === each.at) {
      if (isSame(last.row.prices, each.row.prices)) repeated++;
      else {
        const reason = `line ${last.row.line.number} has other prices of the same time`;
        conflicts.push({ line: each.row.line, reason });
      }
    } else if (first !== undefined && isSameSeries(first, each) && first.time === each.time) parts.push(each);
    else {
      if (parts.length > 0) bars.push(joined(parts));
      parts = [each];
    }
  }
  if (parts.length > 0) bars.push(joined(parts));
  return { bars, repeated, conflicts };
}

function joined(parts: readonly Placed[]): ImportedBar {
  const [first, last] = [parts[0], parts.at(-1)];
  if (first === undefined || last === undefined) throw new RangeError("Cannot put a bar together of no rows");
  const { row: { symbol }, interval, time } = first;
  if (first.parts === 1) {
    return { symbol, interval, time, prices: first.row.prices, samples: null, expected: null };
  }
  // What one part does not have, the whole does not have.
  const all = (name: PriceMeaning, join: (values: number[]) => number) => {
    const values = parts.flatMap(({ row }) => row.prices[name] ?? []);
    return values.length === parts.length ? join(values) : null;
  };
  const most = (values: number[]) => Math.max(...values);
  const least = (values: number[]) => Math.min(...values);
  const prices: Prices = {
    open: first.row.prices.open,
    high: most(parts.map(({ row }) => row.prices.high)),
    low: least(parts.map(({ row }) => row.prices.low)),
    close: last.row.prices.close,
    volume: all("volume", (values) => values.reduce((sum, value) => sum + value, 0)),
    adjusted_open: first.row.prices.adjusted_open,
    adjusted_high: all("adjusted_high", most),
    adjusted_low: all("adjusted_low", least),
    adjusted_close: last.row.prices.adjusted_close,
  };
  return { symbol, interval, time, prices, samples: parts.length, expected: first.parts };
}

function isSame(a: Prices, b: Prices): boolean {
  return (Object.keys(a) as PriceMeaning[]).every((name) => a[name] === b[name]);
}

/** Orders bars by symbol, interval and time. */
export function bySeries(a: ImportedBar, b: ImportedBar): number {
  if (a.symbol !== b.symbol) return a.symbol < b.symbol ? -1 : 1;
  if (a.interval !== b.interval) return a.interval < b.interval ? -1 : 1;
  return a.time - b.time;
}

function isSameSeries(a: Placed, b: Placed): boolean {
  return a.row.symbol === b.row.symbol && a.interval === b.interval;
}

function byPlace(a: Placed, b: Placed): number {
  if (a.row.symbol !== b.row.symbol) return a.row.symbol < b.row.symbol ? -1 : 1;
  if (a.interval !== b.interval) return a.interval < b.interval ? -1 : 1;
  return a.at - b.at;
}
