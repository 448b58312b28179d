import { effect, type Signal } from "@preact/signals";
import type { ChartModel } from "@/lib/market/chart_model.ts";
import type { View } from "@/lib/market/chart_view.ts";
import { chartColors } from "./colors.ts";
import { createPlot, type Plot } from "./plot.ts";

/** What a stage shows; it follows them. */
export interface StageState {
  readonly model: Signal<ChartModel>;
  readonly view: Signal<View>;
  /** Bar under the crosshair. */
  readonly cursor: Signal<number | null>;
}

/** Where the pointer is: between bars, and in which pane how far down. */
export interface Place {
  /** Position along the bars. */
  readonly at: number;
  /** Whether it is on the time axis, below the bars. */
  readonly isOnAxis: boolean;
}

/** All panes of a chart, in step. */
export interface Stage {
  /** Follows the panes that came, and those that went; the others stay as they are. */
  arrange(): void;
  /** The place of a point of the window. */
  placeOf(point: { readonly clientX: number; readonly clientY: number }): Place;
  /** Width of the bars' place, pixels. */
  width(): number;
  /** Lets the horizontal line of the crosshair follow the pointer; `null` when it has left. */
  hover(clientY: number | null): void;
  destroy(): void;
}

/** Draws a model into the elements marked `data-pane`, and again whenever something of it changes. */
export function createStage(inside: HTMLElement, state: StageState): Stage {
  const { model, view, cursor } = state;
  let colors = chartColors(inside);
  let pointerY: number | null = null;
  let isDue = false;
  const scene = () => ({ model: model.peek(), view: view.peek(), colors });
  let plots: readonly Plot[] = [];

  const point = () => {
    const { from, to } = view.peek();
    const index = cursor.peek();
    for (const plot of plots) {
      const area = plot.plotArea();
      const top = pointerY === null ? null : pointerY - area.top;
      const isInside = top !== null && top >= 0 && top <= area.height;
      plot.point(index === null ? null : (index - from) / (to - from), isInside ? top : null);
    }
  };
  const draw = () => {
    isDue = false;
    for (const plot of plots) plot.draw();
    point();
  };
  // Once a frame, however many steps a wheel or finger makes in it.
  const soon = () => {
    if (isDue) return;
    isDue = true;
    requestAnimationFrame(() => isDue && draw());
  };
  const repaint = () => {
    colors = chartColors(inside);
    draw();
  };
  const stops = [
    effect(() => {
      model.value;
      view.value;
      soon();
    }),
    effect(() => {
      cursor.value;
      point();
    }),
  ];
  const stop = new AbortController();
  const resize = new ResizeObserver(() => {
    plots.forEach((plot) => plot.resize());
    soon();
  });
  const arrange = () => {
    const panes = [...inside.querySelectorAll<HTMLElement>("[data-pane]")];
    for (const plot of plots) {
      if (panes.includes(plot.pane)) continue;
      resize.unobserve(plot.pane);
      plot.destroy();
    }
    plots = panes.map((pane, i) => {
      const plot = plots.find((each) => each.pane === pane) ?? createPlot(pane, scene);
      plot.setTime(i === panes.length - 1);
      resize.observe(pane);
      return plot;
    });
    soon();
  };
  const theme = new MutationObserver(repaint);
  theme.observe(document.documentElement, { attributeFilter: ["data-theme", "data-rising"] });
  for (
    const query of [
      "prefers-color-scheme: dark",
      "forced-colors: active",
      `resolution: ${devicePixelRatio}dppx`,
    ]
  ) {
    matchMedia(`(${query})`).addEventListener("change", repaint, { signal: stop.signal });
  }

  return {
    arrange,
    placeOf({ clientX, clientY }) {
      const area = areaOf(plots[0]);
      const { from, to } = view.peek();
      return {
        at: from + (clientX - area.left) / Math.max(1, area.width) * (to - from),
        isOnAxis: clientY > areaOf(plots.at(-1)).bottom,
      };
    },
    width: () => areaOf(plots[0]).width,
    hover(clientY) {
      pointerY = clientY;
      point();
    },
    destroy() {
      isDue = false;
      stops.forEach((each) => each());
      stop.abort();
      resize.disconnect();
      theme.disconnect();
      plots.forEach((plot) => plot.destroy());
    },
  };
}

function areaOf(plot: Plot | undefined): DOMRect {
  return plot?.plotArea() ?? new DOMRect();
}
