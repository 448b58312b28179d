import type { Extremes } from "@/lib/market/chart_extremes.ts";
import { bodiesOf, strokeOf } from "./bodies.ts";
import { barWidth, bucketsOf, bucketX, fillBlock, type Frame, xOf } from "./frame.ts";

/** Looks of a line. */
export interface LineStyle {
  readonly color: string;
  /** Pixels of the page. @default 1.5 */
  readonly width?: number;
  /** Lengths of strokes and gaps, pixels of the page: lines are told apart without colour. @default unbroken */
  readonly dash?: readonly number[];
  /** Whether neighbours differ so little that one of several stands for all: an average. @default false */
  readonly isSmooth?: boolean;
}

/**
 * A line through values; NaN breaks it. Where bars are too narrow to be told apart, a smooth one runs through every so
 * manieth value, and any other becomes the reach of several, so that no spike is lost.
 */
export function drawLine(
  frame: Frame,
  values: readonly number[],
  extremes: Extremes,
  style: LineStyle,
): void {
  const { ctx, ratio } = frame;
  const { level } = bucketsOf(frame, values.length);
  const width = Math.max(1, (style.width ?? 1.5) * ratio);
  if (level > 0 && style.isSmooth !== true) return fillReach(frame, values, extremes, { ...style, width });
  ctx.lineWidth = width;
  ctx.lineJoin = level > 0 ? "bevel" : "round";
  ctx.strokeStyle = style.color;
  ctx.setLineDash((style.dash ?? []).map((length) => length * ratio));
  ctx.stroke(pathThrough(frame, values));
  ctx.setLineDash([]);
}

function pathThrough(frame: Frame, values: readonly number[]): Path2D {
  const { level: narrow, first, last } = bucketsOf(frame, values.length);
  // Of what changes so little a point every few pixels is enough.
  const level = narrow === 0 ? 0 : narrow + 1;
  const path = new Path2D();
  let isDown = false;
  for (let bucket = first >> (level - narrow); bucket <= last >> (level - narrow); bucket++) {
    const value = values[Math.min(values.length, (bucket + 1) * 2 ** level) - 1] ?? NaN;
    const isKnown = !Number.isNaN(value);
    if (isKnown && isDown) path.lineTo(bucketX(frame, level, bucket), frame.y(value));
    else if (isKnown) path.moveTo(bucketX(frame, level, bucket), frame.y(value));
    isDown = isKnown;
  }
  return path;
}

/** Upright strokes from lowest to highest, each as far as the one before; filling them is many times faster. */
function fillReach(
  frame: Frame,
  values: readonly number[],
  extremes: Extremes,
  { color, width }: { color: string; width: number },
): void {
  const { ctx } = frame;
  const { level, first, last, step } = bucketsOf(frame, values.length);
  ctx.fillStyle = color;
  for (let bucket = first; bucket <= last; bucket++) {
    const [low, high] = extremes.bucket(level, bucket);
    if (!Number.isFinite(low)) continue;
    const before = values[bucket * 2 ** level - 1] ?? NaN;
    const isKnown = !Number.isNaN(before);
    const top = frame.y(isKnown && before > high ? before : high);
    const bottom = frame.y(isKnown && before < low ? before : low);
    fillBlock(frame, bucketX(frame, level, bucket), step, [top - width / 2, bottom + width / 2]);
  }
}

/** The space between two lines. */
export function fillBetween(
  frame: Frame,
  [upper, lower]: readonly [Extremes, Extremes],
  count: number,
  color: string,
): void {
  const { ctx } = frame;
  const { level, first, last } = bucketsOf(frame, count);
  const path = new Path2D();
  const points: [x: number, y: number][] = [];
  for (let bucket = first; bucket <= last; bucket++) {
    const [x, high, low] = [
      bucketX(frame, level, bucket),
      upper.bucket(level, bucket)[1],
      lower.bucket(level, bucket)[0],
    ];
    if (!Number.isFinite(high) || !Number.isFinite(low)) continue;
    if (points.length === 0) path.moveTo(x, frame.y(high));
    else path.lineTo(x, frame.y(high));
    points.push([x, frame.y(low)]);
  }
  for (const [x, y] of points.reverse()) path.lineTo(x, y);
  ctx.globalAlpha = 0.1;
  ctx.fillStyle = color;
  ctx.fill(path);
  ctx.globalAlpha = 1;
}

/** Looks of a {@linkcode drawColumns}. */
export interface ColumnStyle {
  readonly rising: string;
  readonly falling: string;
  /** Whether a bar's column counts as rising. */
  readonly isRising: (index: number) => boolean;
}

/** Columns from zero: volumes, a histogram. Rising ones are hollow, or narrow where there is no room for it. */
export function drawColumns(frame: Frame, extremes: Extremes, count: number, style: ColumnStyle): void {
  const { ctx, ratio } = frame;
  const { level, first, last, step } = bucketsOf(frame, count);
  const bodies = bodiesOf(step, ratio);
  const line = strokeOf(ratio);
  const zero = Math.round(frame.y(0));
  ctx.globalAlpha = 0.65;
  ctx.lineWidth = line;
  for (const isRising of [false, true]) {
    const width = isRising ? bodies.rising : bodies.falling;
    ctx.strokeStyle = ctx.fillStyle = isRising ? style.rising : style.falling;
    for (let bucket = first; bucket <= last; bucket++) {
      const [low, high] = extremes.bucket(level, bucket);
      if (!Number.isFinite(low) || style.isRising(bucket << level) !== isRising) continue;
      const y = Math.round(frame.y(Math.abs(low) > Math.abs(high) ? low : high));
      const x = bucketX(frame, level, bucket);
      const [top, bottom] = [Math.min(y, zero), Math.max(y, zero)];
      if (isRising && bodies.isHollow && bottom - top >= 3 * line) {
        const left = Math.round(x - width / 2);
        ctx.strokeRect(left + line / 2, top + line / 2, width - line, bottom - top - line);
      } else fillBlock(frame, x, width, [top, bottom]);
    }
  }
  ctx.globalAlpha = 1;
}

/** A level line across the pane. */
export function drawLevel(frame: Frame, value: number, style: LineStyle): void {
  const { ctx, left, width, ratio } = frame;
  const y = Math.round(frame.y(value)) + 0.5;
  ctx.strokeStyle = style.color;
  ctx.lineWidth = Math.max(1, (style.width ?? 1) * ratio);
  ctx.setLineDash((style.dash ?? []).map((length) => length * ratio));
  ctx.beginPath();
  ctx.moveTo(left, y);
  ctx.lineTo(left + width, y);
  ctx.stroke();
  ctx.setLineDash([]);
}

/** Dots at the values, where bars are far enough apart: each is one that was really seen. */
export function drawDots(frame: Frame, values: readonly number[], color: string): void {
  const { ctx, ratio, view } = frame;
  if (barWidth(frame) < 9 * ratio) return;
  const path = new Path2D();
  for (
    let i = Math.max(0, Math.floor(view.from));
    i <= Math.min(values.length - 1, Math.ceil(view.to));
    i++
  ) {
    const [x, y] = [xOf(frame, i), frame.y(values[i] ?? NaN)];
    path.moveTo(x + 2 * ratio, y);
    path.arc(x, y, 2 * ratio, 0, 2 * Math.PI);
  }
  ctx.fillStyle = color;
  ctx.fill(path);
}
