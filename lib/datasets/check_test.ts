import assert from "node:assert/strict";
import { checkRow } from "./check.ts";
import { dataPackage } from "./datapackage.ts";
import type { Row } from "./dataset.ts";
import { defuse, defuseRow } from "./defuse.ts";
import { datasetOf, DATASETS } from "./registry.ts";
import { stockQuotes } from "./stock_quotes.ts";

const QUOTE: Row = {
  symbol: "AAPL",
  price: 308.82,
  change: null,
  change_percent: null,
  day_high: null,
  day_low: null,
  day_open: null,
  previous_close: null,
  source: "finnhub:/quote",
  as_of: "2026-05-22T20:00:00.000Z",
  fetched_at: "2026-05-22T20:15:00.000Z",
};

Deno.test("checkRow - accepts a row of its dataset", () => assert.equal(checkRow(stockQuotes, QUOTE), null));

const BROKEN: readonly [change: Record<string, unknown>, reason: string][] = [
  [{ symbol: null }, 'Column "symbol" is empty, expected a value'],
  [{ symbol: "" }, 'Column "symbol" is empty, expected a value'],
  [{ as_of: null }, 'Column "as_of" is empty, expected a value'],
  [{ price: "308" }, 'Column "price" is "308", expected a finite number'],
  [{ price: NaN }, 'Column "price" is null, expected a finite number'],
  [{ source: 1 }, 'Column "source" is 1, expected a text'],
  [{ symbol: "\ud800" }, 'Column "symbol" is "\\ud800", expected a text'],
  [
    { as_of: "2026-05-22T20:00:00Z" },
    'Column "as_of" is "2026-05-22T20:00:00Z", expected a time like 2026-05-22T20:00:00.000Z',
  ],
  [
    { as_of: "2026-02-30T20:00:00.000Z" },
    'Column "as_of" is "2026-02-30T20:00:00.000Z", expected a time like 2026-05-22T20:00:00.000Z',
  ],
  [{ colour: "red" }, 'Column "colour" is unknown, expected a column of "stock_quotes"'],
  [{ change: undefined }, 'Column "change" is missing'],
];
for (const [change, reason] of BROKEN) {
  Deno.test(`checkRow - ${reason}`, () => {
    const row: Record<string, unknown> = { ...QUOTE, ...change };
    assert.equal(checkRow(stockQuotes, row as Row), reason);
  });
}

Deno.test("DATASETS - fourteen, quotes first, each after those it derives from, described throughout", () => {
  const names = DATASETS.map((dataset) => dataset.name);
  assert.equal(new Set(names).size, 14);
  assert.equal(names[0], "stock_quotes");
  for (const dataset of DATASETS) {
    assert.equal(datasetOf(dataset.name), dataset);
    for (const other of dataset.after ?? []) {
      assert.ok(names.indexOf(other) < names.indexOf(dataset.name), other);
    }
    assert.ok(dataset.endpoints.length > 0 || (dataset.calls === 0 && dataset.after), dataset.name);
    const columns = dataset.columns.map((column) => column.name);
    assert.deepEqual(columns.slice(-3), ["source", "as_of", "fetched_at"]);
    assert.equal(new Set(columns).size, columns.length);
    assert.ok(columns.every((name) => /^[a-z][a-z0-9_]*$/.test(name)), dataset.name);
    assert.ok(dataset.key.every((name) => columns.includes(name)), dataset.name);
    assert.ok(dataset.scope === "market" || columns[0] === "symbol", dataset.name);
    assert.ok(dataset.columns.every((column) => column.description.endsWith(".")), dataset.name);
  }
  assert.equal(datasetOf("nonsense"), undefined);
});

Deno.test("defuse - puts an apostrophe in front of what a spreadsheet would run, and nothing else", () => {
  for (const text of ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1"]) {
    assert.equal(defuse(text), `'${text}`);
  }
  for (const cell of ["18.00-20.00", "a=b", "", " x", -1, 0, true, null]) assert.equal(defuse(cell), cell);
  assert.deepEqual(defuseRow({ a: "=1", b: -2 }), { a: "'=1", b: -2 });
});

Deno.test("dataPackage - describes each dataset that has files", () => {
  const files = [
    { dataset: "stock_quotes", path: "stock_quotes_20260522_201500.csv" },
    { dataset: "stock_quotes", path: "archive/stock_quotes_202604.csv" },
  ] as const;
  const description = JSON.parse(JSON.stringify(dataPackage(DATASETS, files)));
  assert.equal(description.resources.length, 1);
  const [resource] = description.resources;
  assert.deepEqual(resource.path, ["archive/stock_quotes_202604.csv", "stock_quotes_20260522_201500.csv"]);
  assert.deepEqual(resource.keyColumns, ["symbol", "as_of"]);
  assert.deepEqual(resource.schema.fields[1], {
    name: "price",
    type: "number",
    description: "Last price.",
    unit: "USD",
    constraints: { required: true },
  });
});
