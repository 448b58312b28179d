import assert from "node:assert/strict";
import fc from "fast-check";
import type { Row } from "@/lib/datasets/dataset.ts";
import { filled, profile, PROFILES, quote, QUOTES, recorder, SLOT, STAMPS, Volume } from "./_testing.ts";

const [FIRST, SECOND] = STAMPS;

Deno.test("Store - writes what a run learned as one CSV file named by the slot", async () => {
  await using volume = new Volume();
  const store = await volume.open();
  const commit = await store.commit("stock_quotes", FIRST, [quote("AAPL", 0, 187.5), quote("MSFT", 0, null)]);
  assert.equal(
    volume.read(`stock_quotes_${FIRST}.csv`),
    "symbol,price,volume,source,as_of,fetched_at\n" +
      "AAPL,187.5,,finnhub:/quote,2026-07-01T14:00:00.000Z,2026-07-01T14:00:00.000Z\n" +
      "MSFT,,,finnhub:/quote,2026-07-01T14:00:00.000Z,2026-07-01T14:00:00.000Z\n",
  );
  assert.equal(commit.changed, true);
  assert.deepEqual(commit.rows, [quote("AAPL", 0, 187.5), quote("MSFT", 0, null)]);
  assert.deepEqual(store.files(), [commit.file]);
  assert.equal(commit.file?.rows, 2);
  assert.deepEqual(volume.leftovers(), []);
});

Deno.test("Store - running a slot twice changes no byte", async () => {
  await using volume = new Volume();
  const store = await volume.open();
  await store.commit("stock_quotes", FIRST, [quote("AAPL", 0, 1), quote("MSFT", 0, 2)]);
  const before = volume.csv();
  const mtime = Deno.statSync(volume.path(`stock_quotes_${FIRST}.csv`)).mtime;
  const again = await store.commit("stock_quotes", FIRST, [
    quote("AAPL", 0, 1, 5000),
    quote("MSFT", 0, 2, 5000),
  ]);
  assert.deepEqual(volume.csv(), before);
  assert.deepEqual(Deno.statSync(volume.path(`stock_quotes_${FIRST}.csv`)).mtime, mtime);
  assert.equal(again.changed, false);
  assert.deepEqual(again.rows, []);
});

Deno.test("Store - a dataset that says nothing new writes no file, and its file still stands", async () => {
  await using volume = new Volume();
  const store = await volume.open();
  await store.commit("company_profiles", FIRST, [profile("AAPL", "Apple")]);
  const commit = await store.commit("company_profiles", SECOND, [profile("AAPL", "Apple", 900_000)]);
  assert.deepEqual(Object.keys(volume.csv()), [`company_profiles_${FIRST}.csv`]);
  assert.equal(commit.changed, false);
  assert.equal(commit.file?.path, `company_profiles_${FIRST}.csv`);
  assert.equal((await store.commit("stock_quotes", SECOND, [])).file, null);
});

Deno.test("Store - a second attempt at a slot completes its file without a key twice", async () => {
  await using volume = new Volume();
  const store = await volume.open();
  await store.commit("stock_quotes", FIRST, [quote("AAPL", 0, 1), quote("MSFT", 0, 2)]);
  const commit = await store.commit("stock_quotes", FIRST, [
    quote("NVDA", 0, 3),
    quote("AAPL", 0, 9),
    quote("NVDA", 0, 4),
  ]);
  const lines = volume.read(`stock_quotes_${FIRST}.csv`).split("\n").map((line) =>
    line.split(",").slice(0, 2).join(" ")
  );
  assert.deepEqual(lines, ["symbol price", "AAPL 9", "MSFT 2", "NVDA 4", ""]);
  assert.deepEqual(commit.rows, [quote("AAPL", 0, 9), quote("NVDA", 0, 4)]);
});

Deno.test("Store - rows about which a later file speaks are dropped", async () => {
  await using volume = new Volume();
  const store = await volume.open();
  await store.commit("company_profiles", SECOND, [profile("AAPL", "Apple Inc")]);
  const commit = await store.commit("company_profiles", FIRST, [
    profile("AAPL", "Apple"),
    profile("META", "Meta"),
  ]);
  assert.deepEqual(commit.rows, [profile("META", "Meta")]);
  assert.equal(store.ledger("company_profiles").latest("AAPL")?.name, "Apple Inc");
  assert.equal(commit.file?.path, `company_profiles_${SECOND}.csv`);
});

