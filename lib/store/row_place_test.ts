import assert from "node:assert/strict";
import fc from "fast-check";
import type { Row } from "@/lib/datasets/dataset.ts";
import { formatRows, parseRows } from "@/lib/datasets/format.ts";
import { keyOf } from "@/lib/datasets/keys.ts";
import { findRecord } from "./find_record.ts";
import type { RowPlace } from "./row_place.ts";
import { stampOf } from "./stamp.ts";
import { filled, profile, PROFILES, quote, QUOTES, SLOT, STAMPS, Volume } from "./_testing.ts";
import type { Store } from "./store.ts";

const DAY = 24 * 60;
const LATER = SLOT + 90 * DAY * 60_000;

/** What stands there, read as anybody would: the file's text from that line on. */
function linesAt(volume: Volume, { path, line, text }: RowPlace): string {
  return volume.read(path).split("\n").slice(line - 1, line - 1 + text.split("\n").length).join("\n");
}

/** Every row that a store knows stands where it says, and no later file has its key. */
async function assertPlaces(volume: Volume, store: Store, at: number | null): Promise<number> {
  const truth = at === null ? store : await store.at(at);
  let count = 0;
  for (const dataset of [QUOTES, PROFILES]) {
    for (const row of truth.ledger(dataset.name).rows()) {
      const key = keyOf(dataset, row);
      const place = await store.placeOf(dataset.name, key, at);
      assert.ok(place !== null, `no place for ${key}`);
      assert.deepEqual(place.row, row);
      assert.equal(linesAt(volume, place), place.text);
      const header = volume.read(place.path).split("\n")[0];
      assert.deepEqual(parseRows(dataset, `${header}\n${place.text}\n`), [row]);
      count++;
    }
  }
  return count;
}

Deno.test("Row place - is the line of the last file that has the key, as grep finds it", async () => {
  await using volume = new Volume();
  const store = await volume.open();
  await store.commit("stock_quotes", STAMPS[0], [quote("MSFT", 0, 5), quote("AAPL", 0, 1)]);
  await store.commit("stock_quotes", STAMPS[1], [quote("AAPL", 15, 2), quote("MSFT", 15, 6)]);
  await store.commit("stock_quotes", STAMPS[2], [quote("AAPL", 0, 1.5)]);
  const where = async (row: Row) => {
    const place = await store.placeOf("stock_quotes", keyOf(QUOTES, row));
    return place && [place.path, place.line, place.row["price"]];
  };
  const grep = (name: string, text: string) =>
    volume.read(name).split("\n").findIndex((line) => line.includes(text)) + 1;
  assert.deepEqual(await where(quote("AAPL", 0, 0)), [`stock_quotes_${STAMPS[2]}.csv`, 2, 1.5]);
  assert.deepEqual(await where(quote("MSFT", 15, 0)), [
    `stock_quotes_${STAMPS[1]}.csv`,
    grep(`stock_quotes_${STAMPS[1]}.csv`, "MSFT"),
    6,
  ]);
  assert.equal(await where(quote("NVDA", 15, 0)), null);
});

Deno.test("Row place - a second attempt at a slot moves no line but its own", async () => {
  await using volume = new Volume();
  const store = await volume.open();
  await store.commit("stock_quotes", STAMPS[0], [quote("AAPL", 0, 1), quote("MSFT", 0, 2)]);
  await store.commit("stock_quotes", STAMPS[0], [quote("NVDA", 0, 3), quote("AAPL", 0, 9)]);
  const lines = await Promise.all(["AAPL", "MSFT", "NVDA"].map(async (symbol) => {
    const place = await store.placeOf("stock_quotes", keyOf(QUOTES, quote(symbol, 0, 0)));
    return [place?.line, place?.row["price"]];
  }));
  assert.deepEqual(lines, [[2, 9], [3, 2], [4, 3]]);
});

