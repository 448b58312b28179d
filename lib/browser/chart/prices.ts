import type { Common } from "@/lib/market/chart_compare.ts";
import type { ChartModel } from "@/lib/market/chart_model.ts";
import { lastChange } from "@/lib/market/chart_reading.ts";
import { formatPercent, formatPrice } from "@/lib/market/format.ts";
import type { Overlay, Pane, StudyRole } from "@/lib/market/chart_settings.ts";
import { drawCandles, isFlat } from "./candles.ts";
import type { ChartColors } from "./colors.ts";
import type { Frame } from "./frame.ts";
import { drawDots, drawLine, fillBetween, type LineStyle } from "./lines.ts";
import { drawCoverage, drawEvents, drawPriceLabel } from "./marks.ts";

/** Strokes and gaps by which lines are told apart without colour; the legend draws the same. */
const DASHES: Readonly<Partial<Record<Overlay, readonly number[]>>> = {
  sma50: [8, 3],
  sma200: [12, 3, 2, 3],
  ema12: [2, 2],
  ema26: [5, 2],
  vwap: [1, 3],
};

/** How a column of a study is drawn. */
export function studyStyle(name: Overlay | Pane, role: StudyRole, colors: ChartColors): LineStyle {
  if (role === "signal") return { color: colors.ema26, dash: [4, 2], width: 1.25 };
  if (role === "edge") return { color: colors.bb, width: 1, isSmooth: true };
  if (name === "rsi" || name === "macd" || name === "atr" || name === "volume") {
    return { color: colors.accent };
  }
  const dash = DASHES[name];
  return {
    color: colors[name],
    width: name === "bb" ? 1 : 1.6,
    isSmooth: true,
    ...dash === undefined ? {} : { dash },
  };
}

/**
 * The price pane, from the back: bands, prices, averages, the other symbol, coverage, events.
 * @param start where the comparison begins; `null` without one
 */
export function drawPrices(frame: Frame, model: ChartModel, start: Common | null): void {
  const { colors } = frame;
  const { bars, studies, settings, comparison } = model;
  const bands = studies.find(({ name }) => name === "bb");
  const [upper, , lower] = bands?.columns ?? [];
  if (upper !== undefined && lower !== undefined) {
    fillBetween(frame, [upper.extremes, lower.extremes], bars.count, colors.bb);
  }
  if (settings.type === "line" || isFlat(bars, Math.floor(frame.view.from), Math.ceil(frame.view.to))) {
    drawLine(frame, bars.close, bars.closes, { color: colors.accent, width: 1.75 });
    drawDots(frame, bars.close, colors.accent);
  } else drawCandles(frame, bars);
  for (const { name, columns } of studies) {
    if (name === "rsi" || name === "macd" || name === "atr") continue;
    for (const { role, values, extremes } of columns) {
      drawLine(frame, values, extremes, studyStyle(name, role, colors));
    }
  }
  if (comparison !== null && start !== null) {
    const factor = start.base / start.other;
    const beside = { ...frame, y: (value: number) => frame.y(value * factor) };
    drawLine(beside, comparison.closes, comparison.extremes, { color: colors.compare, dash: [6, 2, 1, 2] });
  }
  drawCoverage(frame, model);
  drawEvents(frame, model);
}

/** The last price across the pane and on its axis. @param base in percent of this, where the axis is */
export function drawLastPrice(frame: Frame, model: ChartModel, base: number | null): void {
  const { bars, live } = model;
  const last = bars.at(bars.count - 1);
  if (last === null) return;
  const price = live ?? last.close;
  const text = base === null ? formatPrice(price) : formatPercent((price / base - 1) * 100);
  drawPriceLabel(frame, price, { text, isUp: lastChange(model, price) >= 0 });
}
