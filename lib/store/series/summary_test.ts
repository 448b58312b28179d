import assert from "node:assert/strict";
import fc from "fast-check";
import type { Row } from "@/lib/datasets/dataset.ts";
import { keyOf } from "@/lib/datasets/keys.ts";
import { createLedger } from "../create_ledger.ts";
import { QUOTES, SLOT } from "../_testing.ts";

const MINUTE_MS = 60_000;
/** More than two blocks. */
const ROWS = 300;

/** A file: rows of a stretch of minutes, fetched then or, where they say so, much later. */
const file = fc.record({
  from: fc.nat(ROWS),
  count: fc.integer({ min: 1, max: ROWS }),
  lateBy: fc.constantFrom(0, 0, 0, 500),
});

Deno.test("Summary - what was known at an instant is the same as row by row, however rows were written over", () => {
  fc.assert(
    fc.property(
      fc.array(file, { minLength: 1, maxLength: 6 }),
      fc.array(fc.nat(1_200), { minLength: 1, maxLength: 4 }),
      (files, instants) => {
        const ledger = createLedger(QUOTES);
        const truth = new Map<string, Row>();
        for (const [index, { from, count, lateBy }] of files.entries()) {
          const rows = Array.from({ length: count }, (_, i) => quote(from + i, index, lateBy));
          ledger.apply(rows, index + 1);
          for (const row of rows) truth.set(keyOf(QUOTES, row), row);
          // Asked in between, so that what was summed up before is met by what comes after.
          for (const minute of instants) {
            const at = SLOT + minute * MINUTE_MS;
            const past = ledger.past(at, []);
            const known = [...truth.values()].filter((row) => Date.parse(String(row["fetched_at"])) <= at);
            assert.equal(past.size, known.length);
            assert.deepEqual([...past.rows("AAPL")], known);
          }
        }
      },
    ),
    { numRuns: 60 },
  );
});

Deno.test("Summary - later rows with another version are found in any block, and those without are not", () => {
  const ledger = createLedger(QUOTES);
  ledger.apply(Array.from({ length: ROWS }, (_, minute) => quote(minute, 0, 0)), 1);
  const at = SLOT + 100 * MINUTE_MS;
  assert.equal(ledger.laterThan(at, Infinity, []), null, "each row is in one file alone");
  for (const [index, minute] of [299, 130, 5].entries()) ledger.apply([quote(minute, 9, 500)], index + 2);
  assert.deepEqual(ledger.laterThan(at, Infinity, []), { from: 1, to: 4, count: 3 });
  assert.deepEqual(ledger.laterThan(at, Infinity, [1]), { from: 1, to: 4, count: ROWS - 101 + 1 });
  assert.equal(ledger.laterThan(at, 0, [1]), null, "no file had anything by then");
});

function quote(minute: number, price: number, lateBy: number): Row {
  const time = (at: number) => new Date(SLOT + at * MINUTE_MS).toISOString();
  return {
    symbol: "AAPL",
    price,
    volume: null,
    source: "finnhub:/quote",
    as_of: time(minute),
    fetched_at: time(minute + lateBy),
  };
}
