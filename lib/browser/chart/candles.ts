import type { Bars } from "@/lib/market/chart_bars.ts";
import { bodiesOf, strokeOf } from "./bodies.ts";
import { barWidth, bucketsOf, bucketX, fillBlock, type Frame, xOf } from "./frame.ts";

/** Share of the body's width that a bar has which lacks samples. */
const THIN_SHARE = 0.5;
/** And how much of its colour. */
const PALE = 0.55;

/**
 * Candles: hollow, or narrow where they have no room for it, where the close is not below the open; filled where it
 * is; thin and pale where samples are missing. Where bars are too narrow to be told apart, the range of several is one
 * stroke.
 */
export function drawCandles(frame: Frame, bars: Bars): void {
  const buckets = bucketsOf(frame, bars.count);
  if (buckets.level > 0) drawRanges(frame, bars);
  else drawEach(frame, bars, buckets.first, buckets.last);
}

function drawRanges(frame: Frame, bars: Bars): void {
  const { ctx, colors, ratio } = frame;
  const { level, first, last, step } = bucketsOf(frame, bars.count);
  const size = 2 ** level;
  const { rising, falling } = bodiesOf(step, ratio);
  // The narrow ones over the wide ones, which may touch them.
  for (const isUp of [false, true]) {
    ctx.fillStyle = isUp ? colors.up : colors.down;
    for (let bucket = first; bucket <= last; bucket++) {
      const begin = bars.open[bucket * size] ?? NaN;
      const end = bars.close[Math.min(bars.count, (bucket + 1) * size) - 1] ?? NaN;
      if ((end >= begin) !== isUp) continue;
      const [low, high] = bars.prices.bucket(level, bucket);
      fillBlock(frame, bucketX(frame, level, bucket), isUp ? rising : falling, [frame.y(high), frame.y(low)]);
    }
  }
}

function drawEach(frame: Frame, bars: Bars, first: number, last: number): void {
  const { ctx, colors, ratio } = frame;
  const line = strokeOf(ratio);
  ctx.lineWidth = line;
  for (const isThin of [false, true]) {
    const bodies = bodiesOf(barWidth(frame), ratio, isThin ? THIN_SHARE : 1);
    ctx.globalAlpha = isThin ? PALE : 1;
    for (const isUp of [false, true]) {
      const width = isUp ? bodies.rising : bodies.falling;
      const [filled, outlines] = [new Path2D(), new Path2D()];
      for (let i = first; i <= last; i++) {
        const bar = bars.at(i);
        if (bar === null || (bars.coverage[i] ?? NaN) < 1 !== isThin || bar.close >= bar.open !== isUp) {
          continue;
        }
        // On whole pixels: what is hollow would else be blurred shut.
        const left = Math.round(xOf(frame, i) - width / 2);
        const top = Math.round(frame.y(Math.max(bar.open, bar.close)));
        const height = Math.max(line, Math.round(frame.y(Math.min(bar.open, bar.close))) - top);
        const [high, low] = [Math.round(frame.y(bar.high)), Math.round(frame.y(bar.low))];
        const wick = left + ((width - line) >> 1);
        // The wick ends at the body: a hollow one shows what is behind.
        filled.rect(wick, high, line, top - high);
        filled.rect(wick, top + height, line, Math.max(0, low - top - height));
        if (!isUp || !bodies.isHollow || height < 3 * line) filled.rect(left, top, width, height);
        else outlines.rect(left + line / 2, top + line / 2, width - line, height - line);
      }
      ctx.strokeStyle = ctx.fillStyle = isUp ? colors.up : colors.down;
      ctx.fill(filled);
      ctx.stroke(outlines);
    }
  }
  ctx.globalAlpha = 1;
}

/** Whether most bars of a view are of one price: then a line through them says what is known. */
export function isFlat(bars: Bars, first: number, last: number): boolean {
  let flat = 0;
  // A look at some of them is enough where there are many.
  const step = Math.max(1, Math.floor((last - first) / 200));
  let seen = 0;
  for (let i = Math.max(0, first); i <= last; i += step) {
    seen++;
    if (bars.high[i] === bars.low[i]) flat++;
  }
  return flat * 2 > seen;
}