const symbol = fc.constantFrom("AAPL", "MSFT", 'B"RK', "A,B");
const learned = fc.record({
  day: fc.integer({ min: 0, max: 60 }),
  quotes: fc.array(fc.tuple(symbol, fc.nat(2), fc.constantFrom(1, 2.5, null)), { maxLength: 4 }),
  profiles: fc.array(
    fc.tuple(symbol, fc.constantFrom("a", "b, c", 'say "d"', "two\nlines\n", "AAPL", null)),
    { maxLength: 3 },
  ),
}, { noNullPrototype: true });

Deno.test("Row place - of every row, now and at any instant, over commits, second attempts and archives", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(learned, { maxLength: 8 }), fc.boolean(), async (all, isArchived) => {
      await using volume = new Volume();
      let now = SLOT;
      const store = await volume.open({ now: () => now });
      for (const { day, quotes, profiles } of all) {
        const [minute, fetched] = [day * DAY, day * DAY * 60_000];
        const stamp = stampOf(SLOT + fetched);
        await store.commit(
          "stock_quotes",
          stamp,
          quotes.map(([symbol, back, price]) => quote(symbol, minute - back * DAY, price, fetched)),
        );
        await store.commit(
          "company_profiles",
          stamp,
          profiles.map(([symbol, name]) => profile(symbol, name, fetched)),
        );
      }
      now = LATER;
      if (isArchived) await store.upkeep.run(() => true);
      await assertPlaces(volume, store, null);
      for (const day of [0, 20, 31, 61]) await assertPlaces(volume, store, SLOT + day * DAY * 60_000);
    }),
    { numRuns: 40 },
  );
});

Deno.test("Row place - is found where another process archived the file meanwhile, and nowhere when it is gone", async () => {
  await using volume = new Volume();
  const mine = await filled(volume);
  const other = await volume.open({ now: () => LATER });
  // The newest file stays where anybody looks for it.
  await other.commit("stock_quotes", stampOf(SLOT + 45 * DAY * 60_000), [quote("AAPL", 45 * DAY, 3)]);
  await other.upkeep.run(() => true);
  const row = quote("AAPL", 0, 1);
  const place = await mine.placeOf("stock_quotes", keyOf(QUOTES, row));
  assert.equal(place?.archived, true);
  assert.deepEqual(place.row, row);
  Deno.removeSync(volume.path(place.path));
  assert.equal(await mine.placeOf("stock_quotes", keyOf(QUOTES, row)), null);
});

Deno.test("Row place - numbers written in another way, and files without a column that came later, are read", () => {
  const text = "symbol,price,source,as_of,fetched_at\n" +
    "MSFT,2,finnhub:/quote,2026-07-01T14:00:00.000Z,2026-07-01T14:00:00.000Z\n" +
    "AAPL,1,finnhub:/quote,2026-07-01T14:00:00.000Z,2026-07-01T14:00:00.000Z\n";
  const bytes = new TextEncoder().encode(text);
  const found = findRecord(QUOTES, bytes, keyOf(QUOTES, quote("AAPL", 0, 1)), Infinity);
  assert.equal(found?.line, 3);
  assert.equal(found.row["volume"], null);
  const numbered = { ...QUOTES, key: ["price"] };
  const other = new TextEncoder().encode(formatRows(QUOTES, [quote("AAPL", 0, 1)]).replace(",1,", ",1.0,"));
  assert.equal(findRecord(numbered, other, keyOf(numbered, quote("AAPL", 0, 1)), Infinity)?.line, 2);
});

Deno.test("Row place - a file that cannot be read is an error, not another place", async () => {
  await using volume = new Volume();
  const store = await filled(volume);
  volume.write(`stock_quotes_${STAMPS[0]}.csv`, "no,file,of,ours\n");
  await assert.rejects(
    () => store.placeOf("stock_quotes", keyOf(QUOTES, quote("AAPL", 0, 1))),
    /Cannot find a row of "stock_quotes"/,
  );
});
