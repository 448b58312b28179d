import { provenance, type Row } from "@/lib/datasets/mod.ts";
import { isoTime } from "@/lib/datasets/mod.ts";
import type { ImportedBar } from "./imported_bars.ts";

const PRICES = ["open", "high", "low", "close"] as const;
/** What one file has and another leaves empty. */
const EXTRAS = ["volume", "adjusted_open", "adjusted_high", "adjusted_low", "adjusted_close"] as const;

/**
 * The row of `stock_historical` for a bar of a price file.
 * @param fileName without folders
 * @param importedAt epoch milliseconds
 */
export function rowOf(bar: ImportedBar, fileName: string, importedAt: number): Row {
  const { symbol, interval, time, prices, samples, expected } = bar;
  const { open, high, low, close, volume, ...adjusted } = prices;
  return {
    symbol,
    interval,
    time: isoTime(time),
    open,
    high,
    low,
    close,
    volume,
    ...adjusted,
    samples,
    expected,
    ...provenance(sourceOf(fileName), time, importedAt),
  };
}

/** Source of a file's rows. */
export function sourceOf(fileName: string): string {
  return `import:${fileName}`;
}

/**
 * What an imported row adds to what is known of its bar; `null` when nothing. Where both have the same prices, what
 * the row leaves empty is taken from the known one: a file without adjusted prices does not take them back.
 */
export function newsOf(row: Row, known: Row | undefined): Row | null {
  if (known === undefined || PRICES.some((name) => known[name] !== row[name])) return row;
  if (EXTRAS.every((name) => row[name] === null || row[name] === known[name])) return null;
  return { ...row, ...Object.fromEntries(EXTRAS.map((name) => [name, row[name] ?? known[name] ?? null])) };
}
