import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { parse } from "@std/csv";

/** One daily bar of a downloaded file. */
export interface RealBar {
  readonly date: string;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
  /** The close adjusted for splits and dividends, as the file has it. */
  readonly adjustedClose: number;
  /** The file's own cells, by its column names. */
  readonly cells: Readonly<Record<string, string | undefined>>;
}

const PRICES = new URL("../../../shared/prices/", import.meta.url);
const APPLE = "plotly-finance-charts-apple.csv";
const FIVE = "plotly-dash-stock-ticker-demo.csv";

/** Whether the real prices lie beside the project. */
export const HAVE_REAL_PRICES = [APPLE, FIVE].every((name) => existsSync(new URL(name, PRICES)));

/** What to add to the name of a test that needs them, so that a test left out says why. */
export const REAL_PRICES_NOTE = HAVE_REAL_PRICES ? "" : " (left out: no ../shared/prices)";

/** Real daily bars, oldest first, by file and ticker: one of 506 days, five of up to 754. */
export function realPrices(): Map<string, RealBar[]> {
  const prices = new Map([
    ["AAPL of finance-charts", read(APPLE).map((row) => barOf(row, "AAPL.", "AAPL.Adjusted"))],
  ]);
  for (const [ticker, rows] of Map.groupBy(read(FIVE), (row) => row["Stock"] ?? "")) {
    prices.set(`${ticker} of stock-ticker-demo`, rows.map((row) => barOf(row, "", "AdjClose")));
  }
  // One of the files has its newest day first.
  for (const bars of prices.values()) bars.sort((a, b) => a.date < b.date ? -1 : 1);
  return prices;
}

function read(name: string): Record<string, string | undefined>[] {
  return parse(readFileSync(new URL(name, PRICES), "utf8"), { skipFirstRow: true });
}

function barOf(cells: Record<string, string | undefined>, prefix: string, adjusted: string): RealBar {
  const cell = (name: string) => Number(cells[name] || NaN);
  return {
    date: cells["Date"] ?? "",
    high: cell(`${prefix}High`),
    low: cell(`${prefix}Low`),
    close: cell(`${prefix}Close`),
    volume: cell(`${prefix}Volume`),
    adjustedClose: cell(adjusted),
    cells,
  };
}

/** Asserts that two columns are null at the same places and elsewhere no further apart than `tolerance`. */
export function assertColumn(
  actual: readonly (number | null)[],
  expected: readonly (number | null)[],
  what: string,
  tolerance = 1e-9,
): void {
  assert.equal(actual.length, expected.length, `${what}: length`);
  for (const [index, value] of actual.entries()) {
    const wanted = expected[index] ?? null;
    const isEqual = value === null || wanted === null
      ? value === wanted
      : Math.abs(value - wanted) <= tolerance;
    assert.ok(isEqual, `${what}: ${value} at ${index}, expected ${wanted}`);
  }
}
