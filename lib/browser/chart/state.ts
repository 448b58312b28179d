import type { Signal } from "@preact/signals";
import type { ChartModel, LivePrice } from "@/lib/market/chart_model.ts";
import type { ChartSettings } from "@/lib/market/chart_settings.ts";
import type { View } from "@/lib/market/chart_view.ts";

/** What a chart's parts share. */
export interface ChartState {
  readonly settings: Signal<ChartSettings>;
  readonly model: Signal<ChartModel>;
  readonly view: Signal<View>;
  /** Bar under the crosshair. */
  readonly cursor: Signal<number | null>;
  /** What a screen reader is told. */
  readonly spoken: Signal<string>;
  /** What went wrong, in words; empty while nothing did. */
  readonly trouble: Signal<string>;
}

/** Options of a {@linkcode ChartController}. */
export interface ControllerOptions {
  readonly symbol: string;
  /** The instant of the past that is shown. */
  readonly past: string | undefined;
  /** Epoch milliseconds, by the server's clock. */
  readonly now: () => number;
  /** Counts runs that ended. */
  readonly ingested: Signal<number>;
  readonly live: Signal<LivePrice | null>;
}
