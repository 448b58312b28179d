import type { ComponentChildren } from "preact";
import type { DatasetName, Row } from "@/lib/datasets/dataset.ts";
import { datasetOf } from "@/lib/datasets/mod.ts";

/** A number of a page, with what names the cell that it is of. */
export interface FigureProps {
  readonly dataset: DatasetName;
  /** The row it stands in; where there is none it was reckoned, and `formula` says how. */
  readonly row?: Row | null | undefined;
  readonly column: string;
  /** How it was reckoned. */
  readonly formula?: string | undefined;
  /** The number as it is read. */
  readonly children: ComponentChildren;
}

/**
 * A number that knows where it is from: `data-figure` names its dataset, the cells of its row's key and its column, as
 * the query of an address.
 */
export function Figure({ dataset, row, column, formula, children }: FigureProps) {
  return (
    <span class="figure" data-figure={row ? nameOf(dataset, row, column) : undefined} title={formula}>
      {children}
    </span>
  );
}

function nameOf(dataset: DatasetName, row: Row, column: string): string {
  const name = new URLSearchParams({ dataset });
  for (const key of datasetOf(dataset)?.key ?? []) name.set(key, String(row[key] ?? ""));
  name.set("column", column);
  return String(name);
}
