import type uPlot from "uplot";
import type { Tick } from "@/lib/market/chart_data.ts";

/** Colours of a chart, resolved from the page's tokens. */
export interface ChartColors {
  readonly up: string;
  readonly down: string;
  readonly accent: string;
  readonly line: string;
  readonly ink: string;
}

/** Reads the page's tokens in the theme that is on. */
export function chartColors(inside: HTMLElement): ChartColors {
  const probe = document.createElement("span");
  inside.append(probe);
  const resolve = (token: string) => {
    probe.style.color = `var(${token})`;
    return getComputedStyle(probe).color;
  };
  const colors = {
    up: resolve("--up"),
    down: resolve("--down"),
    accent: resolve("--accent"),
    line: resolve("--line"),
    ink: resolve("--ink-faint"),
  };
  probe.remove();
  return colors;
}

/** Most of a bar's place that its body takes. */
const BODY_SHARE = 0.7;
const WIDEST_BODY_PX = 14;

/** uPlot's options for candles over the bars' indices. */
export function candleOptions(
  { width, height, colors, ticks, formatPrice, onCursor }: {
    width: number;
    height: number;
    colors: () => ChartColors;
    ticks: (width: number) => readonly Tick[];
    formatPrice: (price: number) => string;
    onCursor: (index: number | null) => void;
  },
): uPlot.Options {
  const shown = (plot: uPlot) => ticks(plot.width);
  const grid = { stroke: () => colors().line, width: 1 };
  const axis = {
    stroke: () => colors().ink,
    grid,
    ticks: { show: false },
    font: "12px system-ui, sans-serif",
  };
  return {
    width,
    height,
    padding: [8, 0, 0, 4],
    legend: { show: false },
    cursor: { drag: { x: false, y: false }, points: { show: false } },
    scales: {
      x: { time: false, range: (_, min, max) => [min - 0.5, max + 0.5] },
      y: { range: (_, min, max) => padded(min, max) },
    },
    axes: [
      {
        ...axis,
        size: 30,
        splits: (plot) => shown(plot).map(({ index }) => index),
        values: (plot) => shown(plot).map(({ label }) => label),
      },
      { ...axis, side: 1, size: 64, values: (_, splits) => splits.map(formatPrice) },
    ],
    series: [
      {},
      ...["open", "high", "low", "close"].map((label) => ({
        label,
        paths: () => null,
        points: { show: false },
      })),
    ],
    hooks: {
      draw: [(plot) => drawBars(plot, colors())],
      setCursor: [(plot) => onCursor(plot.cursor.idx ?? null)],
    },
  };
}

function padded(min: number, max: number): [number, number] {
  const margin = (max - min) * 0.05 || Math.abs(max) * 0.01 || 1;
  return [min - margin, max + margin];
}

/** Bars of one sample each have no body: a line through them says what is known. */
function drawBars(plot: uPlot, colors: ChartColors): void {
  const [x = [], open = [], high = [], low = [], close = []] = plot.data;
  const flat = x.filter((_, i) => high[i] === low[i] && open[i] === close[i]).length;
  if (flat * 2 > x.length) drawLine(plot, colors);
  else drawCandles(plot, colors);
}

function drawLine({ ctx, data: [x, , , , close = []], valToPos }: uPlot, colors: ChartColors): void {
  ctx.save();
  ctx.lineWidth = Math.max(1, 1.75 * devicePixelRatio);
  ctx.lineJoin = "round";
  ctx.strokeStyle = colors.accent;
  ctx.beginPath();
  for (let i = 0; i < x.length; i++) {
    const value = close[i];
    if (value != null) ctx.lineTo(valToPos(i, "x", true), valToPos(value, "y", true));
  }
  ctx.stroke();
  ctx.restore();
}

function drawCandles(plot: uPlot, colors: ChartColors): void {
  const [x = [], open = [], high = [], low = [], close = []] = plot.data;
  const { ctx } = plot;
  const place = plot.bbox.width / Math.max(1, x.length);
  const body = Math.max(1, Math.min(WIDEST_BODY_PX * devicePixelRatio, place * BODY_SHARE));
  const y = (value: number) => plot.valToPos(value, "y", true);
  ctx.save();
  ctx.lineWidth = Math.max(1, Math.round(devicePixelRatio));
  for (let i = 0; i < x.length; i++) {
    const [o, h, l, c] = [open[i], high[i], low[i], close[i]];
    if (o == null || h == null || l == null || c == null) continue;
    const middle = plot.valToPos(i, "x", true);
    ctx.strokeStyle = ctx.fillStyle = c >= o ? colors.up : colors.down;
    ctx.beginPath();
    ctx.moveTo(middle, y(h));
    ctx.lineTo(middle, y(l));
    ctx.stroke();
    const top = y(Math.max(o, c));
    const height = Math.max(ctx.lineWidth, y(Math.min(o, c)) - top);
    // Rising bodies are hollow: the direction is seen without colour.
    if (c >= o && body > 4) {
      ctx.clearRect(middle - body / 2, top, body, height);
      ctx.strokeRect(middle - body / 2, top, body, height);
    } else ctx.fillRect(middle - body / 2, top, body, height);
  }
  ctx.restore();
}
