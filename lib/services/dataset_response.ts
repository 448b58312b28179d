import { HttpError } from "fresh";
import type { Dataset } from "@/lib/datasets/dataset.ts";
import { defuseRow, formatRows } from "@/lib/datasets/mod.ts";
import { json, tagged } from "./json.ts";
import type { Selection } from "./selection.ts";

/** `stock_quotes.csv` is the dataset `stock_quotes` as CSV. */
export function splitFormat(name: string | undefined): { name: string | undefined; csv: boolean } {
  return name?.endsWith(".csv") ? { name: name.slice(0, -4), csv: true } : { name, csv: false };
}

/**
 * Rows as JSON, or as CSV where the address or `Accept` asks for it. Cells that a spreadsheet would run as a
 * formula are defused in CSV unless `raw` is among the parameters.
 */
export function datasetResponse(
  { request, query, dataset, selection, csv }: {
    request: Request;
    query: URLSearchParams;
    dataset: Dataset;
    selection: Selection;
    csv: boolean;
  },
): Response {
  if (csv || prefersCsv(request)) {
    const rows = query.has("raw") ? selection.rows : selection.rows.map((row) => defuseRow(row));
    return tagged(request, formatRows(dataset, rows), "text/csv; charset=utf-8", {
      "content-disposition": `attachment; filename="${dataset.name}.csv"`,
      "x-total-count": String(selection.total),
      vary: "accept",
    });
  }
  const { rows, total, offset } = selection;
  return json(request, {
    dataset: dataset.name,
    total,
    offset,
    columns: dataset.columns.map(({ name }) => name),
    rows,
  });
}

function prefersCsv(request: Request): boolean {
  const accept = request.headers.get("accept") ?? "*/*";
  if (/text\/csv/.test(accept)) return true;
  if (/application\/json|\*\/\*|application\/\*|text\/html/.test(accept)) return false;
  throw new HttpError(
    406,
    `Cannot answer as "${accept.slice(0, 60)}": there is application/json and text/csv`,
  );
}
