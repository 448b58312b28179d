import { type ComponentChildren, createContext } from "preact";
import { useContext } from "preact/hooks";
import type { DatasetName, Row } from "@/lib/datasets/dataset.ts";
import { datasetOf } from "@/lib/datasets/mod.ts";
import { cellFigure } from "@/lib/market/figure_address.ts";
import { FigureLink } from "../../(_components)/FigureLink.tsx";

/** The instant of the past that the page shows, ISO 8601 UTC: its figures lead there. */
export const ShownAt = createContext<string | undefined>(undefined);

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

/** A number that tells where it is from: its row's cell, or how it was reckoned. */
export function Figure({ dataset: name, row, column, formula, children }: FigureProps) {
  const at = useContext(ShownAt);
  const dataset = datasetOf(name);
  if (!row || dataset === undefined) return <span class="figure" title={formula}>{children}</span>;
  return <FigureLink figure={cellFigure(dataset, row, column)} at={at} title={formula}>{children}
  </FigureLink>;
}
