import UPlot from "uplot";
import type { Tick } from "@/lib/market/chart_axis.ts";
import type { ChartModel } from "@/lib/market/chart_model.ts";
import type { Mark } from "@/lib/market/chart_scale.ts";
import type { View } from "@/lib/market/chart_view.ts";
import type { ChartColors } from "./colors.ts";
import type { Frame } from "./frame.ts";
import { drawSkips, EVENT_STRIP_PX } from "./marks.ts";
import { contentOf, type PaneName } from "./panes.ts";

/** Width of the value axis, equal in all panes so that they stand in line. */
const AXIS_PX = 64;
const TIME_AXIS_PX = 38;
/** Least distance between two labels of the time axis. */
const TICK_PX = 58;
/** Least distance of a label's middle to the left edge. */
const EDGE_PX = 20;
/** Least distance between two labels of the value axis. */
const MARK_PX = 36;
const PADDING: UPlot.Padding = [6, 0, 4, 4];

/** What all panes of a chart share at a moment. */
export interface Scene {
  readonly model: ChartModel;
  readonly view: View;
  readonly colors: ChartColors;
}

/** One pane: axes, canvas and crosshair by uPlot, what is in it by us. */
export interface Plot {
  /** The element that it is drawn into. */
  readonly pane: HTMLElement;
  /** The place that the bars are drawn in, relative to the page's window. */
  plotArea(): DOMRect;
  /** Draws the scene as it now is. */
  draw(): void;
  /** Puts the crosshair at a share of the width, and of the height where the pointer is in this pane. */
  point(at: number | null, top: number | null): void;
  /** Says whether the time axis stands below it, from the next drawing on. */
  setTime(hasTime: boolean): void;
  /** Follows the size of its pane. */
  resize(): void;
  destroy(): void;
}

/** Makes a pane, of what its `data-pane` names; the time axis stands below none until {@link Plot.setTime} says so. */
export function createPlot(inside: HTMLElement, scene: () => Scene): Plot {
  const name = inside.dataset["pane"] as PaneName;
  let hasTime = false;
  let isAxisDue = false;
  let content = contentOf(name, scene().model);
  let model = scene().model;
  let marks: Mark[] = [];
  const size = () => ({ width: inside.clientWidth, height: inside.clientHeight });
  const colors = () => scene().colors;
  const grid = { stroke: () => colors().grid, width: 1 };
  const axis = { stroke: () => colors().ink, ticks: { show: false }, font: "12px system-ui, sans-serif" };
  let known: { readonly view: View; readonly width: number; readonly ticks: readonly Tick[] } | undefined;
  // uPlot asks several times for what is the same.
  const ticks = ({ width }: UPlot): readonly Tick[] => {
    const { view, model } = scene();
    if (known?.view !== view || known.width !== width) {
      const across = Math.max(1, width - AXIS_PX);
      // A label that the edge would cut is left out.
      const from = view.from + EDGE_PX / across * (view.to - view.from);
      const ticks = model.axis.ticks(from, view.to, across, TICK_PX);
      known = { view, width, ticks };
    }
    return known.ticks;
  };
  const range = (): [number, number] => {
    const { view } = scene();
    const [min, max] = content.range(view);
    // The prices stay above the strip of markers.
    const strip = name === "price" ? EVENT_STRIP_PX / Math.max(1, inside.clientHeight) * (max - min) : 0;
    return [min - strip, max];
  };
  const plot = new UPlot(
    {
      ...size(),
      padding: PADDING,
      legend: { show: false },
      cursor: {
        points: { show: false },
        drag: { x: false, y: false, setScale: false },
        bind: Object.fromEntries(EVENTS.map((event) => [event, () => null])),
      },
      scales: {
        x: { time: false, range: () => [scene().view.from, scene().view.to] },
        y: { range },
      },
      axes: [
        {
          ...axis,
          grid,
          size: () => hasTime ? TIME_AXIS_PX : 0,
          gap: 4,
          splits: (plot) => ticks(plot).map(({ index }) => index),
          values: (plot) => hasTime ? ticks(plot).map(({ label, context }) => `${label}\n${context}`) : [],
        },
        {
          ...axis,
          grid,
          side: 1,
          size: AXIS_PX,
          splits: (plot, _, min, max) => {
            const most = Math.max(2, Math.floor(plot.bbox.height / devicePixelRatio / MARK_PX));
            marks = content.marks(min, max, most);
            return marks.map(({ value }) => value);
          },
          values: () => marks.map(({ label }) => label),
        },
      ],
      series: [{}, { paths: () => null, points: { show: false }, auto: false }],
      hooks: {
        drawClear: [(plot) => drawOn(plot, (frame) => drawSkips(frame, model))],
        draw: [(plot) => {
          drawOn(plot, (frame) => {
            const { ctx, left, top, width, height } = frame;
            ctx.beginPath();
            ctx.rect(left, top, width, height);
            ctx.clip();
            content.draw(frame);
          });
          drawOn(plot, (frame) => content.drawOnAxis?.(frame));
        }],
      },
    },
    // uPlot keeps the scales, axes and canvas; the bars are drawn from the model, of which only what is seen is read.
    [[0, 1], [0, 0]],
    inside,
  );

  /** uPlot remembers how it left the canvas. */
  function drawOn(plot: UPlot, draw: (frame: Frame) => void): void {
    plot.ctx.save();
    draw(frameOf(plot));
    plot.ctx.restore();
  }

  function frameOf({ ctx, bbox: { left, top, width, height }, scales: { y } }: UPlot): Frame {
    const [min, max] = [y?.min ?? 0, y?.max ?? 1];
    const { view, colors } = scene();
    const perUnit = height / (max - min || 1);
    const { scaled } = content;
    return {
      ctx,
      left,
      top,
      width,
      height,
      ratio: devicePixelRatio,
      view,
      colors,
      y: (value) => top + (max - scaled(value)) * perUnit,
    };
  }

  return {
    pane: inside,
    plotArea: () => plot.over.getBoundingClientRect(),
    draw() {
      const isNew = scene().model !== model;
      if (isNew) {
        model = scene().model;
        known = undefined;
        content = contentOf(name, model);
      }
      const { from, to } = scene().view;
      plot.batch(() => {
        plot.setScale("x", { min: from, max: to });
        // Other scales have their axes done again as they are.
        plot.redraw(false, isNew || isAxisDue);
      });
      isAxisDue = false;
    },
    point(at, top) {
      const { over } = plot;
      if (at === null) plot.setCursor({ left: -10, top: -10 }, false);
      else plot.setCursor({ left: at * over.clientWidth, top: top ?? -10 }, false);
    },
    setTime(has) {
      isAxisDue ||= has !== hasTime;
      hasTime = has;
    },
    resize() {
      const { width, height } = size();
      if (width !== plot.width || height !== plot.height) plot.setSize({ width, height });
    },
    destroy: () => plot.destroy(),
  };
}

const EVENTS = ["mousedown", "mouseup", "click", "dblclick", "mousemove", "mouseleave", "mouseenter"];