Deno.test("Store - what it holds is what is read back from the files, for any commits", async () => {
  const cell = fc.oneof(
    fc.constantFrom<string | null>(
      "",
      null,
      "a,b",
      'say "hi"',
      "two\nlines",
      "\r",
      "\ud800",
      "=1+1",
      "é",
      " x ",
    ),
    fc.string(),
  );
  const commitOf = fc.record({
    stamp: fc.constantFrom(...STAMPS),
    quotes: fc.array(fc.tuple(fc.constantFrom("AAPL", "MSFT"), fc.nat(3), fc.constantFrom(1, 2, -0, null))),
    profiles: fc.array(fc.tuple(fc.constantFrom("AAPL", "MSFT", "META"), cell)),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(commitOf, { minLength: 1, maxLength: 8 }), async (commits) => {
      await using volume = new Volume();
      const store = await volume.open();
      const other = await volume.open();
      for (const { stamp, quotes, profiles } of commits) {
        await store.commit("stock_quotes", stamp, quotes.map((parts) => quote(...parts)));
        await store.commit("company_profiles", stamp, profiles.map((parts) => profile(...parts)));
        if (quotes.length % 2 === 0) await other.refresh();
      }
      await other.refresh();
      const reopened = await volume.open();
      for (const { name } of [QUOTES, PROFILES]) {
        assert.deepEqual(reopened.ledger(name).rows(), store.ledger(name).rows());
        assert.deepEqual(other.ledger(name).rows(), store.ledger(name).rows());
        for (const symbol of ["AAPL", "MSFT", "META"]) {
          assert.deepEqual(reopened.ledger(name).rows(symbol), store.ledger(name).rows(symbol));
          assert.deepEqual(reopened.ledger(name).latest(symbol), store.ledger(name).latest(symbol));
        }
      }
      assert.deepEqual(reopened.files(), store.files());
      assert.deepEqual(reopened.damaged(), []);
      const before = volume.csv();
      const { stamp, quotes } = commits.at(-1) ?? { stamp: FIRST, quotes: [] };
      await reopened.commit("stock_quotes", stamp, quotes.map((parts) => quote(...parts, 1)));
      assert.deepEqual(volume.csv(), before);
    }),
    { numRuns: 60 },
  );
});

Deno.test("Store - refuses names that could become a path", async () => {
  await using volume = new Volume();
  const store = await volume.open();
  await store.commit("stock_quotes", FIRST, [quote("AAPL", 0, 1)]);
  for (const stamp of ["../../etc/x", "20260230_000000", "20260701_240000", "", "20260701_140000\n"]) {
    await assert.rejects(store.commit("stock_quotes", stamp, []), RangeError);
  }
  // @ts-expect-error no dataset
  await assert.rejects(store.commit("../stock_quotes", FIRST, []), RangeError);
  assert.throws(() => store.readState("../catalog"), RangeError);
  for (
    const name of [
      "../etc/passwd",
      "runs.csv",
      ".quarterhour/lease",
      "",
      "__proto__",
      `./stock_quotes_${FIRST}.csv`,
    ]
  ) {
    assert.equal(store.pathOf(name), undefined);
  }
  assert.equal(store.pathOf(`stock_quotes_${FIRST}.csv`), volume.path(`stock_quotes_${FIRST}.csv`));
});

Deno.test("Store - a stamp on demand is later than every stamp on the volume and issued before", async () => {
  await using volume = new Volume();
  const store = await filled(volume);
  assert.equal(store.nextStamp(SLOT + 3_600_000), "20260701_150000");
  assert.equal(store.nextStamp(SLOT + 3_600_900), "20260701_150001");
  assert.equal(store.nextStamp(SLOT), "20260701_150002");
  assert.equal((await volume.open()).nextStamp(SLOT), "20260701_141501");
});

Deno.test("Store - a listener that throws costs neither the commit nor the other listeners", async () => {
  await using volume = new Volume();
  const store = await volume.open();
  const heard: Row[] = [];
  store.onChange(() => {
    throw new Error("broken");
  });
  store.onChange(({ rows }) => heard.push(...rows));
  await store.commit("stock_quotes", FIRST, [quote("AAPL", 0, 1)]);
  assert.deepEqual(heard, [quote("AAPL", 0, 1)]);
});

Deno.test("Store - remembers state, and takes a broken state file for none", async () => {
  await using volume = new Volume();
  const { logger, lines } = recorder();
  const store = await volume.open({ logger });
  assert.equal(store.readState("checked"), undefined);
  assert.equal(lines.length, 0);
  await store.writeState("checked", { "stock_quotes AAPL": 1 });
  assert.deepEqual((await volume.open()).readState("checked"), { "stock_quotes AAPL": 1 });
  volume.write(".quarterhour/state/checked.json", '{"stock');
  assert.equal(store.readState("checked"), undefined);
  assert.equal(lines[0]?.message, "State file ignored");
});

Deno.test("Store - tells what the volume uses", async () => {
  await using volume = new Volume();
  const store = await filled(volume);
  const usage = await store.usage();
  const bytes = Object.values(volume.csv()).reduce((sum, text) => sum + text.length, 0);
  assert.ok(usage.bytes > bytes && usage.freeBytes > 0 && usage.totalBytes >= usage.freeBytes);
  assert.ok(usage.files > 2);
  assert.equal((await store.examine(true)).detail, "");
});
