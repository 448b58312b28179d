import { barLabel, spokenBar } from "@/lib/market/chart_time.ts";
import type { View } from "@/lib/market/chart_view.ts";
import { counted, directionOf, formatPercent } from "@/lib/market/format.ts";
import { daysIn, type Lines } from "./lines.ts";

/** What the lines say of one day. */
export interface LinesReading {
  /** `Fri, Nov 20, 2026`. */
  readonly when: string;
  readonly values: readonly {
    readonly symbol: string;
    readonly slot: number;
    /** Change since the first day in view, percent. */
    readonly changePercent: number;
    /** The same as a ratio. */
    readonly ratio: number;
  }[];
}

/** The changes of all symbols from the first day in view to a day; `null` where there is no such day. */
export function linesReading(lines: Lines, view: View, index: number): LinesReading | null {
  const day = lines.date[index];
  if (day === undefined) return null;
  const { first } = daysIn(view, lines.date.length);
  return {
    when: barLabel(secondsOf(day), "1d"),
    values: lines.symbols.map((symbol, i) => {
      const ratio = (lines.closes[i]?.[index] ?? NaN) / (lines.closes[i]?.[first] ?? NaN);
      return { symbol, slot: lines.slots[i] ?? i, changePercent: (ratio - 1) * 100, ratio };
    }),
  };
}

/**
 * One day as a sentence for a screen reader, best first: `Friday 20 November: NVDA up 34.1 %, AAPL down 2.0 %`.
 * @param picked the only symbol that is wanted; `null` for all
 */
export function spokenLines(lines: Lines, view: View, index: number, picked: string | null): string {
  const day = lines.date[index];
  const reading = linesReading(lines, view, index);
  if (day === undefined || reading === null) return "";
  const told = reading.values.filter(({ symbol }) => picked === null || symbol === picked)
    .toSorted((a, b) => b.changePercent - a.changePercent)
    .map(({ symbol, changePercent }) => `${symbol} ${spokenChange(changePercent)}`);
  return `${spokenBar(secondsOf(day), "1d")}: ${told.join(", ")}`;
}

/** What is in view, in a sentence. */
export function spokenStretch(lines: Lines, view: View): string {
  const { first, last } = daysIn(view, lines.date.length);
  const [from, to] = [lines.date[first], lines.date[last]];
  if (from === undefined || to === undefined) return "No days in common";
  const label = (day: string) => barLabel(secondsOf(day), "1d");
  return `Change from ${label(from)} to ${label(to)}, ${counted(last - first + 1, "day")}. ` +
    spokenLines(lines, view, last, null);
}

/** The day in view on which a symbol stood highest or lowest. @param picked the symbol; `null` for the first */
export function extremeDay(
  { symbols, closes, date }: Lines,
  view: View,
  picked: string | null,
  which: "high" | "low",
): number {
  const { first, last } = daysIn(view, date.length);
  const column = closes[Math.max(0, symbols.findIndex((symbol) => symbol === picked))] ?? [];
  const shown = column.slice(first, last + 1);
  return first + shown.indexOf(which === "high" ? Math.max(...shown) : Math.min(...shown));
}

function spokenChange(percent: number): string {
  const direction = directionOf(percent);
  if (direction === "flat") return "unchanged";
  return `${direction} ${formatPercent(Math.abs(percent)).replace("+", "")}`;
}

function secondsOf(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / 1000;
}
