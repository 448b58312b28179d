import { batch, type Signal } from "@preact/signals";
import { daysIn, type Lines } from "@/lib/market/compare/lines.ts";
import { extremeDay, spokenLines, spokenStretch } from "@/lib/market/compare/reading.ts";
import { clampView, panView, type View, viewWith, wholeView, zoomView } from "@/lib/market/chart_view.ts";
import { actionOf, type ChartAction } from "../chart/keys.ts";
import { listenToPointers } from "../chart/pointer.ts";
import { speak } from "../speak.ts";

/** What the parts of a chart of lines share. */
export interface CompareState {
  readonly lines: Signal<Lines>;
  readonly view: Signal<View>;
  /** Index of the day under the crosshair. */
  readonly cursor: Signal<number | null>;
  /** The only symbol that is told; `null` for all. */
  readonly picked: Signal<string | null>;
  /** What a screen reader is told. */
  readonly spoken: Signal<string>;
  /** Pixels of the lines on the screen; 0 while it is not known. */
  readonly width: Signal<number>;
}

/** Lets pointers and keys move a chart of lines until it is told to stop. */
export function mountLines(inside: HTMLElement, state: CompareState, stop: AbortSignal): void {
  const { lines, view, cursor, picked, spoken, width } = state;
  const plot = inside.querySelector(".compare-plot");
  const area = () => plot?.getBoundingClientRect() ?? new DOMRect();
  const count = () => lines.peek().date.length;
  const tell = () => speak(spoken, spokenStretch(lines.peek(), view.peek()));
  const go = (index: number) =>
    batch(() => {
      const to = Math.min(Math.max(0, index), count() - 1);
      cursor.value = to;
      view.value = viewWith(view.peek(), to, count());
      speak(spoken, spokenLines(lines.peek(), view.peek(), to, picked.peek()));
    });

  const target = {
    point(at: number | null) {
      const { first, last } = daysIn(view.peek(), count());
      cursor.value = at === null ? null : Math.min(Math.max(first, Math.round(at)), last);
    },
    zoom: (factor: number, anchor: number) => view.value = zoomView(view.peek(), factor, anchor, count()),
    pan: (days: number) => view.value = panView(view.peek(), days, count()),
    show: (from: number, to: number) => view.value = clampView({ from, to }, count()),
    reset: () => view.value = wholeView(count()),
    bars: () => view.peek().to - view.peek().from,
  };
  const placeOf = ({ clientX, clientY }: { readonly clientX: number; readonly clientY: number }) => {
    const { left, width, bottom } = area();
    const { first, last } = daysIn(view.peek(), count());
    // The first day in view stands at the left edge, the last at the right one.
    return { at: first + (clientX - left) / Math.max(1, width) * (last - first), isOnAxis: clientY > bottom };
  };
  listenToPointers(inside, { placeOf, width: () => area().width, hover: () => {} }, target, stop);

  const act = (action: ChartAction) => {
    const { first, last } = daysIn(view.peek(), count());
    const at = cursor.peek();
    switch (action.kind) {
      case "move":
        return go((at ?? last + (action.bars < 0 ? 1 : 0)) + action.bars);
      case "go":
        if (action.to === "first") return go(first);
        if (action.to === "last") return go(last);
        if (action.to !== "high" && action.to !== "low") return;
        return go(extremeDay(lines.peek(), view.peek(), picked.peek(), action.to));
      case "zoom":
        target.zoom(action.factor, at ?? last);
        return tell();
      case "pan":
        target.pan(action.share * target.bars());
        return tell();
      case "reset":
        target.reset();
        return tell();
      case "leave":
        [cursor.value, picked.value] = [null, null];
    }
  };
  /** One line after another, all of them, and again from the first. */
  const pick = (step: 1 | -1) => {
    const choices = [null, ...lines.peek().symbols];
    const index = choices.indexOf(picked.peek()) + step;
    picked.value = choices.at(index % choices.length) ?? null;
    const at = cursor.peek() ?? daysIn(view.peek(), count()).last;
    speak(spoken, spokenLines(lines.peek(), view.peek(), at, picked.peek()));
  };
  inside.addEventListener("keydown", (event) => {
    if (event.target !== inside) return;
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
    if (isPlain && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      event.preventDefault();
      return pick(event.key === "ArrowDown" ? 1 : -1);
    }
    const action = actionOf(event);
    if (action === null) return;
    event.preventDefault();
    act(action);
  }, { signal: stop });
  inside.addEventListener("focus", () => inside.matches(":focus-visible") && tell(), { signal: stop });

  const resize = new ResizeObserver(() => width.value = area().width);
  if (plot !== null) resize.observe(plot);
  stop.addEventListener("abort", () => resize.disconnect(), { once: true });
}
