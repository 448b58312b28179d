import { HttpError } from "fresh";
import type { Column, Dataset, Row } from "@/lib/datasets/dataset.ts";
import { keyOf } from "@/lib/datasets/keys.ts";
import { isPlainNumber } from "@/lib/market/format_cell.ts";
import type { FreshnessView } from "@/lib/market/freshness.ts";
import { formatDateTime, zoneName } from "@/lib/market/format.ts";
import { addressAt } from "@/lib/market/address.ts";
import { cellFigure, figureAddress } from "@/lib/market/figure_address.ts";
import type { RowPlace } from "@/lib/store/row_place.ts";
import { symbolOf } from "../parameters.ts";
import { pastOf } from "../past.ts";
import { datasetNamed } from "../selection.ts";
import type { Known, Services } from "../services.ts";
import { derivationOf } from "./derived.ts";
import { formulaView } from "./formula_view.ts";
import { runOf } from "./run_of.ts";
import { originOf, type ProvenanceView } from "./view.ts";
import { cellWords } from "./words.ts";

/** What a number's own part of the answer is. */
export type Found = Omit<ProvenanceView, "citation" | "answered_at">;

/**
 * Where a cell of a dataset is from.
 * @throws {HttpError} 400 for parameters that name no cell, 404 where there is no such row
 */
export async function cellProvenance(
  services: Services,
  known: Known,
  query: URLSearchParams,
): Promise<Found> {
  const dataset = datasetNamed(known.store, query.get("dataset") ?? undefined);
  const column = columnOf(dataset, query.get("column"));
  const row = askedRow(known, dataset, query);
  const place = await services.store.placeOf(dataset.name, keyOf(dataset, row), known.at);
  const origin = originOf(row);
  const { isNewest, freshness } = ageOf(known, dataset, row);
  const derivation = derivationOf(known, dataset, row, column.name);
  const isStated = dataset.name === "stock_quotes";
  const value = row[column.name] ?? null;
  const symbol = typeof row["symbol"] === "string" ? row["symbol"] : "";
  return {
    subject: symbol === "" ? dataset.title : symbol,
    title: titleOf(dataset, row, column),
    description: column.description,
    value,
    text: cellWords(value, isPlainNumber(column.name)),
    unit: unitOf(row, column),
    ...origin,
    checked_at: isNewest ? freshness.checked_at : null,
    verdict: isNewest ? freshness.verdict : null,
    run: runView(services, known, place, origin.fetched_at),
    file: place && fileView(known, dataset, row, place),
    formula: derivation && formulaView(known, derivation, isStated),
    note: noteOf(known, dataset, row, isNewest),
    at: pastOf(known) ?? null,
    address: figureAddress(cellFigure(dataset, row, column.name), pastOf(known)),
  };
}

function columnOf(dataset: Dataset, name: string | null): Column {
  const column = dataset.columns.find((each) => each.name === name);
  if (column !== undefined) return column;
  throw new HttpError(
    400,
    `Cannot find column "${(name ?? "").slice(0, 40)}" of "${dataset.name}": expected one of ${
      dataset.columns.map(({ name }) => name).join(", ")
    }`,
  );
}

/**
 * The row of the key that the query names; of a symbol alone its newest.
 * @throws {HttpError} 400 where the key is not whole, 404 where there is no such row
 */
export function askedRow({ store }: Known, dataset: Dataset, query: URLSearchParams): Row {
  const ledger = store.ledger(dataset.name);
  const missing = dataset.key.filter((name) => !query.has(name));
  const symbol = query.has("symbol") ? symbolOf(query.get("symbol") ?? "") : null;
  const isNewest = missing.length > 0 && missing.length === dataset.key.length - 1 && symbol !== null;
  if (missing.length > 0 && !isNewest) {
    throw new HttpError(400, `Cannot tell which row of "${dataset.name}": expected ${missing.join(", ")}`);
  }
  const cells = Object.fromEntries(
    dataset.key.map((name) => [name, name === "symbol" && symbol !== null ? symbol : query.get(name)]),
  );
  const row = isNewest ? ledger.latest(symbol) : ledger.get(keyOf(dataset, cells));
  if (row !== undefined) return row;
  throw new HttpError(404, `No such row in "${dataset.name}"`);
}

/** The verdict on its dataset holds for the newest quote alone, and for every row of what is not a quote. */
function ageOf(
  { store, market }: Known,
  dataset: Dataset,
  row: Row,
): { readonly isNewest: boolean; readonly freshness: FreshnessView } {
  const symbol = dataset.scope === "symbol" ? String(row["symbol"] ?? "") : "";
  const newest = dataset.name === "stock_quotes" ? store.ledger(dataset.name).latest(symbol) : row;
  return {
    isNewest: newest === undefined || keyOf(dataset, newest) === keyOf(dataset, row),
    freshness: market.freshness(dataset, symbol),
  };
}

function noteOf({ store, market }: Known, dataset: Dataset, row: Row, isNewest: boolean): string {
  if (dataset.name !== "stock_quotes") return "";
  const symbol = String(row["symbol"]);
  if (!isNewest) {
    const newest = originOf(store.ledger(dataset.name).latest(symbol));
    return `An earlier quote: the newest is of ${formatDateTime(newest.as_of)} ${zoneName()}.`;
  }
  const { doubt } = market.quote(symbol);
  return doubt === null ? "" : `The provider's newer word is in doubt: ${doubt.reason}.`;
}

/** A metric and a line of a statement have their names in the row; what others are their columns say. */
function titleOf(dataset: Dataset, row: Row, { name }: Column): string {
  const label = name === "value" ? row["label"] ?? row["metric"] ?? row["concept"] : null;
  if (typeof label === "string" && label !== "") return label;
  const words = name.replace(/_percent$/, "").replaceAll("_", " ");
  const time = row["time"] ?? row["date"] ?? row["period"];
  const day = dataset.name === "stock_quotes" || typeof time !== "string" ? "" : `, ${time.slice(0, 10)}`;
  return `${words}${day}`;
}

function unitOf(row: Row, { name, unit = "" }: Column): string {
  const own = name === "value" && typeof row["unit"] === "string" ? row["unit"] : unit;
  const currency = typeof row["currency"] === "string" ? row["currency"] : "currency";
  return own.replaceAll("`currency`", currency);
}

function runView(
  { store }: Services,
  known: Known,
  place: RowPlace | null,
  fetchedAt: string | null,
): ProvenanceView["run"] {
  if (place === null) return null;
  const run = runOf(store.runs.all(), place.archived ? "" : place.stamp, fetchedAt);
  if (run === null) return null;
  const { run_id, status, trigger } = run;
  return { run_id, status, trigger, address: runAddress(known, run_id) };
}

/** The page of a run. */
export function runAddress(known: Known, runId: string): string {
  return addressAt(`/pipeline/${encodeURIComponent(runId)}`, pastOf(known));
}

function fileView(known: Known, dataset: Dataset, row: Row, place: RowPlace): ProvenanceView["file"] {
  const query = new URLSearchParams(
    typeof row["symbol"] === "string" && row["symbol"] !== "" ? { symbol: row["symbol"] } : {},
  );
  for (const name of dataset.key) query.append("key", String(row[name] ?? ""));
  const { path, line, archived, text } = place;
  return {
    path,
    line,
    archived,
    text,
    address: addressAt(`/data/${dataset.name}?${query}#row`, pastOf(known)),
  };
}
