import assert from "node:assert/strict";
import { parquetMetadata, parquetReadObjects } from "hyparquet";
import fc from "fast-check";
import { datasetOf, DATASETS, formatRows, parseRows, type Row } from "@/lib/datasets/mod.ts";
import type { Column, Dataset } from "@/lib/datasets/dataset.ts";
import { createLedger } from "@/lib/store/create_ledger.ts";
import { csvOf } from "./export_csv.ts";
import { parquetOf } from "./export_parquet.ts";
import { momentOf, rowsWithin } from "./export_rows.ts";

const AT = "2026-05-22T20:00:00.000Z";

function named(name: string): Dataset {
  return datasetOf(name) ?? assert.fail(`no dataset ${name}`);
}

/** A row with a value in every cell, another for each number. */
function filled(dataset: Dataset, number: number): Row {
  return Object.fromEntries(dataset.columns.map((column) => [column.name, valueOf(column, number)]));
}

function valueOf({ type }: Column, number: number): Row[string] {
  switch (type) {
    case "string":
      return `text ${number % 7}, "quoted"\nÜ`;
    case "integer":
      return number;
    case "number":
      return number / 8;
    case "boolean":
      return number % 2 === 0;
    case "date":
      return new Date(Date.UTC(2020, 0, 1 + number % 1000)).toISOString().slice(0, 10);
    case "datetime":
      return new Date(Date.UTC(2020, 0, 1, 0, number)).toISOString();
  }
}

function joined(pieces: Iterable<Uint8Array>): Uint8Array {
  const all = [...pieces];
  const bytes = new Uint8Array(all.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of all) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

/** Rows of a Parquet file as the dataset has them. */
async function readParquet(dataset: Dataset, pieces: Iterable<Uint8Array>): Promise<Row[]> {
  const { buffer } = joined(pieces);
  const rows = await parquetReadObjects({ file: buffer as ArrayBuffer });
  return rows.map((row) =>
    Object.fromEntries(dataset.columns.map(({ name, type }) => {
      const value = row[name] ?? null;
      if (value instanceof Date) {
        return [name, type === "date" ? value.toISOString().slice(0, 10) : value.toISOString()];
      }
      return [name, typeof value === "bigint" ? Number(value) : value];
    }))
  );
}

Deno.test("Export - every dataset comes back from Parquet as it was, with empty cells", async () => {
  for (const dataset of DATASETS) {
    const optional = dataset.columns.filter(({ name, required }) => !required && !dataset.key.includes(name));
    const empty = Object.fromEntries(optional.map(({ name }) => [name, null]));
    const rows = [filled(dataset, 1), { ...filled(dataset, 2), ...empty }, filled(dataset, 3)];
    assert.deepEqual(await readParquet(dataset, parquetOf(dataset, rows)), rows, dataset.name);
  }
});

Deno.test("Export - Parquet has the columns' types, times in UTC, and nulls only where they may be", () => {
  const dataset: Dataset = {
    ...named("stock_quotes"),
    columns: [
      { name: "a", type: "string", description: "", required: true },
      { name: "b", type: "integer", description: "" },
      { name: "c", type: "number", description: "" },
      { name: "d", type: "boolean", description: "" },
      { name: "e", type: "date", description: "" },
      { name: "f", type: "datetime", description: "" },
    ],
    key: ["a"],
  };
  const { schema, num_rows } = parquetMetadata(joined(parquetOf(dataset, [])).buffer as ArrayBuffer);
  assert.equal(num_rows, 0n);
  assert.deepEqual(
    schema.slice(1).map((
      { name, type, converted_type, repetition_type, logical_type },
    ) => [name, type, converted_type, repetition_type, logical_type]),
    [
      ["a", "BYTE_ARRAY", "UTF8", "REQUIRED", undefined],
      ["b", "INT64", undefined, "OPTIONAL", undefined],
      ["c", "DOUBLE", undefined, "OPTIONAL", undefined],
      ["d", "BOOLEAN", undefined, "OPTIONAL", undefined],
      ["e", "INT32", "DATE", "OPTIONAL", undefined],
      ["f", "INT64", "TIMESTAMP_MILLIS", "OPTIONAL", {
        type: "TIMESTAMP",
        isAdjustedToUTC: true,
        unit: "MILLIS",
      }],
    ],
  );
});

Deno.test("Export - comes in pieces of bounded size, however long the range", async () => {
  const dataset = named("stock_quotes");
  const rows = Array.from({ length: 50_000 }, (_, number) => filled(dataset, number));
  const csv = [...csvOf(dataset, rows, true)];
  assert.ok(csv.length > 20 && csv.every(({ length }) => length < 1_000_000));
  assert.deepEqual(parseRows(dataset, new TextDecoder().decode(joined(csv))), rows);
  const parquet = [...parquetOf(dataset, rows)];
  assert.equal(parquet.length, 4);
  assert.ok(parquet.every(({ length }) => length < 3_000_000));
  assert.deepEqual(await readParquet(dataset, parquet), rows);
});

Deno.test("Export - any numbers and texts come back from Parquet", async () => {
  const dataset = named("stock_quotes");
  const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n === 0 ? 0 : n);
  const cell = fc.option(number);
  const row = fc.record({
    symbol: fc.string({ unit: "grapheme" }),
    price: number,
    change: cell,
    day_low: cell,
  });
  await fc.assert(fc.asyncProperty(fc.array(row, { maxLength: 40 }), async (some) => {
    const rows = some.map((cells) => ({ ...filled(dataset, 1), ...cells }));
    assert.deepEqual(await readParquet(dataset, parquetOf(dataset, rows)), rows);
  }));
});

