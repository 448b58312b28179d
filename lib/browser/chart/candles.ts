import type { Bars } from "@/lib/market/chart_bars.ts";
import { barWidth, bucketsOf, bucketX, fillBlock, type Frame, xOf } from "./frame.ts";

/** Most of a bar's place that its body takes. */
const BODY_SHARE = 0.7;
const WIDEST_BODY_PX = 14;
/** Share of the body's width that a bar has which lacks samples. */
const THIN_SHARE = 0.45;
/** And how much of its colour. */
const PALE = 0.55;
/** Bodies narrower than this are not hollow: there would be nothing inside. */
const HOLLOW_PX = 4;

/**
 * Candles: hollow where the close is not below the open, filled where it is; thin and pale where samples are missing.
 * Where bars are too narrow to be told apart, the range of several is one stroke.
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
  const width = Math.max(ratio, step * BODY_SHARE);
  for (const isUp of [true, false]) {
    ctx.fillStyle = isUp ? colors.up : colors.down;
    for (let bucket = first; bucket <= last; bucket++) {
      const begin = bars.open[bucket * size] ?? NaN;
      const end = bars.close[Math.min(bars.count, (bucket + 1) * size) - 1] ?? NaN;
      if ((end >= begin) !== isUp) continue;
      const [low, high] = bars.prices.bucket(level, bucket);
      fillBlock(frame, bucketX(frame, level, bucket), width, [frame.y(high), frame.y(low)]);
    }
  }
}

/** What candles of one kind are drawn with. */
interface Kind {
  readonly wicks: Path2D;
  readonly bodies: Path2D;
}

function drawEach(frame: Frame, bars: Bars, first: number, last: number): void {
  const { ctx, colors, ratio } = frame;
  const body = Math.max(ratio, Math.min(WIDEST_BODY_PX * ratio, barWidth(frame) * BODY_SHARE));
  const line = Math.max(1, Math.round(ratio));
  const kinds = Array.from({ length: 4 }, (): Kind => ({ wicks: new Path2D(), bodies: new Path2D() }));
  for (let i = first; i <= last; i++) {
    const bar = bars.at(i);
    if (bar === null) continue;
    const isThin = (bars.coverage[i] ?? NaN) < 1;
    const kind = kinds[(bar.close >= bar.open ? 0 : 1) + (isThin ? 2 : 0)];
    if (kind === undefined) continue;
    const x = Math.round(xOf(frame, i)) + (line % 2) / 2;
    const width = isThin ? Math.max(ratio, body * THIN_SHARE) : body;
    const top = frame.y(Math.max(bar.open, bar.close));
    const height = Math.max(line, frame.y(Math.min(bar.open, bar.close)) - top);
    // The wick ends at the body: a hollow one shows what is behind.
    kind.wicks.moveTo(x, frame.y(bar.high));
    kind.wicks.lineTo(x, top);
    kind.wicks.moveTo(x, top + height);
    kind.wicks.lineTo(x, frame.y(bar.low));
    kind.bodies.rect(x - width / 2, top, width, height);
  }
  ctx.lineWidth = line;
  for (const [index, { wicks, bodies }] of kinds.entries()) {
    const isUp = index % 2 === 0;
    ctx.globalAlpha = index > 1 ? PALE : 1;
    ctx.strokeStyle = ctx.fillStyle = isUp ? colors.up : colors.down;
    ctx.stroke(wicks);
    ctx.stroke(bodies);
    if (!isUp || body < HOLLOW_PX * ratio) ctx.fill(bodies);
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
