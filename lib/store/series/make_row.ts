import type { Row } from "@/lib/datasets/dataset.ts";
import { isoText } from "./iso_time.ts";
import type { SeriesLayout } from "./layout.ts";
import type { Texts } from "./texts.ts";

/** Where rows are kept in columns. */
export interface RowSource {
  /** The row's own time, epoch milliseconds. */
  timeAt(at: number): number;
  /** What is stored under an index of the layout: a number, epoch milliseconds, or a text's code; `NaN` for none. */
  value(at: number, index: number): number;
}

/**
 * Makes a row of columns.
 * @param keys texts of its series' key
 */
export function makeRow(
  { dataset, places, stored, time }: SeriesLayout,
  source: RowSource,
  at: number,
  keys: readonly string[],
  texts: Texts,
): Row {
  const row: Record<string, Row[string]> = {};
  for (let i = 0; i < places.length; i++) {
    const place = places[i];
    const name = dataset.columns[i]?.name;
    if (place === undefined || name === undefined) continue;
    if (place.kind === "key") row[name] = keys[place.index] || null;
    else if (place.kind === "time") row[name] = isoText(source.timeAt(at), time.type === "date");
    else {
      const value = source.value(at, place.index);
      const kept = stored[place.index];
      if (value !== value) row[name] = null;
      else if (kept?.kind === "text") row[name] = texts.text(value);
      else row[name] = kept?.kind === "time" ? isoText(value, kept.column.type === "date") : value;
    }
  }
  return row;
}
