import { HttpError } from "fresh";
import type { Dataset, Row } from "@/lib/datasets/dataset.ts";
import { defuseRow, formatRows } from "@/lib/datasets/mod.ts";
import { json, tagged } from "./json.ts";
import type { Selection } from "./selection.ts";

/** Rows turned into CSV in one go, some 10 ms: event streams do not wait for a download. */
const ROWS_PER_TURN = 2_000;

/** `stock_quotes.csv` is the dataset `stock_quotes` as CSV. */
export function splitFormat(name: string | undefined): { name: string | undefined; csv: boolean } {
  return name?.endsWith(".csv") ? { name: name.slice(0, -4), csv: true } : { name, csv: false };
}

/**
 * Rows as JSON, or as CSV where the address or `Accept` asks for it. Cells that a spreadsheet would run as a
 * formula are defused in CSV unless `raw` is among the parameters.
 * @throws {HttpError} 406 where `Accept` takes neither
 */
export async function datasetResponse(
  { request, query, dataset, selection, csv }: {
    request: Request;
    query: URLSearchParams;
    dataset: Dataset;
    selection: Selection;
    csv: boolean;
  },
): Promise<Response> {
  if (csv || prefersCsv(request)) {
    const text = await csvOf(dataset, selection.rows, query.has("raw"));
    return tagged(request, text, "text/csv; charset=utf-8", {
      "content-disposition": `attachment; filename="${dataset.name}.csv"`,
      "x-total-count": String(selection.total),
      vary: "accept",
    });
  }
  const { rows, total, offset } = selection;
  const columns = dataset.columns.map(({ name }) => name);
  return json(request, { dataset: dataset.name, total, offset, columns, rows }, { vary: "accept" });
}

async function csvOf(dataset: Dataset, rows: readonly Row[], raw: boolean): Promise<string> {
  const header = formatRows(dataset, []);
  let text = header;
  for (let i = 0; i < rows.length; i += ROWS_PER_TURN) {
    if (i > 0) await new Promise((resolve) => setTimeout(resolve));
    const some = rows.slice(i, i + ROWS_PER_TURN);
    text += formatRows(dataset, raw ? some : some.map((row) => defuseRow(row))).slice(header.length);
  }
  return text;
}

/** Whether the client names CSV, and nothing that it likes better. */
function prefersCsv(request: Request): boolean {
  const accept = request.headers.get("accept") ?? "*/*";
  const csv = weightOf(accept, ["text/csv"]);
  // A page of it is what somebody who asks for HTML reads most easily.
  const other = weightOf(accept, ["application/json", "application/*", "text/html", "*/*"]);
  if (csv === 0 && other === 0) {
    throw new HttpError(
      406,
      `Cannot answer as "${accept.slice(0, 60)}": there is application/json and text/csv`,
    );
  }
  return csv > 0 && csv >= other;
}

/** Highest weight that `Accept` gives to one of these ranges, 0 when it has none of them (RFC 9110, 12.5.1). */
function weightOf(accept: string, ranges: readonly string[]): number {
  const weights = accept.split(",").map((entry) => {
    const [range = "", ...parameters] = entry.split(";").map((part) => part.trim().toLowerCase());
    if (!ranges.includes(range)) return 0;
    const quality = parameters.find((parameter) => parameter.startsWith("q="))?.slice(2);
    const weight = quality === undefined ? 1 : Number(quality);
    return weight >= 0 && weight <= 1 ? weight : 0;
  });
  return Math.max(0, ...weights);
}
