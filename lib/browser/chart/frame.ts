import type { View } from "@/lib/market/chart_view.ts";
import type { ChartColors } from "./colors.ts";

/** Where and how one pane is drawn; lengths in pixels of the canvas. */
export interface Frame {
  readonly ctx: CanvasRenderingContext2D;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Pixels of the canvas for one of the page. */
  readonly ratio: number;
  readonly view: View;
  /** Place of a value from the top. */
  readonly y: (value: number) => number;
  readonly colors: ChartColors;
}

/** Stretches of `2 ** level` bars, each at least so wide that it can be told from the next. */
export interface Buckets {
  readonly level: number;
  /** First and last bucket that can be seen; bucket `b` begins at bar `b << level`. */
  readonly first: number;
  readonly last: number;
  /** Pixels between two. */
  readonly step: number;
}

/** Least width of a bucket, pixels of the page: two strokes beside each other are not told apart below. */
const NARROWEST_PX = 1.5;

/** Place of the middle of a bar from the left. */
export function xOf({ left, width, view: { from, to } }: Frame, index: number): number {
  return left + (index - from) / (to - from) * width;
}

/** Pixels that a bar takes. */
export function barWidth({ width, view: { from, to } }: Frame): number {
  return width / (to - from);
}

/**
 * The buckets of a view. They begin at multiples of their size, whatever the view, so that nothing flickers when it
 * moves.
 */
export function bucketsOf(frame: Frame, count: number): Buckets {
  const { view: { from, to }, ratio } = frame;
  const each = barWidth(frame);
  const level = Math.max(0, Math.ceil(Math.log2(NARROWEST_PX * ratio / each)));
  return {
    level,
    first: Math.max(0, Math.floor(from)) >> level,
    last: Math.min(count - 1, Math.ceil(to)) >> level,
    step: each * 2 ** level,
  };
}

/** Place of the middle of a bucket from the left. */
export function bucketX(frame: Frame, level: number, bucket: number): number {
  return xOf(frame, (bucket + 0.5) * 2 ** level - 0.5);
}

/** An upright block between two heights, on whole pixels: those are filled many times faster than others. */
export function fillBlock(
  { ctx, ratio }: Frame,
  middle: number,
  width: number,
  [top, bottom]: readonly [number, number],
): void {
  const across = Math.max(1, Math.round(width));
  const high = Math.round(top);
  ctx.fillRect(
    Math.round(middle - across / 2),
    high,
    across,
    Math.max(Math.round(ratio), Math.round(bottom) - high),
  );
}
