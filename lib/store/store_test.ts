import assert from "node:assert/strict";
import fc from "fast-check";
import type { Row } from "@/lib/datasets/dataset.ts";
import { DISK, type Disk } from "./atomic.ts";
import type { Change, Store } from "./store.ts";
import { StoreError } from "./store_error.ts";
import { profile, PROFILES, quote, QUOTES, recorder, SLOT, STAMPS, Volume } from "./_testing.ts";

const [FIRST, SECOND, THIRD] = STAMPS;

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

/** A disk whose writes fail as told, after some bytes. */
function failing(code: string, at: "write" | "sync" | "rename" | "folder"): Disk & { broken: boolean } {
  const fail = () => Promise.reject(Object.assign(new Error(`${code} (os error)`), { code }));
  return {
    ...DISK,
    broken: true,
    async create(path) {
      const file = await DISK.create(path);
      if (file === null || !this.broken) return file;
      return {
        write: (bytes) => at === "write" && bytes.length < 50 ? fail() : file.write(bytes.subarray(0, 40)),
        sync: () => at === "sync" ? fail() : file.sync(),
        stat: () => file.stat(),
        close: () => file.close(),
      };
    },
    rename(from, to) {
      return at === "rename" && this.broken ? fail() : DISK.rename(from, to);
    },
    syncFolder(path) {
      return at === "folder" && this.broken ? fail() : DISK.syncFolder(path);
    },
  };
}

for (
  const [code, at, expected] of [
    ["ENOSPC", "write", "full"],
    ["EDQUOT", "sync", "full"],
    ["EROFS", "rename", "denied"],
    ["EIO", "write", "failed"],
  ] as const
) {
  Deno.test(`Store - a failed ${at} (${code}) leaves the volume and the ledger as they were`, async () => {
    await using volume = new Volume();
    const disk = failing(code, at);
    disk.broken = false;
    const store = await volume.open({ disk });
    await store.commit("stock_quotes", FIRST, [quote("AAPL", 0, 1)]);
    const [files, bytes] = [store.files(), volume.csv()];
    disk.broken = true;
    for (const stamp of [FIRST, SECOND]) {
      await assert.rejects(
        store.commit("stock_quotes", stamp, [quote("AAPL", 15, 2)]),
        (error) => error instanceof StoreError && error.code === expected && error.message.includes(stamp),
      );
    }
    assert.deepEqual(volume.csv(), bytes);
    assert.deepEqual(store.files(), files);
    assert.deepEqual(store.ledger("stock_quotes").rows(), [quote("AAPL", 0, 1)]);
    assert.deepEqual(volume.leftovers(), []);
    disk.broken = false;
    assert.equal((await store.commit("stock_quotes", SECOND, [quote("AAPL", 15, 2)])).changed, true);
  });
}

