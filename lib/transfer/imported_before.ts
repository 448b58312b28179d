import { createHash } from "node:crypto";
import { isoTime } from "@/lib/datasets/mod.ts";
import { newYorkDate } from "@/lib/exchange/mod.ts";
import type { ImportedFile } from "@/lib/store/imports.ts";
import { sourceOf } from "./import_rows.ts";
import type { ImportedBar } from "./imported_bars.ts";

/** What a file was imported as: another symbol makes other bars of the same bytes. */
export interface ImportedAs {
  readonly bytes: Uint8Array;
  readonly symbol?: string | undefined;
  readonly dates?: string | undefined;
  readonly timezone?: string | undefined;
}

/** Tells two imports apart by what is in the file, not by its name. */
export function fingerprintOf({ bytes, symbol = "", dates = "", timezone = "" }: ImportedAs): string {
  const hash = createHash("sha256").update([symbol.toUpperCase(), dates, timezone].join("\n")).update("\n");
  return hash.update(bytes).digest("hex");
}

/** What is remembered of a file. @param at when it was imported, epoch milliseconds */
export function importedFile(
  fingerprint: string,
  name: string,
  bars: readonly ImportedBar[],
  at: number,
): ImportedFile {
  const through: Record<string, string> = {};
  for (const { symbol, interval, time } of bars) {
    const date = interval === "1d" ? isoTime(time).slice(0, 10) : newYorkDate(time);
    if (date > (through[symbol] ?? "")) through[symbol] = date;
  }
  return { fingerprint, source: sourceOf(name), at: [isoTime(at)], through };
}
