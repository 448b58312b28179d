import { spokenView } from "@/lib/market/chart_reading.ts";
import type { ChartController } from "./controller.ts";
import type { ChartState } from "./state.ts";
import { actionOf } from "./keys.ts";
import { listenToPointers } from "./pointer.ts";
import { speak } from "../speak.ts";
import { createStage, type Stage } from "./stage.ts";

/** A chart in its place. */
export type MountedStage = Pick<Stage, "arrange" | "destroy">;

/** Draws a chart into an element, as soon as its panes are arranged, and lets pointers and keys move it. */
export function mountStage(
  inside: HTMLElement,
  controller: ChartController,
  state: ChartState,
): MountedStage {
  const stage = createStage(inside, state);
  const stop = new AbortController();
  const { signal } = stop;
  listenToPointers(inside, stage, {
    point: (at) => controller.point(at),
    zoom: (factor, anchor) => controller.zoom(factor, anchor),
    pan: (bars) => controller.pan(bars),
    show: (from, to) => controller.show(from, to),
    reset: () => controller.reset(),
    bars: () => state.view.peek().to - state.view.peek().from,
  }, signal);
  inside.addEventListener("keydown", (event) => {
    const action = event.target === inside ? actionOf(event) : null;
    if (action === null) return;
    event.preventDefault();
    controller.act(action);
  }, { signal });
  inside.addEventListener("focus", () => {
    // Who comes with the pointer sees it.
    if (inside.matches(":focus-visible")) {
      speak(state.spoken, spokenView(state.model.peek(), state.view.peek()));
    }
  }, { signal });
  return {
    arrange: () => stage.arrange(),
    destroy() {
      stop.abort();
      stage.destroy();
    },
  };
}
