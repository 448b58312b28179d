import assert from "node:assert/strict";
import fc from "fast-check";
import type { Cell, Dataset, Row } from "@/lib/datasets/dataset.ts";
import { formatRows, header, parseRows } from "@/lib/datasets/format.ts";
import { stockHistorical } from "@/lib/datasets/stock_historical.ts";
import { stockQuotes } from "@/lib/datasets/stock_quotes.ts";
import { technicalIndicators } from "@/lib/datasets/technical_indicators.ts";
import { createLedger } from "../create_ledger.ts";
import { decode } from "../decode.ts";
import { layoutOf } from "./layout.ts";

const text = fc.oneof(
  fc.constantFrom("AAPL", 'import:my "best", prices.csv', "é", "a\nb", "BRK.B", "x\ty"),
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 5 }),
);
const number = fc.oneof(
  fc.integer({ min: 1, max: 9_000_000 }).map((value) => value / 10_000),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value === 0 ? 0 : value),
);
const moment = fc.integer({ min: 0, max: 3e12 }).map((ms) => new Date(ms).toISOString());

/** Any rows of a dataset that could come from a file. */
function rowsOf(dataset: Dataset): fc.Arbitrary<Row[]> {
  const cells = dataset.columns.map(({ name, type, required }) => {
    const cell: fc.Arbitrary<Cell> = type === "string"
      ? text
      : type === "date"
      ? moment.map((time) => time.slice(0, 10))
      : type === "datetime"
      ? moment
      : type === "integer"
      ? fc.maxSafeInteger().map((value) => value === 0 ? 0 : value)
      : number;
    const mayBeEmpty = !required && !dataset.key.includes(name);
    return [name, mayBeEmpty ? fc.option(cell) : cell] as const;
  });
  return fc.array(fc.record(Object.fromEntries(cells)), { maxLength: 8 }).map((
    rows,
  ) => [...new Map(rows.map((row) => [dataset.key.map((name) => row[name]).join("|"), row])).values()]);
}

for (const dataset of [stockQuotes, stockHistorical, technicalIndicators]) {
  Deno.test(`SeriesLedger - reads "${dataset.name}" from bytes as the reader of texts does`, () => {
    assert.ok(layoutOf(dataset));
    fc.assert(fc.property(rowsOf(dataset), (rows) => {
      const written = formatRows(dataset, rows).toWellFormed();
      const ledger = createLedger(dataset);
      assert.equal(ledger.read(new TextEncoder().encode(written)).rows, rows.length);
      ledger.read(new TextEncoder().encode(written)).apply(1, false);
      ledger.trim();
      assert.deepEqual([...ledger.rows()], parseRows(dataset, written));
    }));
  });
}

Deno.test("SeriesLedger - takes no file that the reader of texts does not, and reads the others as it does", () => {
  const good = formatRows(stockQuotes, [quote("AAPL", 1), quote("MSFT", 2.5), quote("AAPL", 3, 900_000)]);
  const pieces = [
    ",",
    "\n",
    '"',
    "-",
    ".",
    "0",
    "e",
    " ",
    "\r",
    "é",
    "AAPL",
    "1e999",
    "2026-02-30",
    "\ufeff",
  ];
  const edit = fc.record({
    at: fc.nat(good.length),
    cut: fc.nat(3),
    put: fc.oneof(fc.constantFrom(...pieces), fc.constant("")),
  });
  let read = 0;
  fc.assert(
    fc.property(fc.array(edit, { maxLength: 3 }), (edits) => {
      let spoilt = good;
      for (const { at, cut, put } of edits) spoilt = spoilt.slice(0, at) + put + spoilt.slice(at + cut);
      const bytes = new TextEncoder().encode(spoilt);
      const ledger = createLedger(stockQuotes);
      let found: Row[] | null;
      try {
        ledger.read(bytes).apply(1, true);
        found = [...ledger.rows()];
      } catch (error) {
        assert.ok(
          error instanceof SyntaxError && error.message.startsWith("Cannot read dataset"),
          String(error),
        );
        found = null;
      }
      if (found === null) return;
      read++;
      // Of a key that comes twice the last row stands, a time that is none of ours is no file of ours.
      const last = new Map(
        parseRows(stockQuotes, decode(bytes)).map((row) => [`${row.symbol} ${row.as_of}`, row]),
      );
      assert.deepEqual(new Set(found), new Set(last.values()));
    }),
    { numRuns: 3000 },
  );
  assert.ok(read > 100, "hardly a spoilt file was still one");
});

Deno.test("SeriesLedger - names the line of a time that is not as we write it", () => {
  const text = formatRows(stockQuotes, [quote("AAPL", 1), quote("MSFT", 2)]).replace(
    /(MSFT.*)T14:00:00\.000Z(,[^,]*)$/m,
    "$1 14:00$2",
  );
  assert.throws(
    () => createLedger(stockQuotes).read(new TextEncoder().encode(text)),
    /Cannot read dataset "stock_quotes": line 3 has no datetime in column "as_of", expected one like/,
  );
});

Deno.test("SeriesLedger - reads a file of an older version, without a column that came later", () => {
  const names = header(stockQuotes).filter((name) => name !== "day_open");
  const rows = [quote("AAPL", 1), quote("MSFT", 2)];
  const lines = rows.map((row) => names.map((name) => row[name] ?? "").join(","));
  const ledger = createLedger(stockQuotes);
  ledger.apply([quote("TSLA", 7)]);
  ledger.read(new TextEncoder().encode([names.join(","), ...lines, ""].join("\n"))).apply(2, true);
  assert.deepEqual(ledger.rows("MSFT"), [{ ...quote("MSFT", 2), day_open: null }]);
});

function quote(symbol: string, price: number, later = 0): Row {
  const at = new Date(Date.UTC(2026, 6, 1, 14) + later).toISOString();
  const cells = { change: 1.5, change_percent: 0.81, day_high: price, day_low: price, day_open: price };
  return {
    symbol,
    price,
    ...cells,
    previous_close: null,
    source: "finnhub:/quote",
    as_of: at,
    fetched_at: at,
  };
}
