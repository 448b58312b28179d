import type { Extremes } from "@/lib/market/chart_extremes.ts";
import { commonStart } from "@/lib/market/chart_compare.ts";
import type { ChartModel } from "@/lib/market/chart_model.ts";
import { evenMarks, type Mark, priceMarks } from "@/lib/market/chart_scale.ts";
import type { Pane } from "@/lib/market/chart_settings.ts";
import type { Study } from "@/lib/market/chart_studies.ts";
import type { View } from "@/lib/market/chart_view.ts";
import { formatCompact, formatPrice } from "@/lib/market/format.ts";

import { drawColumns, drawLevel, drawLine } from "./lines.ts";
import type { Frame } from "./frame.ts";
import { drawLastPrice, drawPrices, studyStyle } from "./prices.ts";

/** Name of a pane; the prices are one too. */
export type PaneName = "price" | Pane;

/** What a pane shows of a model. */
export interface PaneContent {
  /** Lowest and highest value of a view, in the pane's own scale. */
  range(view: View): [min: number, max: number];
  /** A value in the pane's scale. */
  readonly scaled: (value: number) => number;
  /** Round values between two of the pane's scale, in that scale. */
  marks(min: number, max: number, most: number): Mark[];
  draw(frame: Frame): void;
  /** Draws what reaches over the edge of the pane. */
  drawOnAxis?(frame: Frame): void;
}

const identity = (value: number) => value;
/** Share of a pane's height that stays free above and below. */
const MARGIN = 0.06;

/** The content of a pane. */
export function contentOf(name: PaneName, model: ChartModel): PaneContent {
  if (name === "price") return priceContent(model);
  const { bars, studies } = model;
  if (name === "volume") {
    return {
      range: (view) => [0, (extremesIn([bars.volumes], view)?.[1] ?? 1) * 1.08],
      scaled: identity,
      marks: (min, max, most) => labelled(evenMarks(min, max, most), formatCompact).slice(1),
      draw: (frame) => drawVolumes(frame, model),
    };
  }
  const study = studies.find((each) => each.name === name);
  return {
    range: (view) => name === "rsi" ? [0, 100] : studyRange(study, view, name === "macd"),
    scaled: identity,
    marks: (min, max, most) =>
      name === "rsi"
        ? labelled([30, 70], String)
        : labelled(evenMarks(min, max, most), (value) => value === 0 ? "0" : formatPrice(value)),
    draw: (frame) => study && drawStudy(frame, study),
  };
}

function priceContent(model: ChartModel): PaneContent {
  const { bars, settings, comparison, studies } = model;
  // What is not above zero has no logarithm.
  const isLog = settings.scale === "log" && bars.prices.between(0, bars.count - 1)[0] > 0;
  const scaled = isLog ? Math.log : identity;
  const raw = isLog ? Math.exp : identity;
  const startOf = ({ from, to }: View) =>
    comparison === null ? null : commonStart(bars, comparison, Math.ceil(from), Math.floor(to));
  let base: number | null = null;
  return {
    range(view) {
      const start = startOf(view);
      base = start?.base ?? null;
      const isLine = settings.type === "line";
      const [min, max] = extremesIn([isLine ? bars.closes : bars.prices], view) ?? [0, 1];
      let [low, high] = [min, max];
      const include = (values: readonly [number, number] | null, factor = 1) => {
        if (values === null) return;
        low = Math.min(low, values[0] * factor);
        high = Math.max(high, values[1] * factor);
      };
      if (start !== null && comparison !== null) {
        include(extremesIn([comparison.extremes], view), start.base / start.other);
      }
      // Averages far away would press the prices flat: they may leave the pane, but for the bands.
      const bands = studies.find(({ name }) => name === "bb");
      if (bands !== undefined) include(extremesIn(bands.columns.map(({ extremes }) => extremes), view));
      if (isLog && low <= 0) low = min;
      return padded(scaled(low), scaled(high), MARGIN);
    },
    scaled,
    marks: (min, max, most) =>
      priceMarks(raw(min), raw(max), { most, scale: isLog ? "log" : "linear", base })
        .map(({ value, label }) => ({ value: scaled(value), label })),
    draw: (frame) => drawPrices(frame, model, startOf(frame.view)),
    drawOnAxis: (frame) => drawLastPrice(frame, model, base),
  };
}

function studyRange(study: Study | undefined, view: View, isAroundZero: boolean): [number, number] {
  const found = study && extremesIn(study.columns.map(({ extremes }) => extremes), view);
  if (!found) return [0, 1];
  const [low, high] = isAroundZero ? [Math.min(0, found[0]), Math.max(0, found[1])] : found;
  return padded(low, high, MARGIN * 2);
}

function drawVolumes(frame: Frame, { bars }: ChartModel): void {
  drawColumns(frame, bars.volumes, bars.count, {
    rising: frame.colors.up,
    falling: frame.colors.down,
    isRising: (index) => (bars.close[index] ?? 0) >= (bars.open[index] ?? 0),
  });
}

function drawStudy(frame: Frame, { name, columns }: Study): void {
  const { colors } = frame;
  const guide = { color: colors.strong, dash: [3, 3] };
  if (name === "rsi") { for (const level of [30, 70]) drawLevel(frame, level, guide); }
  if (name === "macd") drawLevel(frame, 0, { color: colors.strong });
  for (const { role, values, extremes } of columns) {
    if (role === "histogram") {
      drawColumns(frame, extremes, values.length, {
        rising: colors.up,
        falling: colors.down,
        isRising: (index) => (values[index] ?? 0) >= 0,
      });
    } else drawLine(frame, values, extremes, studyStyle(name, role, colors));
  }
}

/** Lowest and highest of all columns in a view; `null` where there is nothing. */
function extremesIn(all: readonly Extremes[], { from, to }: View): [number, number] | null {
  let [low, high] = [Infinity, -Infinity];
  for (const extremes of all) {
    const [min, max] = extremes.between(Math.max(0, Math.ceil(from)), Math.floor(to));
    low = Math.min(low, min);
    high = Math.max(high, max);
  }
  return low <= high ? [low, high] : null;
}

function padded(min: number, max: number, share: number): [number, number] {
  const margin = (max - min) * share || Math.abs(max) * 0.01 || 1;
  return [min - margin, max + margin];
}

function labelled(values: readonly number[], label: (value: number) => string): Mark[] {
  return values.map((value) => ({ value, label: label(value) }));
}
