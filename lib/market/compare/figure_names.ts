import type { FigureName } from "../figure_address.ts";
import type { CompareChoice } from "./choice.ts";

/** Figures of a comparison, by the names that addresses have for them. */
export const COMPARED = [
  "return",
  "per_year",
  "volatility",
  "fall",
  "best_day",
  "worst_day",
  "correlation",
  "beta",
  "change",
  "index",
] as const;
/** A figure of a comparison. */
export type Compared = typeof COMPARED[number];

/** Which of them. */
export interface ComparedOf {
  /** Of all but the index. */
  readonly symbol?: string;
  /** Of a correlation the second symbol. */
  readonly other?: string;
  /** Of a change and of the index the day, `YYYY-MM-DD`. */
  readonly day?: string;
}

/** What names a figure of a comparison: the comparison, as the page's own address has it, and which of its figures. */
export function comparedFigure(
  name: Compared,
  { symbols, range }: Pick<CompareChoice, "symbols" | "range">,
  of: ComparedOf,
): FigureName {
  return { dataset: "figures", column: `compare.${name}`, key: { symbols: symbols.join(), range, ...of } };
}