Deno.test("Store - holds what is visible when only the sync of the folder failed", async () => {
  await using volume = new Volume();
  const store = await volume.open({ disk: failing("EIO", "folder") });
  await assert.rejects(store.commit("stock_quotes", FIRST, [quote("AAPL", 0, 1)]), StoreError);
  assert.deepEqual(store.files().map(({ path }) => path), Object.keys(volume.csv()));
  assert.equal(store.ledger("stock_quotes").size, 1);
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

Deno.test("Store - lists what is not ours and what is damaged, and leaves both alone", async () => {
  await using volume = new Volume();
  await using outside = new Volume();
  outside.write("secret.csv", "secret\n");
  const store = await volume.open();
  await store.commit("stock_quotes", FIRST, [quote("AAPL", 0, 1), quote("MSFT", 0, 2)]);
  const good = volume.read(`stock_quotes_${FIRST}.csv`);
  const foreign = {
    "export.csv": "a,b\n1,2\n",
    [`other_${FIRST}.csv`]: "x\n",
    "stock_quotes_20260230_000000.csv": good,
    "notes.txt": "",
  };
  const damaged = {
    [`stock_quotes_${SECOND}.csv`]: good.slice(0, -5),
    [`stock_quotes_${THIRD}.csv`]: "symbol,prize\nAAPL,1\n",
    [`company_profiles_${FIRST}.csv`]: "",
    [`company_profiles_${SECOND}.csv`]: good.slice(0, 20),
  };
  for (const [name, text] of Object.entries({ ...foreign, ...damaged })) volume.write(name, text);
  Deno.symlinkSync(outside.path("secret.csv"), volume.path(`company_profiles_${THIRD}.csv`));
  Deno.mkdirSync(volume.path("lost+found"));
  const before = volume.csv();
  const { logger, lines } = recorder();
  const reopened = await volume.open({ logger });
  assert.deepEqual(reopened.foreign(), [...Object.keys(foreign), `company_profiles_${THIRD}.csv`].sort());
  assert.deepEqual(reopened.damaged().map(({ path }) => path).sort(), Object.keys(damaged).sort());
  assert.match(
    reopened.damaged().find(({ path }) => path.includes(THIRD))?.reason ?? "",
    /line 1 .*expected the header/,
  );
  assert.equal(lines.filter(({ message }) => message === "Data file is damaged").length, 4);
  assert.deepEqual(reopened.ledger("stock_quotes").rows(), store.ledger("stock_quotes").rows());
  await assert.rejects(
    reopened.commit("stock_quotes", SECOND, [quote("AAPL", 15, 3)]),
    (error) => error instanceof StoreError && error.code === "damaged",
  );
  await assert.rejects(reopened.commit("company_profiles", THIRD, [profile("AAPL", "Apple")]), StoreError);
  assert.deepEqual(volume.csv(), before);
});

/** A volume with two files and its catalog. */
async function filled(volume: Volume): Promise<Store> {
  const store = await volume.open();
  await store.commit("stock_quotes", FIRST, [quote("AAPL", 0, 1)]);
  await store.commit("stock_quotes", SECOND, [quote("AAPL", 15, 2)]);
  await store.writeDataPackage();
  return store;
}

const CATALOG = ".quarterhour/catalog.json";
for (
  const [what, spoil] of [
    ["missing", (volume) => Deno.removeSync(volume.path(CATALOG))],
    ["torn", (volume) => volume.write(CATALOG, volume.read(CATALOG).slice(0, 150))],
    ["no JSON of ours", (volume) => volume.write(CATALOG, '{"files":[null,1,{"path":7}]}')],
    [
      "lying about bytes",
      (volume) => volume.write(CATALOG, volume.read(CATALOG).replaceAll('"bytes":', '"bytes":1')),
    ],
    [
      "lying about hashes",
      (volume) => volume.write(CATALOG, volume.read(CATALOG).replaceAll(/"sha256":"./g, '"sha256":"x')),
    ],
    ["about other files", (volume) => volume.write(CATALOG, volume.read(CATALOG).replaceAll(FIRST, THIRD))],
  ] satisfies [string, (volume: Volume) => void][]
) {
  Deno.test(`Store - a catalog that is ${what} is rebuilt from the files`, async () => {
    await using volume = new Volume();
    const store = await filled(volume);
    const right = volume.read(CATALOG);
    spoil(volume);
    const { logger, lines } = recorder();
    const reopened = await volume.open({ logger });
    assert.deepEqual(reopened.files(), store.files());
    assert.ok(lines.some(({ message }) => message === "Catalog rebuilt from the files"));
    await reopened.writeDataPackage();
    assert.equal(volume.read(CATALOG), right);
  });
}

Deno.test("Store - says so when a file's content changed behind the same size and time", async () => {
  await using volume = new Volume();
  await filled(volume);
  const path = volume.path(`stock_quotes_${FIRST}.csv`);
  const { mtime } = Deno.statSync(path);
  Deno.writeTextFileSync(path, Deno.readTextFileSync(path).replace("AAPL,1", "AAPL,7"));
  Deno.utimeSync(path, mtime ?? 0, mtime ?? 0);
  const { logger, lines } = recorder();
  await volume.open({ logger });
  assert.ok(lines.some(({ message }) => message.startsWith("Data files changed though")));
});

Deno.test("Store - follows what other processes write, change and delete", async () => {
  await using volume = new Volume();
  const writer = await filled(volume);
  const reader = await volume.open();
  const heard: Change[] = [];
  const stop = reader.onChange((change) => heard.push(change));

  assert.deepEqual(await reader.refresh(), []);
  const added = quote("MSFT", 15, 5);
  await writer.commit("stock_quotes", SECOND, [added]);
  assert.deepEqual(await reader.refresh(), [{
    dataset: "stock_quotes",
    path: `stock_quotes_${SECOND}.csv`,
    rows: [added],
  }]);

  await writer.commit("company_profiles", THIRD, [profile("AAPL", "Apple")]);
  await writer.commit("stock_quotes", THIRD, [quote("AAPL", 15, 8)]);
  await reader.refresh();
  assert.deepEqual(reader.ledger("stock_quotes").latest("AAPL"), quote("AAPL", 15, 8));

  Deno.removeSync(volume.path(`stock_quotes_${THIRD}.csv`));
  const [change] = await reader.refresh();
  assert.deepEqual(change?.rows, [quote("AAPL", 15, 2)]);
  assert.equal(change?.removed, 0);

  Deno.removeSync(volume.path(`stock_quotes_${SECOND}.csv`));
  assert.deepEqual((await reader.refresh()).map(({ removed }) => removed), [2]);
  assert.deepEqual(reader.ledger("stock_quotes").rows(), [quote("AAPL", 0, 1)]);
  assert.equal(reader.standing("stock_quotes")?.stamp, FIRST);
  assert.equal(heard.length, 5);
  stop();
  Deno.removeSync(volume.path(`stock_quotes_${FIRST}.csv`));
  await reader.refresh();
  assert.equal(reader.standing("stock_quotes"), null);
  assert.equal(heard.length, 5);
});

Deno.test("Store - two processes that complete one file lose none of each other's rows", async () => {
  await using volume = new Volume();
  const [one, two] = [await volume.open(), await volume.open()];
  const rows = Array.from({ length: 20 }, (_, minute) => quote("AAPL", minute, minute));
  await Promise.all(rows.map((row, index) => (index % 2 ? one : two).commit("stock_quotes", FIRST, [row])));
  const reopened = await volume.open();
  assert.deepEqual(new Set(reopened.ledger("stock_quotes").rows()), new Set(rows));
  assert.equal(reopened.files()[0]?.rows, 20);
});

Deno.test("Store - archives count before all stamps", async () => {
  await using volume = new Volume();
  const store = await filled(volume);
  Deno.mkdirSync(volume.path("archive"));
  const archived = volume.read(`stock_quotes_${FIRST}.csv`).replace("AAPL,1", "AAPL,3") +
    `NVDA,4,,finnhub:/quote,2026-05-01T14:00:00.000Z,2026-05-01T14:00:00.000Z\n`;
  volume.write("archive/stock_quotes_202607.csv", archived);
  volume.write("archive/stock_quotes_202613.csv", archived);
  await store.refresh();
  for (
    const { ledger, files, foreign } of [store, await volume.open()].map((each) => ({
      ledger: each.ledger("stock_quotes"),
      files: each.files(),
      foreign: each.foreign(),
    }))
  ) {
    assert.deepEqual(ledger.rows("AAPL").map(({ price }) => price), [1, 2]);
    assert.equal(ledger.rows("NVDA").length, 1);
    assert.deepEqual(files[0]?.path, "archive/stock_quotes_202607.csv");
    assert.deepEqual(foreign, ["archive/stock_quotes_202613.csv"]);
  }
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

Deno.test("Store - tells what the volume uses and whether it can be written", async () => {
  await using volume = new Volume();
  const store = await filled(volume);
  const usage = await store.usage();
  const bytes = Object.values(volume.csv()).reduce((sum, text) => sum + text.length, 0);
  assert.ok(usage.bytes > bytes && usage.freeBytes > 0 && usage.totalBytes >= usage.freeBytes);
  assert.ok(usage.files > 2);
  assert.equal(await store.writable(), true);
  assert.equal(await (await volume.open({ disk: failing("EROFS", "write") })).writable(), false);
});

Deno.test("Store - clears what killed processes left, and not what a living one writes", async () => {
  await using volume = new Volume();
  await volume.open();
  volume.write(".quarterhour/tmp/left.tmp", "half");
  const living = await DISK.create(volume.path(".quarterhour/tmp/living.tmp"));
  await volume.open();
  assert.deepEqual(volume.leftovers(), ["living.tmp"]);
  living?.close();
  await volume.open();
  assert.deepEqual(volume.leftovers(), []);
});

Deno.test("Store - does not use an internal folder that is a link", async () => {
  await using volume = new Volume();
  await using outside = new Volume();
  Deno.symlinkSync(outside.dir, volume.path(".quarterhour"));
  await assert.rejects(volume.open(), /Cannot use ".quarterhour": it is a link/);
});
