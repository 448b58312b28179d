import type { Column } from "@/lib/datasets/dataset.ts";
import type { WidgetColumn } from "./widget.ts";

/** A dataset's columns as a table of OpenBB has them; what they mean is said in their tooltips. */
export function columnsOf(columns: readonly Column[]): WidgetColumn[] {
  return columns.map(({ name, type, unit, description }) => ({
    field: name,
    headerName: headerOf(name),
    headerTooltip: unit === undefined ? description : `${description} Unit: ${unit}`,
    ...(type === "number" || type === "integer"
      ? numberColumn(name, type, unit)
      : { cellDataType: type === "boolean" ? "boolean" as const : "text" as const }),
    ...(name === "symbol" ? { pinned: "left" as const } : {}),
  }));
}

function numberColumn(
  name: string,
  type: string,
  unit: string | undefined,
): Pick<WidgetColumn, "cellDataType" | "formatterFn" | "chartDataType" | "renderFn"> {
  // A year, or the number of an article, is none to add separators to.
  const isName = type === "integer" && unit === undefined;
  return {
    cellDataType: "number",
    formatterFn: unit === "percent" ? "percent" : type === "integer" && !isName ? "int" : "none",
    chartDataType: isName ? "excluded" : "series",
    ...(/^(change|surprise)/.test(name) ? { renderFn: "greenRed" as const } : {}),
  };
}

/** `eps_actual` becomes `Eps actual`. */
function headerOf(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1).replaceAll("_", " ");
}

/** A column of an answer that is no dataset's. */
export function column(
  field: string,
  headerName: string,
  cellDataType: WidgetColumn["cellDataType"],
  further: Partial<WidgetColumn> = {},
): WidgetColumn {
  return { field, headerName, cellDataType, ...further };
}
