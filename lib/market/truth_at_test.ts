import assert from "node:assert/strict";
import fc from "fast-check";
import type { Row } from "@/lib/datasets/dataset.ts";
import { profile, PROFILES, quote, QUOTES, recorder, Volume } from "@/lib/store/_testing.ts";
import { stampOf } from "@/lib/store/stamp.ts";
import { Store } from "@/lib/store/store.ts";
import { truthAt } from "./truth_at.ts";

const QUARTER = 900_000;
const START = Date.UTC(2026, 6, 1, 14);
const DATASETS = [QUOTES, PROFILES];
const NAMES = ["stock_quotes", "company_profiles"] as const;

function open(volume: Volume): Promise<Store> {
  return Store.open({ dir: volume.dir, datasets: DATASETS, now: () => START, logger: recorder().logger });
}

/** Fetched a few seconds into the slot. */
function at(row: Row, slot: number): Row {
  return { ...row, fetched_at: new Date(START + slot * QUARTER + 5_000).toISOString() };
}

interface Step {
  readonly symbol: string;
  readonly price: number;
  readonly name: string;
  /** Minute of the quote: a low one is told again, or late. */
  readonly minute: number;
}

async function commit(store: Store, steps: readonly Step[], first = 0): Promise<void> {
  for (const [i, { symbol, price, name, minute }] of steps.entries()) {
    const stamp = stampOf(START + (first + i) * QUARTER);
    await store.commit("stock_quotes", stamp, [at(quote(symbol, minute, price), first + i)]);
    await store.commit("company_profiles", stamp, [at(profile(symbol, name), first + i)]);
  }
}

Deno.test("truthAt - at any instant it is what a store that had stopped there knows, row by row", async () => {
  const step = fc.record({
    symbol: fc.constantFrom("AAPL", "MSFT"),
    price: fc.integer({ min: 1, max: 3 }),
    name: fc.constantFrom("One", "Two", "Three"),
    minute: fc.nat(5),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), fc.nat(12), async (steps, stop) => {
      await using whole = new Volume();
      await using stopped = new Volume();
      const store = await open(whole);
      await commit(store, steps);
      const then = await open(stopped);
      await commit(then, steps.slice(0, stop));
      const truth = await truthAt(store, START + stop * QUARTER - 1);
      for (const name of NAMES) {
        const [past, expected] = [truth.ledger(name), then.ledger(name)];
        assert.equal(past.size, expected.size);
        assert.deepEqual(past.rows(), expected.rows());
        for (const symbol of ["AAPL", "MSFT", "TSLA"]) {
          assert.deepEqual(past.rows(symbol), expected.rows(symbol));
          assert.deepEqual(past.latest(symbol), expected.latest(symbol));
        }
        assert.deepEqual(past.symbols().sort(), expected.symbols().sort());
      }
    }),
    { numRuns: 25 },
  );
});

Deno.test("truthAt - what comes later does not change it", async () => {
  await using volume = new Volume();
  const store = await open(volume);
  await commit(store, [{ symbol: "AAPL", price: 1, name: "One", minute: 0 }]);
  const truth = await truthAt(store, START + QUARTER);
  await commit(store, [{ symbol: "AAPL", price: 2, name: "Two", minute: 0 }], 1);
  assert.equal(truth.ledger("stock_quotes").latest("AAPL")?.["price"], 1);
  assert.equal(truth.ledger("company_profiles").latest("AAPL")?.["name"], "One");
  assert.equal(store.ledger("stock_quotes").latest("AAPL")?.["price"], 2);
});

Deno.test("truthAt - before the first row nothing was known; an unknown dataset is refused", async () => {
  await using volume = new Volume();
  const store = await open(volume);
  await commit(store, [{ symbol: "AAPL", price: 1, name: "One", minute: 0 }]);
  const truth = await truthAt(store, START);
  assert.equal(truth.size, 0);
  assert.deepEqual(truth.ledger("stock_quotes").rows(), []);
  assert.throws(() => truth.ledger("earnings"), RangeError);
});
