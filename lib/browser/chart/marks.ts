import { type ChartEvent, EVENT_LETTERS } from "@/lib/market/chart_events.ts";
import type { ChartModel } from "@/lib/market/chart_model.ts";
import { bucketsOf, bucketX, type Frame, xOf } from "./frame.ts";

/** Height of the strip of event markers at the bottom of the price pane, pixels of the page. */
export const EVENT_STRIP_PX = 16;
const MARKER_PX = 13;
/** Least distance between two hairlines, pixels of the page. */
const HAIRLINE_GAP_PX = 28;

/** Importance of an event, where several share a place. */
const ORDER: readonly ChartEvent["kind"][] = ["split", "earnings", "dividend", "news"];

/** Hairlines where the axis leaves time out; wider dashes where bars are missing that should be there. */
export function drawSkips({ ctx, ...frame }: Frame, { axis }: ChartModel): void {
  const { left, top, width, height, ratio, view, colors } = frame;
  const pixels = width / ratio;
  ctx.lineWidth = Math.max(1, Math.round(ratio));
  for (const { index, kind } of axis.skips(view.from, view.to, pixels, HAIRLINE_GAP_PX)) {
    const x = Math.round(left + (index - 0.5 - view.from) / (view.to - view.from) * width) + 0.5;
    ctx.strokeStyle = kind === "hole" ? colors.warn : kind === "days" ? colors.strong : colors.grid;
    ctx.setLineDash(kind === "hole" ? [4 * ratio, 3 * ratio] : [ratio, 2 * ratio]);
    ctx.beginPath();
    ctx.moveTo(x, top);
    ctx.lineTo(x, top + height);
    ctx.stroke();
  }
  ctx.setLineDash([]);
}

/** Lettered markers under the candles; where several would touch, the most important one. */
export function drawEvents(frame: Frame, { events }: Pick<ChartModel, "events">): void {
  const { ctx, ratio, view, colors, left, width, top, height } = frame;
  const size = MARKER_PX * ratio;
  const y = top + height - size - ratio;
  const taken: number[] = [];
  // Of the same importance, the newest has its place first.
  const marked = [...events].filter(([index]) => index >= view.from && index <= view.to)
    // Whole at the newest bar too, whose middle is nearer to the edge than half a marker.
    .map(([index, all]) => ({
      x: Math.min(Math.max(xOf(frame, index), left + size / 2 + ratio), left + width - size / 2 - ratio),
      index,
      kind: importantOf(all),
    }))
    .sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || b.index - a.index);
  ctx.font = `600 ${Math.round(9 * ratio)}px system-ui, sans-serif`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.lineWidth = Math.max(1, ratio);
  for (const { x, kind } of marked) {
    if (taken.some((other) => Math.abs(other - x) < size + 2 * ratio)) continue;
    taken.push(x);
    ctx.beginPath();
    // News is a square, what moves money is round.
    if (kind === "news") ctx.rect(x - size / 2, y, size, size);
    else ctx.arc(x, y + size / 2, size / 2, 0, 2 * Math.PI);
    ctx.fillStyle = kind === "news" ? colors.panel : colors.accent;
    ctx.strokeStyle = kind === "news" ? colors.strong : colors.accent;
    ctx.fill();
    ctx.stroke();
    ctx.fillStyle = kind === "news" ? colors.ink : colors.panel;
    ctx.fillText(EVENT_LETTERS[kind], x, y + size / 2 + ratio * 0.5);
  }
}

/** A strip along the bottom: how full the bars are, of those built from samples; a full bar leaves it empty. */
export function drawCoverage(frame: Frame, { bars }: ChartModel): void {
  const { ctx, ratio, top, height, colors } = frame;
  const { level, first, last, step } = bucketsOf(frame, bars.count);
  const tall = 3 * ratio;
  const path = new Path2D();
  for (let bucket = first; bucket <= last; bucket++) {
    const [least] = bars.coverages.bucket(level, bucket);
    // NaN, where no bar is built from samples, is not below either.
    if (!(least < 1)) continue;
    const lack = Math.max(ratio, tall * (1 - least));
    path.rect(bucketX(frame, level, bucket) - step / 2, top + height - lack, Math.max(ratio, step), lack);
  }
  ctx.fillStyle = colors.warn;
  ctx.fill(path);
}

/** The last price as a line across and a label on the axis. */
export function drawPriceLabel(
  frame: Frame,
  price: number,
  { text, isUp }: { text: string; isUp: boolean },
): void {
  const { ctx, ratio, left, width, top, height, colors } = frame;
  const y = Math.min(Math.max(frame.y(price), top), top + height);
  const color = isUp ? colors.up : colors.down;
  ctx.strokeStyle = color;
  ctx.lineWidth = Math.max(1, Math.round(ratio));
  ctx.setLineDash([2 * ratio, 2 * ratio]);
  ctx.beginPath();
  ctx.moveTo(left, Math.round(y) + 0.5);
  ctx.lineTo(left + width, Math.round(y) + 0.5);
  ctx.stroke();
  ctx.setLineDash([]);
  const tall = 17 * ratio;
  // A price beyond the pane has its tag at the edge, whole.
  const middle = Math.min(Math.max(y, top + tall / 2), top + height - tall / 2);
  const x = left + width + 2 * ratio;
  ctx.fillStyle = color;
  ctx.fillRect(x, middle - tall / 2, 60 * ratio, tall);
  ctx.fillStyle = colors.panel;
  ctx.font = `600 ${Math.round(11.5 * ratio)}px system-ui, sans-serif`;
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  ctx.fillText(text, x + 4 * ratio, middle + ratio * 0.5);
}

function importantOf(all: readonly ChartEvent[]): ChartEvent["kind"] {
  return ORDER.find((kind) => all.some((event) => event.kind === kind)) ?? "news";
}