Deno.test("Export - CSV is defused unless it is asked for raw", () => {
  const dataset = named("company_news");
  const rows = [{ ...filled(dataset, 1), headline: "=1+1" }];
  const text = (raw: boolean) => new TextDecoder().decode(joined(csvOf(dataset, rows, raw)));
  assert.match(text(false), /,'=1\+1,/);
  assert.equal(text(true), formatRows(dataset, rows));
});

Deno.test("Export - picks a symbol and a range with both its ends, oldest first", () => {
  const dataset = named("stock_historical");
  const ledger = createLedger(dataset);
  const bar = (symbol: string, day: number) => (
    { ...filled(dataset, 1), symbol, interval: "1d", time: `2026-05-${day}T00:00:00.000Z`, as_of: AT }
  );
  ledger.apply([bar("AAPL", 20), bar("MSFT", 20), bar("AAPL", 22)]);
  ledger.apply([bar("AAPL", 18), bar("AAPL", 19)]);
  const picked = (symbol?: string, from = "", to = "") =>
    rowsWithin(ledger, {
      symbol,
      from: from === "" ? undefined : momentOf(from, false),
      to: to === "" ? undefined : momentOf(to, true),
    }).map(({ symbol, time }) => `${symbol} ${String(time).slice(8, 10)}`);
  assert.deepEqual(picked(), ["AAPL 18", "AAPL 19", "AAPL 20", "MSFT 20", "AAPL 22"]);
  assert.deepEqual(picked("AAPL", "2026-05-19", "2026-05-20"), ["AAPL 19", "AAPL 20"]);
  assert.deepEqual(picked("AAPL", "2026-05-20T00:00:00.001Z"), ["AAPL 22"]);
  assert.deepEqual(picked("TSLA"), []);
});

Deno.test("Export - reads dates as whole days, and nothing that no calendar has", () => {
  assert.equal(momentOf("2026-05-22", false), Date.parse("2026-05-22T00:00:00Z"));
  assert.equal(momentOf("2026-05-22", true), Date.parse("2026-05-22T23:59:59.999Z"));
  assert.equal(momentOf("2026-05-22T10:00:00-04:00", true), Date.parse("2026-05-22T14:00:00Z"));
  for (const text of ["2026-02-30", "yesterday", "2026-05-22T10:00:00", ""]) {
    assert.ok(Number.isNaN(momentOf(text, false)), text);
  }
});
