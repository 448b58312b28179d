import type { PriceMeaning } from "./column_names.ts";
import type { PriceColumns } from "./layout.ts";
import { isNothing, numberOf, type NumberStyle, volumeOf } from "./numbers.ts";

/** Prices of one bar; the adjusted ones and the volume as far as the file has them. */
export type Prices =
  & Readonly<Record<"open" | "high" | "low" | "close", number>>
  & Readonly<Record<Exclude<PriceMeaning, "open" | "high" | "low" | "close">, number | null>>;

const RAW = ["open", "high", "low", "close"] as const;
const ADJUSTED = ["adjusted_open", "adjusted_high", "adjusted_low", "adjusted_close"] as const;

/** Downloads round open and high apart: up to this share of the price they may contradict each other. */
const ROUNDING = 1e-6;

/**
 * Reads one symbol's cells of a row.
 * @returns the prices; `null` where all are empty; else what is wrong with them, in words
 */
export function readPrices(
  cells: readonly string[],
  { at }: PriceColumns,
  header: readonly string[],
  style: NumberStyle,
): Prices | string | null {
  if (RAW.every((meaning) => isNothing(cellOf(cells, at[meaning])))) return null;
  const values = new Map<PriceMeaning, number | null>();
  for (const [meaning, index] of Object.entries(at) as [PriceMeaning, number][]) {
    const cell = cellOf(cells, index);
    const isVolume = meaning === "volume";
    const value = isVolume ? volumeOf(cell, style) : numberOf(cell, style);
    const name = `"${header[index]}"`;
    const isRaw = RAW.some((each) => each === meaning);
    if (value === null && isRaw) return `${name} is empty, wanted a price`;
    if (value !== null && !(isVolume ? value >= 0 : value > 0)) {
      return `${name} is ${JSON.stringify(clip(cell))}, wanted ${
        isVolume ? "a number of shares" : "a price"
      }`;
    }
    values.set(meaning, value);
  }
  const value = (meaning: PriceMeaning) => values.get(meaning) ?? null;
  const [open = 0, high = 0, low = 0, close = 0] = RAW.map((meaning) => value(meaning) ?? 0);
  const prices: Prices = {
    open,
    high,
    low,
    close,
    volume: value("volume"),
    adjusted_open: value("adjusted_open"),
    adjusted_high: value("adjusted_high"),
    adjusted_low: value("adjusted_low"),
    adjusted_close: value("adjusted_close"),
  };
  return contradiction(RAW.map((name) => prices[name]), "") ??
    contradiction(ADJUSTED.map((name) => prices[name]), "adjusted ") ?? prices;
}

/** What cannot be of open, high, low and close; `null` when they can. */
function contradiction(values: readonly (number | null)[], kind: string): string | null {
  const [open = null, high = null, low = null, close = null] = values;
  if (high !== null && low !== null && high < low * (1 - ROUNDING)) {
    return `${kind}high ${high} is below ${kind}low ${low}`;
  }
  for (const [name, price] of [["open", open], ["close", close]] as const) {
    if (price === null) continue;
    if (high !== null && price > high * (1 + ROUNDING)) {
      return `${kind}${name} ${price} is above ${kind}high ${high}`;
    }
    if (low !== null && price < low * (1 - ROUNDING)) {
      return `${kind}${name} ${price} is below ${kind}low ${low}`;
    }
  }
  return null;
}

function cellOf(cells: readonly string[], index: number | undefined): string {
  return index === undefined ? "" : cells[index] ?? "";
}

function clip(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
