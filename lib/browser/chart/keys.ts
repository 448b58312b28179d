import type { ChartModel } from "@/lib/market/chart_model.ts";
import { eventAfter, extremeIn } from "@/lib/market/chart_reading.ts";
import type { View } from "@/lib/market/chart_view.ts";

/** What a reader wants of a chart, whatever the key, wheel or finger. */
export type ChartAction =
  | { readonly kind: "move"; readonly bars: number }
  | { readonly kind: "go"; readonly to: "first" | "last" | "high" | "low" | "next event" | "event before" }
  | { readonly kind: "zoom"; readonly factor: number }
  | { readonly kind: "pan"; readonly share: number }
  | { readonly kind: "reset" }
  | { readonly kind: "leave" };

/** Factor of one step of zoom by key. */
const ZOOM_STEP = 0.7;
/** Share of the view by which keys pan. */
const PAN_STEP = 0.2;
const PAGE = 10;

const ACTIONS: Readonly<Record<string, ChartAction>> = {
  ArrowLeft: { kind: "move", bars: -1 },
  ArrowRight: { kind: "move", bars: 1 },
  PageUp: { kind: "move", bars: -PAGE },
  PageDown: { kind: "move", bars: PAGE },
  Home: { kind: "go", to: "first" },
  End: { kind: "go", to: "last" },
  h: { kind: "go", to: "high" },
  l: { kind: "go", to: "low" },
  e: { kind: "go", to: "next event" },
  E: { kind: "go", to: "event before" },
  "+": { kind: "zoom", factor: ZOOM_STEP },
  "=": { kind: "zoom", factor: ZOOM_STEP },
  "-": { kind: "zoom", factor: 1 / ZOOM_STEP },
  "−": { kind: "zoom", factor: 1 / ZOOM_STEP },
  "0": { kind: "reset" },
  "Shift+ArrowLeft": { kind: "pan", share: -PAN_STEP },
  "Shift+ArrowRight": { kind: "pan", share: PAN_STEP },
  Escape: { kind: "leave" },
};

/** What a key means on a chart; `null` for what is the browser's. */
export function actionOf(
  { key, shiftKey, ctrlKey, metaKey, altKey }: Pick<
    KeyboardEvent,
    "key" | "shiftKey" | "ctrlKey" | "metaKey" | "altKey"
  >,
): ChartAction | null {
  if (ctrlKey || metaKey || altKey) return null;
  const name = shiftKey && key.startsWith("Arrow") ? `Shift+${key}` : key;
  return Object.hasOwn(ACTIONS, name) ? ACTIONS[name] ?? null : null;
}

/** The bar that a jump leads to. @param cursor bar that it starts from; the newest where it is `null` */
export function targetOf(
  to: Extract<ChartAction, { kind: "go" }>["to"],
  model: ChartModel,
  view: View,
  cursor: number | null,
): number {
  const last = model.bars.count - 1;
  const at = cursor ?? last;
  switch (to) {
    case "first":
      return Math.max(0, Math.ceil(view.from));
    case "last":
      return Math.min(last, Math.floor(view.to));
    case "high":
    case "low":
      return extremeIn(model, view, to);
    case "next event":
      return eventAfter(model, at, 1) ?? at;
    case "event before":
      return eventAfter(model, at, -1) ?? at;
  }
}
