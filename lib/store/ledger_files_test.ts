import assert from "node:assert/strict";
import fc from "fast-check";
import type { Dataset, Row } from "@/lib/datasets/dataset.ts";
import { formatRows } from "@/lib/datasets/format.ts";
import { keyOf } from "@/lib/datasets/keys.ts";
import { createLedger } from "./create_ledger.ts";
import type { Ledger, ReadonlyLedger } from "./ledger.ts";
import { QUOTES, SLOT } from "./_testing.ts";

/** The same rows kept as columns and as rows: the second dataset is one of states. */
const DATASETS: readonly Dataset[] = [QUOTES, { ...QUOTES, state: true }];
const SYMBOLS = ["AAPL", "MSFT"];

/** The files there are, by their place in the order of files. */
type Files = Map<number, readonly Row[]>;

const row = fc.record({
  symbol: fc.constantFrom(...SYMBOLS),
  price: fc.constantFrom(1, 2, 3.5, null),
  volume: fc.constantFrom(null, 7),
  source: fc.constantFrom("finnhub:/quote", "import:a"),
  as_of: fc.nat(4).map((minute) => new Date(SLOT + minute * 60_000).toISOString()),
  fetched_at: fc.nat(5).map((second) => new Date(SLOT + second * 1000).toISOString()),
}, { noNullPrototype: true });
const file = fc.uniqueArray(row, { maxLength: 5, selector: (row) => `${row.symbol} ${row.as_of}` });
const orders = fc.uniqueArray(fc.integer({ min: 1, max: 6 }), { maxLength: 3 });
/** Files that come or change, and then orders of those that go. */
interface Step {
  readonly put: readonly (readonly [order: number, rows: readonly Row[]])[];
  readonly remove: readonly number[];
}
const order = fc.integer({ min: 1, max: 6 });
const step: fc.Arbitrary<Step> = fc.record({
  put: fc.uniqueArray(fc.tuple(order, file), { selector: ([order]) => order, maxLength: 3 }),
  remove: fc.oneof(fc.constant([]), orders),
});

/** By the definition: the last row of each key over all files, in the order that the keys arrived. */
function truthOf(dataset: Dataset, files: Files, known: (row: Row) => boolean = () => true): Row[] {
  const truth = new Map<string, Row>();
  for (const [, rows] of [...files].sort(([a], [b]) => a - b)) {
    // Nothing is known of a row then, but its key keeps its place.
    for (const row of rows) {
      const key = keyOf(dataset, row);
      truth.set(key, known(row) ? row : truth.get(key) ?? {});
    }
  }
  return [...truth.values()].filter((row) => Object.keys(row).length > 0);
}

/** As the store does it. */
function follow(ledger: Ledger, files: Files, { put, remove }: Step): void {
  const apply = (order: number) => {
    const text = formatRows(ledger.dataset, files.get(order) ?? []);
    ledger.read(new TextEncoder().encode(text)).apply(order, true);
  };
  const gone = remove.filter((order) => files.delete(order));
  const spans = [ledger.withdraw(gone).span];
  for (const [order, rows] of put) {
    const forget = files.has(order) ? ledger.replace(order) : null;
    files.set(order, rows);
    apply(order);
    if (forget !== null) spans.push(forget().span);
  }
  for (const span of spans) {
    if (span === null) continue;
    for (const order of files.keys()) if (order >= span.from && order <= span.to) apply(order);
  }
  ledger.settle();
}

function assertSame(ledger: ReadonlyLedger, truth: readonly Row[]): void {
  const { dataset } = ledger;
  assert.deepEqual([...ledger.rows()], truth);
  assert.equal(ledger.size, truth.length);
  for (const symbol of SYMBOLS) {
    const own = truth.filter((row) => row.symbol === symbol);
    assert.deepEqual([...ledger.rows(symbol)], own);
    const latest = own.reduce<Row | undefined>(
      (a, b) => a === undefined || String(b.as_of) >= String(a.as_of) ? b : a,
      undefined,
    );
    assert.deepEqual(ledger.latest(symbol), latest);
    assert.equal(ledger.symbols().includes(symbol), own.length > 0);
    const [from, to] = [SLOT + 60_000, SLOT + 180_000];
    const within = own.filter((row) =>
      Date.parse(String(row.as_of)) >= from && Date.parse(String(row.as_of)) <= to
    );
    assert.deepEqual([...ledger.range({ symbol, from, to })], within);
  }
  for (const row of truth) assert.deepEqual(ledger.get(keyOf(dataset, row)), row);
  assert.deepEqual(ledger.newest(), truth.at(-1));
}

for (const dataset of DATASETS) {
  const kind = dataset.state ? "rows" : "columns";
  Deno.test(`Ledger of ${kind} - is what the files say, however they come, change and go`, () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 5 }), (steps) => {
        const [ledger, files]: [Ledger, Files] = [createLedger(dataset), new Map()];
        const kept: [readonly Row[], readonly Row[]][] = [];
        for (const step of steps) {
          follow(ledger, files, step);
          assertSame(ledger, truthOf(dataset, files));
          kept.push([ledger.rows("AAPL"), [...ledger.rows("AAPL")]]);
        }
        for (const [handedOut, then] of kept) assert.deepEqual([...handedOut], then);
      }),
      { numRuns: 600 },
    );
  });

  Deno.test(`Ledger of ${kind} - as it was known at an instant, whatever came after`, () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 5 }), fc.nat(6), (steps, second) => {
        const [ledger, files]: [Ledger, Files] = [createLedger(dataset), new Map()];
        for (const step of steps) follow(ledger, files, step);
        const at = SLOT + second * 1000 - 1;
        const known = (row: Row) => Date.parse(String(row.fetched_at)) <= at;
        const earlier = new Map<string, Row>();
        const span = ledger.laterThan(at, Infinity, []);
        for (const [order, rows] of [...files].sort(([a], [b]) => a - b)) {
          if (span === null || order < span.from || order > span.to) continue;
          for (const row of ledger.readRows(rows).earlier(at)) earlier.set(keyOf(dataset, row), row);
        }
        const past = ledger.past(at, [...earlier.values()]);
        const truth = truthOf(dataset, files, known);
        follow(ledger, files, { put: [[7, [{ ...quote(0), symbol: "TSLA" }, quote(9)]]], remove: [1, 2] });
        assertSame(past, truth);
      }),
      { numRuns: 600 },
    );
  });

  Deno.test(`Ledger of ${kind} - takes many files at once as it takes them one by one`, () => {
    fc.assert(fc.property(fc.array(file), (all) => {
      const ledger = createLedger(dataset);
      for (const [order, rows] of all.entries()) ledger.readRows(rows).apply(order + 1, false);
      ledger.trim();
      assertSame(ledger, truthOf(dataset, new Map(all.map((rows, order) => [order + 1, rows]))));
    }));
  });
}

function quote(minute: number): Row {
  const at = new Date(SLOT + minute * 60_000).toISOString();
  return { symbol: "AAPL", price: 9, volume: null, source: "finnhub:/quote", as_of: at, fetched_at: at };
}
