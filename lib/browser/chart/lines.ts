import type { Extremes } from "@/lib/market/chart_extremes.ts";
import { barWidth, bucketsOf, bucketX, type Frame, xOf } from "./frame.ts";

/** Looks of a line. */
export interface LineStyle {
  readonly color: string;
  /** Pixels of the page. @default 1.5 */
  readonly width?: number;
  /** Lengths of strokes and gaps, pixels of the page: lines are told apart without colour. @default unbroken */
  readonly dash?: readonly number[];
}

/** A line through values; NaN breaks it. Where bars are too narrow, it runs through lowest and highest of several. */
export function drawLine(
  frame: Frame,
  values: readonly number[],
  extremes: Extremes,
  style: LineStyle,
): void {
  const { ctx, ratio } = frame;
  const path = new Path2D();
  trace(frame, values, extremes, path);
  ctx.lineWidth = Math.max(1, (style.width ?? 1.5) * ratio);
  ctx.lineJoin = "round";
  ctx.strokeStyle = style.color;
  ctx.setLineDash((style.dash ?? []).map((length) => length * ratio));
  ctx.stroke(path);
  ctx.setLineDash([]);
}

function trace(frame: Frame, values: readonly number[], extremes: Extremes, path: Path2D): void {
  const { level, first, last } = bucketsOf(frame, values.length);
  let isDown = false;
  const go = (x: number, y: number) => {
    if (isDown) path.lineTo(x, y);
    else path.moveTo(x, y);
    isDown = true;
  };
  for (let bucket = first; bucket <= last; bucket++) {
    const [low, high] = extremes.bucket(level, bucket);
    if (!Number.isFinite(low)) {
      isDown = false;
      continue;
    }
    const x = bucketX(frame, level, bucket);
    go(x, frame.y(low));
    if (level > 0) go(x, frame.y(high));
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

/** Columns from zero: volumes, a histogram. Rising ones are hollow where there is space. */
export function drawColumns(frame: Frame, extremes: Extremes, count: number, style: ColumnStyle): void {
  const { ctx, ratio } = frame;
  const { level, first, last, step } = bucketsOf(frame, count);
  const width = Math.max(ratio, Math.min(14 * ratio, step * 0.7));
  const zero = frame.y(0);
  const [rising, falling] = [new Path2D(), new Path2D()];
  for (let bucket = first; bucket <= last; bucket++) {
    const [low, high] = extremes.bucket(level, bucket);
    if (!Number.isFinite(low)) continue;
    const value = Math.abs(low) > Math.abs(high) ? low : high;
    const path = style.isRising(bucket << level) ? rising : falling;
    const y = frame.y(value);
    path.rect(
      bucketX(frame, level, bucket) - width / 2,
      Math.min(y, zero),
      width,
      Math.max(1, Math.abs(zero - y)),
    );
  }
  ctx.globalAlpha = 0.65;
  ctx.lineWidth = Math.max(1, ratio);
  ctx.strokeStyle = ctx.fillStyle = style.rising;
  if (width > 4 * ratio) ctx.stroke(rising);
  else ctx.fill(rising);
  ctx.fillStyle = style.falling;
  ctx.fill(falling);
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
