import assert from "node:assert/strict";
import type { Row } from "@/lib/datasets/dataset.ts";
import { DATASETS, parseRows } from "@/lib/datasets/mod.ts";
import { HttpError } from "fresh";
import { quoteRow, SLOT } from "./_testing.ts";
import { datasetResponse, splitFormat } from "./dataset_response.ts";

const [QUOTES = never()] = DATASETS;
const ROWS = [quoteRow("AAPL", SLOT, 300), quoteRow("=HYPERLINK(1)", SLOT, -5)];

function never(): never {
  throw new RangeError("The test needs a dataset");
}

interface Asked {
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly csv?: boolean;
  readonly rows?: readonly Row[];
}

function answer({ headers = {}, query = "", csv = false, rows = ROWS }: Asked = {}): Promise<Response> {
  return datasetResponse({
    request: new Request("http://127.0.0.1/api/datasets/stock_quotes", { headers }),
    query: new URLSearchParams(query),
    dataset: QUOTES,
    selection: { rows, total: 40, offset: 7 },
    csv,
  });
}

Deno.test("datasetResponse - JSON: the columns in order, the rows as they are, and how many there were", async () => {
  const response = await answer();
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("content-type"), "application/json");
  assert.deepEqual(await response.json(), {
    dataset: "stock_quotes",
    total: 40,
    offset: 7,
    columns: QUOTES.columns.map(({ name }) => name),
    rows: ROWS,
  });
});

Deno.test("datasetResponse - CSV: a download with header, in which no spreadsheet finds a formula", async () => {
  const response = await answer({ csv: true });
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("content-type"), "text/csv; charset=utf-8");
  assert.equal(response.headers.get("content-disposition"), 'attachment; filename="stock_quotes.csv"');
  assert.equal(response.headers.get("x-total-count"), "40");
  const [header, first, second] = (await response.text()).split("\n");
  assert.equal(header, QUOTES.columns.map(({ name }) => name).join(","));
  assert.match(first ?? "", /^AAPL,300,/);
  assert.match(second ?? "", /^'=HYPERLINK\(1\),-5,/);
});

Deno.test("datasetResponse - CSV: ?raw is the text exactly as it came", async () => {
  const text = await (await answer({ csv: true, query: "raw" })).text();
  assert.deepEqual(parseRows(QUOTES, text), ROWS);
});

Deno.test("datasetResponse - CSV: a long download is the same text as in one go, and lets others have their turn", async () => {
  const rows = Array.from({ length: 5_001 }, (_, i) => quoteRow("AAPL", SLOT + i * 1_000, i + 1));
  let turns = 0;
  const counter = setInterval(() => turns++);
  const text = await (await answer({ csv: true, rows })).text();
  clearInterval(counter);
  assert.deepEqual(parseRows(QUOTES, text), rows);
  assert.ok(turns >= 1);
});

Deno.test("datasetResponse - no rows are a header", async () => {
  const text = await (await answer({ csv: true, rows: [] })).text();
  assert.equal(text, `${QUOTES.columns.map(({ name }) => name).join(",")}\n`);
});

for (
  const [accept, type] of [
    [undefined, "application/json"],
    ["*/*", "application/json"],
    ["application/json", "application/json"],
    ["application/*;q=0.5", "application/json"],
    ["text/html,application/xhtml+xml,*/*;q=0.8", "application/json"],
    ["text/csv", "text/csv; charset=utf-8"],
    ["TEXT/CSV", "text/csv; charset=utf-8"],
    ["text/csv, */*", "text/csv; charset=utf-8"],
    ["text/csv, application/json;q=0.9", "text/csv; charset=utf-8"],
    ["application/json, text/csv;q=0.5", "application/json"],
    ["text/csv;q=0, */*", "application/json"],
  ] as const
) {
  Deno.test(`datasetResponse - Accept: ${accept ?? "(none)"} gives ${type}, and says that it depends on it`, async () => {
    const response = await answer(accept === undefined ? {} : { headers: { accept } });
    assert.equal(response.status, 200);
    assert.equal(response.headers.get("content-type"), type);
    assert.equal(response.headers.get("vary"), "accept");
    await response.body?.cancel();
  });
}

for (const accept of ["image/png", "text/csv;q=0", "application/xml, text/csv;q=nonsense"]) {
  Deno.test(`datasetResponse - Accept: ${accept} is 406`, async () => {
    await assert.rejects(
      answer({ headers: { accept } }),
      (error) => error instanceof HttpError && error.status === 406,
    );
  });
}

for (const csv of [false, true]) {
  Deno.test(`datasetResponse - ${csv ? "CSV" : "JSON"}: who has it is told so, and has it no more when it changes`, async () => {
    const first = await answer({ csv });
    const etag = first.headers.get("etag") ?? "";
    assert.match(etag, /^W\/"[\w-]{22}"$/);
    const again = await answer({ csv, headers: { "if-none-match": `"other", ${etag}` } });
    assert.equal(again.status, 304);
    assert.equal(again.headers.get("etag"), etag);
    assert.equal(await again.text(), "");
    const changed = await answer({ csv, headers: { "if-none-match": etag }, rows: ROWS.slice(1) });
    assert.equal(changed.status, 200);
    const other = await answer({ csv: !csv, headers: { "if-none-match": etag } });
    assert.equal(other.status, 200, "the other format is another content");
    await Promise.all([first, changed, other].map((response) => response.body?.cancel()));
  });
}

Deno.test("splitFormat - .csv at the end of the name asks for CSV", () => {
  assert.deepEqual(splitFormat("stock_quotes.csv"), { name: "stock_quotes", csv: true });
  assert.deepEqual(splitFormat("stock_quotes"), { name: "stock_quotes", csv: false });
  assert.deepEqual(splitFormat(".csv"), { name: "", csv: true });
  assert.deepEqual(splitFormat(undefined), { name: undefined, csv: false });
});
