import type { ChartModel } from "./chart_model.ts";
import type { FigureName } from "./figure_address.ts";

/** Numbers of a bar. */
export const BAR_COLUMNS = ["open", "high", "low", "close", "volume"] as const;
/** A number of a bar. */
export type BarColumn = typeof BAR_COLUMNS[number];

/**
 * What names a number of a bar as the chart shows it: the cell of its row, on today's scale the adjusted close, and of
 * the other prices what the chart makes of them.
 * @returns `null` for what stands in no row: a volume that nobody knows, and what a price between slots has changed
 */
export function barFigure(
  { history, bars, settings }: Pick<ChartModel, "history" | "bars" | "settings">,
  index: number,
  column: BarColumn,
): FigureName | null {
  const { symbol, interval } = history;
  const [seconds, stored] = [history.time[index], history[column][index] ?? null];
  if (seconds === undefined || stored === null) return null;
  const isScaled = column !== "volume" && settings.prices === "adjusted";
  const factor = isScaled ? history.adjustment[index] ?? 1 : 1;
  if (bars[column][index] !== stored * factor) return null;
  const key = { symbol, interval, time: new Date(seconds * 1000).toISOString() };
  if (factor === 1) return { dataset: "stock_historical", column, key };
  return column === "close"
    ? { dataset: "stock_historical", column: "adjusted_close", key }
    : { dataset: "figures", column: `scaled.${column}`, key };
}
