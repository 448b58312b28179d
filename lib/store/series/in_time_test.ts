import assert from "node:assert/strict";
import fc from "fast-check";
import type { Row } from "@/lib/datasets/dataset.ts";
import { stockQuotes } from "@/lib/datasets/stock_quotes.ts";
import { createLedger } from "../create_ledger.ts";
import { inOrderOfTime, isWithin } from "../row_time.ts";

const START = Date.UTC(2026, 6, 1);
const SYMBOLS = ["AAPL", "MSFT", "TSLA"];

function quote(symbol: string, second: number, price: number): Row {
  const at = new Date(START + second * 1_000).toISOString();
  const empty = stockQuotes.columns.map(({ name }) => [name, null] as const);
  return { ...Object.fromEntries(empty), symbol, price, source: "finnhub:/quote", as_of: at, fetched_at: at };
}

/** Files of quotes in whatever order of time, some of them of equal times. */
const files = fc.array(
  fc.array(
    fc.tuple(fc.constantFrom(...SYMBOLS), fc.nat(200), fc.nat(1_000)).map((cells) => quote(...cells)),
    { maxLength: 30 },
  ),
  { maxLength: 8 },
);

Deno.test("range - rows of series in order of time are those that sorting all rows gives, both ways round", () => {
  fc.assert(fc.property(files, fc.nat(200), fc.nat(200), (files, from, length) => {
    const ledger = createLedger(stockQuotes);
    for (const [index, rows] of files.entries()) ledger.apply(rows, index + 1);
    for (const symbol of [undefined, "MSFT"]) {
      for (const isAll of [true, false]) {
        const range = isAll ? {} : { from: START + from * 1_000, to: START + (from + length) * 1_000 };
        const rows = ledger.rows(symbol).filter((row) => isWithin(stockQuotes, row, range.from, range.to));
        for (const order of ["oldest", "newest"] as const) {
          const expected = inOrderOfTime(stockQuotes, rows, order === "newest");
          assert.deepEqual([...ledger.range({ symbol, ...range, order })], [...expected]);
        }
      }
    }
  }));
});

Deno.test("range - any page of more rows than are put in order at once is the same as of all of them", () => {
  const ledger = createLedger(stockQuotes);
  ledger.apply(Array.from({ length: 9_000 }, (_, i) => quote(SYMBOLS[i % 3] ?? "", Math.floor(i / 2), i)));
  for (const order of ["oldest", "newest"] as const) {
    const all = inOrderOfTime(stockQuotes, ledger.rows(), order === "newest");
    const rows = ledger.range({ order });
    assert.deepEqual([...rows], [...all]);
    for (const offset of [0, 4_090, 4_096, 8_190, 8_999]) {
      assert.deepEqual(rows.slice(offset, offset + 20), all.slice(offset, offset + 20), `${order} ${offset}`);
    }
  }
});

Deno.test("range - what was handed out stays as it was when rows come", () => {
  const ledger = createLedger(stockQuotes);
  ledger.apply([quote("AAPL", 2, 1), quote("MSFT", 4, 2)]);
  const before = ledger.range({ order: "newest" });
  ledger.apply([quote("AAPL", 3, 3), quote("AAPL", 2, 9)]);
  assert.deepEqual(before.map(({ price }) => price), [2, 1]);
  assert.deepEqual(ledger.range({ order: "newest" }).map(({ price }) => price), [2, 3, 9]);
});
