import { adjustmentOf } from "@/lib/market/history.ts";
import { cellFigure, figureAddress } from "@/lib/market/figure_address.ts";
import { pastOf } from "../past.ts";
import type { Known, Services } from "../services.ts";
import { askedRow, cellProvenance, type Found } from "./cell.ts";
import { formulaView } from "./formula_view.ts";
import { FORMULAS } from "./formulas.ts";
import { cellInput } from "./inputs.ts";
import { reckonedWords } from "./words.ts";

/** Prices that the chart puts on today's scale; of the close there is a column. */
const SCALED = ["open", "high", "low"] as const;
type Scaled = typeof SCALED[number];

/** Names of such figures. */
export const SCALED_FIGURES = SCALED.map((column) => `scaled.${column}` as const);

/** The price that a name is of; `undefined` for the name of another figure. */
export function scaledNamed(name: string): Scaled | undefined {
  return SCALED.find((column) => `scaled.${column}` === name);
}

/**
 * Where a price is from that the chart shows on today's scale: the adjusted cell of the bar or, where its source adjusts
 * closes alone, what the chart makes of the raw one. The query has the key of the bar.
 * @throws {HttpError} 400 for what is no key of a bar, 404 where there is no such bar
 */
export async function scaledProvenance(
  services: Services,
  known: Known,
  column: Scaled,
  query: URLSearchParams,
): Promise<Found> {
  const { dataset } = known.store.ledger("stock_historical");
  const row = askedRow(known, dataset, query);
  const isStored = typeof row[`adjusted_${column}`] === "number";
  const cell = new URLSearchParams(query);
  cell.set("dataset", dataset.name);
  cell.set("column", isStored ? `adjusted_${column}` : column);
  const found = await cellProvenance(services, known, cell);
  if (isStored) return found;
  const [raw, close, adjusted] = [row[column], row["close"], row["adjusted_close"]].map((value) =>
    typeof value === "number" ? value : NaN
  );
  const value = (raw ?? NaN) * (adjustmentOf(close ?? NaN, adjusted ?? NaN) ?? 1);
  const formula = `scaled.${column}` as const;
  const label = String(row["time"]).slice(0, 10);
  const inputs = [column, "adjusted_close", "close"].flatMap((column) =>
    cellInput({ dataset, row, column, label })
  );
  return {
    ...found,
    title: `${FORMULAS[formula].title}, ${label}`,
    value,
    text: reckonedWords(value),
    formula: formulaView(known, { formula, value, inputs }, false),
    address: figureAddress({ ...cellFigure(dataset, row, formula), dataset: "figures" }, pastOf(known)),
  };
}
