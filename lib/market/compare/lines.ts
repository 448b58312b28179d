import { SessionAxis, type Tick } from "@/lib/market/chart_axis.ts";
import { evenMarks, logarithmicMarks, type Mark, shortPercent } from "@/lib/market/chart_scale.ts";
import type { View } from "@/lib/market/chart_view.ts";
import { positionsKept } from "@/lib/market/thin.ts";
import { spreadApart } from "./spread.ts";

/** What is drawn as lines: symbols on common days. */
export interface Lines {
  readonly symbols: readonly string[];
  /** Place of each symbol among those chosen: it keeps its colour when another is left out. */
  readonly slots: readonly number[];
  /** Days, `YYYY-MM-DD`, oldest first. */
  readonly date: readonly string[];
  /** Closes, a column for each symbol. */
  readonly closes: readonly (readonly number[])[];
}

/** Width that lines are drawn in, whatever the screen has: they are stretched. */
export const LINES_WIDTH = 1000;
/** Height of a chart of lines, pixels; its labels need their places, so it is the same everywhere. */
export const LINES_HEIGHT = 360;
/** Height of the time axis, below the lines. */
export const TIME_HEIGHT = 36;
/** Height of a label, and so the least distance between two. */
const LABEL_PX = 16;
/** Share of the height that stays free above and below. */
const MARGIN = 0.05;
const TICK_PX = 64;
/** Points of a line: as many as a wide screen tells apart. */
const MOST_POINTS = 700;
const MARK_PX = 44;
const FEWEST_MARKS = 4;

/** One line, drawn. */
export interface DrawnLine {
  readonly symbol: string;
  readonly slot: number;
  /** SVG path, {@linkcode LINES_WIDTH} wide. */
  readonly path: string;
  /** Where it ends, and where its label stands, from the top. */
  readonly end: number;
  readonly label: number;
  /** Change from the first day in view to the last, percent. */
  readonly changePercent: number;
}

/** A chart of lines, drawn; all heights in pixels from the top, all places across in shares of the width. */
export interface DrawnLines {
  readonly lines: readonly DrawnLine[];
  /** Changes in percent since the first day in view, round. */
  readonly marks: readonly (Mark & { readonly top: number })[];
  readonly ticks: readonly (Tick & { readonly across: number })[];
  /** Height of no change. */
  readonly zero: number;
  /** Height of a ratio to the first day in view. */
  readonly top: (ratio: number) => number;
}

/** Days of an axis, epoch seconds of midnight UTC. */
export function axisOf(date: readonly string[]): SessionAxis {
  return new SessionAxis(date.map((day) => Date.parse(`${day}T00:00:00Z`) / 1000), "1d");
}

/** First and last index of a view, ends included. */
export function daysIn({ from, to }: View, count: number): { readonly first: number; readonly last: number } {
  return { first: Math.max(0, Math.ceil(from)), last: Math.min(count - 1, Math.floor(to)) };
}

/** Where a day stands, as a share of the width: the first in view at the left edge, the last at the right. */
export function acrossOf(index: number, view: View, count: number): number {
  const { first, last } = daysIn(view, count);
  return last === first ? 0.5 : (index - first) / (last - first);
}

/**
 * Draws performance since the first day in view: every line begins at no change.
 * @param width pixels of the lines on the screen, for the distance of the dates
 */
export function drawLines(
  { symbols, slots, date, closes }: Lines,
  { axis, view, scale, width }: {
    readonly axis: SessionAxis;
    readonly view: View;
    readonly scale: "linear" | "log";
    readonly width: number;
  },
): DrawnLines {
  const { first, last } = daysIn(view, date.length);
  const ratios = closes.map((column) => {
    const base = column[first] ?? NaN;
    return column.slice(first, last + 1).map((close) => close / base);
  });
  const scaled = scale === "log" ? Math.log : (ratio: number) => ratio;
  const all = ratios.flat();
  // Not by spreading: a long stretch of many symbols is more than a call takes.
  const low = all.reduce((a, b) => Math.min(a, b), 1);
  const high = all.reduce((a, b) => Math.max(a, b), 1);
  const span = scaled(high) - scaled(low) || 0.02;
  const [bottom, peak] = [scaled(low) - span * MARGIN, scaled(high) + span * MARGIN];
  const top = (ratio: number) => (peak - scaled(ratio)) / (peak - bottom) * LINES_HEIGHT;
  const ends = ratios.map((column) => top(column.at(-1) ?? 1));
  const labels = spreadApart(ends, LABEL_PX, LABEL_PX / 2, LINES_HEIGHT - LABEL_PX / 2);
  return {
    lines: symbols.map((symbol, i): DrawnLine => ({
      symbol,
      slot: slots[i] ?? i,
      path: pathOf(ratios[i] ?? [], top),
      end: ends[i] ?? 0,
      label: labels[i] ?? 0,
      changePercent: ((ratios[i]?.at(-1) ?? NaN) - 1) * 100,
    })),
    marks: marksOf(low, high, scale).map((mark) => ({ ...mark, top: top(mark.value) })),
    ticks: axis.ticks(first, last, Math.max(1, width), TICK_PX)
      .map((tick) => ({ ...tick, across: acrossOf(tick.index, view, date.length) })),
    zero: top(1),
    top,
  };
}

/** Round changes: evenly apart, and on a logarithmic scale that spans enough at ratios of 1, 2 and 5. */
function marksOf(low: number, high: number, scale: "linear" | "log"): Mark[] {
  const most = Math.floor(LINES_HEIGHT / MARK_PX);
  const percent = (ratio: number) => (ratio - 1) * 100;
  const even = evenMarks(percent(low), percent(high), most).map((change) => 1 + change / 100);
  const ratios = scale === "log" ? logarithmicMarks(low, high, most) : [];
  const values = ratios.length >= FEWEST_MARKS ? ratios : even;
  return values.map((value) => ({ value, label: shortPercent(Number(percent(value).toPrecision(10))) }));
}

function pathOf(ratios: readonly number[], top: (ratio: number) => number): string {
  const step = LINES_WIDTH / Math.max(1, ratios.length - 1);
  return positionsKept(ratios, ratios, MOST_POINTS)
    .map((at, i) =>
      `${i === 0 ? "M" : "L"}${Number((at * step).toFixed(1))} ${Number(top(ratios[at] ?? 1).toFixed(1))}`
    )
    .join("");
}
