import type { ChartModel } from "@/lib/market/chart_model.ts";
import type { View } from "@/lib/market/chart_view.ts";

/** What a reader has to know to read the part of this chart that is in view rightly. */
export function ChartNote({ model, view, hasVolume }: {
  model: ChartModel;
  view: View;
  hasVolume: boolean;
}) {
  const { bars, settings, history } = model;
  // Bars before the range are there too where an average needs them.
  const shown = bars.coverage.slice(Math.max(0, Math.ceil(view.from)), Math.floor(view.to) + 1);
  const thin = shown.filter((coverage) => coverage < 1).length;
  const notes = [
    ...settings.type === "candles" && history.interval === "1d" && bars.count > 0
      ? ["A candle's colour compares its close with its open, the change with the close before."]
      : [],
    ...thin === 0 ? [] : [
      `Thin, pale candles (${thin} of ${shown.length}) are built from fewer samples than a full bar has; ` +
      "the strip below them shows how much is missing.",
    ],
    ...hasVolume || bars.count === 0 || !settings.panes.includes("volume") ? [] : [
      "No volume: these bars are built from samples, which know none.",
    ],
    ...settings.prices === "raw" ? ["Prices as traded: a split shows as a jump."] : [],
  ];
  return <p class="chart-note small soft">{notes.join(" ")}</p>;
}
