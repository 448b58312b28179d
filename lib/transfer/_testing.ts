import assert from "node:assert/strict";
import { type PriceFile, type ReadOptions, readPriceFile } from "./price_file.ts";
import { Refusal } from "./refusal.ts";

/** What the tests of imports share. */

export const NOW = Date.parse("2024-03-01T12:00:00Z");

/** Open, high, low and close of a row about whose prices the test says nothing. */
export const BAR = ",1,2,1,2";

/** Reads a price file, on a day after all those in the tests. */
export function read(
  name: string,
  text: string | Uint8Array,
  options: Partial<ReadOptions> = {},
): Promise<PriceFile> {
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  return readPriceFile(name, bytes, { watchlist: ["AAPL", "MSFT"], now: NOW, ...options });
}

/** The bars in short: symbol, interval, time, open, high, low, close, volume, adjusted close. */
export function short({ bars }: PriceFile): unknown[][] {
  return bars.map(({ symbol, interval, time, prices: p }) => [
    symbol,
    interval,
    new Date(time).toISOString().replace("T00:00:00.000Z", ""),
    ...[p.open, p.high, p.low, p.close, p.volume, p.adjusted_close],
  ]);
}

/** The file as a whole is refused, for that reason. */
export async function refuses(reading: Promise<unknown>, reason: RegExp): Promise<void> {
  await assert.rejects(reading, (error) => {
    assert.ok(error instanceof Refusal, String(error));
    assert.match(error.reason, reason);
    return true;
  });
}
