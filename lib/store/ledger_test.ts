import assert from "node:assert/strict";
import fc from "fast-check";
import { keyOf } from "@/lib/datasets/keys.ts";
import { createLedger } from "./create_ledger.ts";
import { profile, PROFILES, quote, QUOTES } from "./_testing.ts";

Deno.test("Ledger - keeps the last row of each key in order of arrival", () => {
  const ledger = createLedger(QUOTES);
  ledger.apply([quote("AAPL", 0, 1), quote("MSFT", 0, 2)]);
  ledger.apply([quote("AAPL", 15, 3), quote("AAPL", 0, 4)]);
  assert.deepEqual(ledger.rows(), [quote("AAPL", 0, 4), quote("MSFT", 0, 2), quote("AAPL", 15, 3)]);
  assert.deepEqual(ledger.rows("AAPL"), [quote("AAPL", 0, 4), quote("AAPL", 15, 3)]);
  assert.deepEqual(ledger.rows("TSLA"), []);
  assert.deepEqual(ledger.get(keyOf(QUOTES, quote("MSFT", 0, 9))), quote("MSFT", 0, 2));
  assert.deepEqual([ledger.size, ledger.symbols()], [3, ["AAPL", "MSFT"]]);
});

Deno.test("Ledger - the latest row is that of the latest time, however late an older one arrives", () => {
  const ledger = createLedger(QUOTES);
  ledger.apply([quote("AAPL", 30, 3)]);
  ledger.apply([quote("AAPL", 15, 2), quote("AAPL", 0, 1)]);
  assert.equal(ledger.latest("AAPL")?.price, 3);
  assert.equal(ledger.latest("MSFT"), undefined);
  const profiles = createLedger(PROFILES);
  profiles.apply([profile("AAPL", "Apple")]);
  assert.equal(profiles.latest("AAPL")?.name, "Apple");
});

Deno.test("Ledger - tells which rows changed the truth; the time of fetching does not", () => {
  const ledger = createLedger(PROFILES);
  const first = [profile("AAPL", "Apple"), profile("META", "Meta")];
  assert.deepEqual(ledger.apply(first), first);
  const second = [profile("AAPL", "Apple", 1000), profile("META", "Meta Platforms", 1000)];
  assert.deepEqual(ledger.apply(second), [second[1]]);
  assert.deepEqual(ledger.rows(), second);
});

Deno.test("Ledger - what was handed out stays as it was", () => {
  const ledger = createLedger(QUOTES);
  ledger.apply([quote("AAPL", 0, 1)]);
  const [all, own] = [ledger.rows(), ledger.rows("AAPL")];
  ledger.apply([quote("AAPL", 0, 2), quote("AAPL", 15, 3)]);
  assert.deepEqual([all, own], [[quote("AAPL", 0, 1)], [quote("AAPL", 0, 1)]]);
  assert.equal(ledger.rows("AAPL"), ledger.rows("AAPL"));
});

Deno.test("Ledger - files come to the same in any order, and applied twice", () => {
  const file = fc.uniqueArray(fc.tuple(fc.constantFrom("AAPL", "MSFT"), fc.nat(3), fc.nat(2)), {
    selector: ([symbol, minute]) => `${symbol} ${minute}`,
  });
  const files = fc.array(file, { maxLength: 6 }).chain((all) => {
    const numbered = all.map((rows, order) => ({ order, rows: rows.map((parts) => quote(...parts)) }));
    return fc.tuple(
      fc.constant(numbered),
      fc.shuffledSubarray([...numbered, ...numbered], { minLength: 2 * all.length }),
    );
  });
  fc.assert(fc.property(files, ([inOrder, shuffled]) => {
    const [straight, mixed] = [createLedger(QUOTES), createLedger(QUOTES)];
    for (const { rows, order } of inOrder) straight.apply(rows, order);
    for (const { rows, order } of shuffled) {
      mixed.apply(rows, order);
      mixed.rows("AAPL");
    }
    assert.deepEqual(mixed.rows(), straight.rows());
    assert.deepEqual(mixed.rows("AAPL"), straight.rows("AAPL"));
    assert.deepEqual(mixed.latest("MSFT"), straight.latest("MSFT"));
  }));
});

Deno.test("Ledger - a row whose key does not hold the symbol may move to another symbol", () => {
  const dataset = { ...PROFILES, key: ["name"] };
  const ledger = createLedger(dataset);
  ledger.apply([profile("FB", "Meta"), profile("AAPL", "Apple")]);
  ledger.apply([profile("META", "Meta")]);
  assert.deepEqual(ledger.rows("FB"), []);
  assert.deepEqual(ledger.rows("META"), [profile("META", "Meta")]);
  assert.deepEqual(ledger.rows(), [profile("META", "Meta"), profile("AAPL", "Apple")]);
});
