import { HttpError } from "fresh";
import type { Dataset, Row } from "@/lib/datasets/dataset.ts";
import { csvOf } from "@/lib/transfer/export_csv.ts";
import { parquetOf } from "@/lib/transfer/export_parquet.ts";
import { momentOf, rowsWithin } from "@/lib/transfer/export_rows.ts";
import { oneOf, symbolOf } from "./parameters.ts";
import { datasetNamed } from "./selection.ts";
import type { Known } from "./services.ts";

/** Forms of an export. */
export const EXPORT_FORMATS = ["csv", "parquet"] as const;

const CONTENT_TYPES = { csv: "text/csv; charset=utf-8", parquet: "application/vnd.apache.parquet" };

/** What is exported, and how. */
export interface Export {
  readonly dataset: Dataset;
  readonly rows: readonly Row[];
  readonly format: typeof EXPORT_FORMATS[number];
  /** CSV with cells as they stand on the volume. */
  readonly raw: boolean;
  /** For the name of the file; empty for all symbols. */
  readonly symbol: string;
}

/**
 * What an address asks for: `dataset`, and at will `symbol`, `from`, `to`, `format` and `raw`.
 * @param store what is known, now or at an instant
 * @throws {HttpError} 400 for a parameter that is missing or cannot be read
 */
export function exportOf(store: Known["store"], query: URLSearchParams): Export {
  const names = store.datasets.map(({ name }) => name);
  if (!query.has("dataset")) {
    throw new HttpError(400, `Cannot export: expected ?dataset= with one of ${names.join(", ")}`);
  }
  const dataset = datasetNamed(store, oneOf(query, "dataset", names, "stock_quotes"));
  const symbol = query.has("symbol") ? symbolOf(query.get("symbol") ?? "") : undefined;
  const rows = rowsWithin(store.ledger(dataset.name), {
    symbol,
    from: endOf(query, "from"),
    to: endOf(query, "to"),
  });
  const format = oneOf(query, "format", EXPORT_FORMATS, "csv");
  return { dataset, rows, format, raw: query.has("raw"), symbol: symbol ?? "" };
}

/** One end of a range; a date is all of its day. */
function endOf(query: URLSearchParams, name: "from" | "to"): number | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  const moment = momentOf(text, name === "to");
  if (!Number.isNaN(moment)) return moment;
  throw new HttpError(
    400,
    `Cannot read ${name} "${text.slice(0, 40)}": expected a date such as 2026-11-20 or a time such as ` +
      "2026-11-20T14:30:00Z",
  );
}

/** Sends it piece by piece as the client reads, so that a long range takes no more memory than a short one. */
export function exportResponse({ dataset, rows, format, raw, symbol }: Export): Response {
  const pieces = format === "csv" ? csvOf(dataset, rows, raw) : parquetOf(dataset, rows);
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      // Event streams have their turn before each piece.
      await new Promise((resolve) => setTimeout(resolve));
      const { done, value } = pieces.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel() {
      pieces.return(undefined);
    },
  }, { highWaterMark: 1 });
  const fileName = symbol === "" ? dataset.name : `${dataset.name}_${symbol.replaceAll(/[^A-Z0-9.-]/g, "_")}`;
  return new Response(body, {
    headers: {
      "content-type": CONTENT_TYPES[format],
      "content-disposition": `attachment; filename="${fileName}.${format}"`,
      "cache-control": "no-store",
    },
  });
}
