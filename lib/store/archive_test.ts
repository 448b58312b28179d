import assert from "node:assert/strict";
import fc from "fast-check";
import type { Row } from "@/lib/datasets/dataset.ts";
import { parseRows } from "@/lib/datasets/format.ts";
import { keyOf } from "@/lib/datasets/keys.ts";
import { archiveMonth } from "./archive.ts";
import { DISK } from "./atomic.ts";
import { Contents } from "./contents.ts";
import { AtomicWriter } from "./atomic.ts";
import { monthsDue } from "./months.ts";
import { stampOf } from "./stamp.ts";
import { failingFrom, profile, PROFILES, quote, QUOTES, recorder, SLOT, Volume } from "./_testing.ts";
import type { Store } from "./store.ts";

const DAY = 24 * 60;
/** Long after all that the tests write. */
const LATER = SLOT + 90 * DAY * 60_000;

/** What a commit says, at some minutes after {@linkcode SLOT}: over the first of two months. */
interface Learned {
  readonly minute: number;
  readonly quotes: readonly Row[];
  readonly profiles: readonly Row[];
}

const symbol = fc.constantFrom("AAPL", "MSFT", 'B"RK');
const learned: fc.Arbitrary<Learned> = fc.integer({ min: 0, max: 60 }).chain((day) => {
  const minute = day * DAY;
  return fc.record({
    minute: fc.constant(minute),
    quotes: fc.array(
      fc.tuple(symbol, fc.nat(2), fc.constantFrom(1, 2.5, null)).map(([symbol, back, price]) =>
        quote(symbol, minute - back * DAY, price, minute * 60_000)
      ),
      { maxLength: 4 },
    ),
    profiles: fc.array(
      fc.tuple(symbol, fc.constantFrom("a", "b, c", 'say "d"', "two\nlines", null)).map(([symbol, name]) =>
        profile(symbol, name, minute * 60_000)
      ),
      { maxLength: 2 },
    ),
  }, { noNullPrototype: true });
});

async function fill(store: Store, all: readonly Learned[]): Promise<void> {
  for (const { minute, quotes, profiles } of all) {
    const stamp = stampOf(SLOT + minute * 60_000);
    await store.commit("stock_quotes", stamp, quotes);
    await store.commit("company_profiles", stamp, profiles);
  }
}

/** All that a store says, now and of some instants. */
async function said(store: Store): Promise<unknown> {
  const names = [QUOTES.name, PROFILES.name];
  const past = [];
  for (const day of [0, 7, 29, 30, 31, 45, 61]) {
    const truth = await store.at(SLOT + day * DAY * 60_000);
    past.push(names.map((name) => [...truth.ledger(name).rows()]));
  }
  return { now: names.map((name) => [...store.ledger(name).rows()]), past };
}

/** Contents of a volume, to work on beneath a store. */
async function contentsOf(volume: Volume, disk = DISK): Promise<Contents> {
  const { logger } = recorder();
  const writer = new AtomicWriter(volume.path(".quarterhour/tmp"), disk);
  const contents = new Contents(volume.dir, [QUOTES, PROFILES], writer, logger);
  await contents.open();
  return contents;
}

async function archiveAll(contents: Contents): Promise<void> {
  for (const month of monthsDue(contents.holdings, LATER)) await archiveMonth(contents, month);
}

/** Every data file and its text. */
function files(volume: Volume, folder = ""): Record<string, string> {
  const found: Record<string, string> = {};
  for (const { name, isDirectory } of Deno.readDirSync(volume.path(folder))) {
    const path = folder === "" ? name : `${folder}/${name}`;
    if (isDirectory && name !== ".quarterhour") Object.assign(found, files(volume, path));
    else if (name.endsWith(".csv") && name !== "runs.csv") found[path] = volume.read(path);
  }
  return found;
}

Deno.test("archive - nothing known now or at any instant is another, and each key stands once a month", async () => {
  let versions = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(learned, { minLength: 1, maxLength: 12 }), async (all) => {
      await using volume = new Volume();
      const store = await volume.open();
      await fill(store, all.toSorted((a, b) => a.minute - b.minute));
      const before = await said(store);
      const contents = await contentsOf(volume);
      await archiveAll(contents);
      const archived = files(volume);
      for (const [path, text] of Object.entries(archived)) {
        assert.match(path, /^archive\/(versions\/)?\w+_20260[789]\.csv$/);
        if (path.startsWith("archive/versions/")) {
          versions++;
          continue;
        }
        const dataset = path.includes("quotes") ? QUOTES : PROFILES;
        const keys = parseRows(dataset, text).map((row) => keyOf(dataset, row));
        assert.equal(new Set(keys).size, keys.length);
      }
      // Whoever follows the files says the same, as does who opens them now.
      await store.refresh();
      assert.deepEqual(await said(store), before);
      assert.deepEqual(await said(await volume.open()), before);
      for (const { name } of [QUOTES, PROFILES]) {
        assert.deepEqual(
          [...contents.holdings.ledger(name).rows()],
          [...store.ledger(name).rows()],
        );
      }
      await archiveAll(await contentsOf(volume));
      assert.deepEqual(files(volume), archived);
    }),
    { numRuns: 60 },
  );
  assert.ok(versions > 5, "hardly a row was ever another");
});

const STORY: readonly Learned[] = [0, 1, 2, 31].map((day) => ({
  minute: day * DAY,
  quotes: [quote("AAPL", 0, day, day * DAY * 60_000), quote("AAPL", day * DAY, day, day * DAY * 60_000)],
  profiles: [profile("AAPL", `Apple ${day}`, day * DAY * 60_000)],
}));

Deno.test("archive - cut short at any operation of the disk, nothing is lost and the next time it ends the same", async () => {
  await using undisturbed = new Volume();
  await fill(await undisturbed.open(), STORY);
  await archiveAll(await contentsOf(undisturbed));
  let operations = Infinity;
  for (let operation = 0; operation < operations; operation++) {
    await using volume = new Volume();
    const store = await volume.open();
    await fill(store, STORY);
    const before = await said(store);
    const disk = failingFrom(operation);
    const contents = await contentsOf(volume, disk);
    await archiveAll(contents).then(() => operations = disk.operations, () => {});
    assert.deepEqual(await said(await volume.open()), before, `after operation ${operation}`);
    await store.refresh();
    assert.deepEqual(await said(store), before);
    await archiveAll(await contentsOf(volume));
    assert.deepEqual(files(volume), files(undisturbed));
  }
  assert.ok(operations > 20, "the disk was hardly used");
});

Deno.test("archive - a file that comes late for its month joins the archive the next time", async () => {
  await using volume = new Volume();
  const store = await volume.open();
  await fill(store, STORY);
  await archiveAll(await contentsOf(volume));
  await store.refresh();
  const late = quote("TSLA", 5 * DAY, 9, 40 * DAY * 60_000);
  await store.commit("stock_quotes", stampOf(SLOT + 5 * DAY * 60_000), [late]);
  await store.commit("company_profiles", stampOf(SLOT + 5 * DAY * 60_000), [
    profile("AAPL", "Apple late", 3),
  ]);
  const before = await said(store);
  await archiveAll(await contentsOf(volume));
  assert.deepEqual(Object.keys(files(volume)).filter((path) => !path.startsWith("archive/")), []);
  assert.deepEqual(await said(await volume.open()), before);
  assert.deepEqual((await volume.open()).ledger("stock_quotes").rows("TSLA"), [late]);
});

Deno.test("archive - a month with a damaged file waits, and those of the dataset after it; others do not", async () => {
  await using volume = new Volume();
  const store = await volume.open();
  await fill(store, STORY);
  volume.write("stock_quotes_20260703_000000.csv", "symbol,pri");
  const contents = await contentsOf(volume);
  assert.deepEqual(monthsDue(contents.holdings, LATER).map(({ dataset, month }) => [dataset, month]), [
    ["company_profiles", "202607"],
    ["company_profiles", "202608"],
  ]);
  await archiveAll(contents);
  const left = Object.keys(files(volume)).filter((path) => !path.startsWith("archive/"));
  assert.ok(left.length > 1 && left.every((path) => path.startsWith("stock_quotes_2026")));
  assert.deepEqual(await said(await volume.open()), await said(store));
});

Deno.test("archive - the month under way, and the day after one, are left alone", async () => {
  await using volume = new Volume();
  await fill(await volume.open(), STORY);
  const { holdings } = await contentsOf(volume);
  const months = (now: string) => new Set(monthsDue(holdings, Date.parse(now)).map(({ month }) => month));
  assert.deepEqual(months("2026-07-31T23:59:59Z"), new Set());
  assert.deepEqual(months("2026-08-01T12:00:00Z"), new Set());
  assert.deepEqual(months("2026-08-02T00:15:00Z"), new Set(["202607"]));
});

Deno.test("archive - leaves a file alone that became another one meanwhile", async () => {
  await using volume = new Volume();
  await fill(await volume.open(), STORY);
  const [first = ""] = Object.keys(volume.csv()).filter((name) => name.startsWith("stock_quotes"));
  const edited = `${
    volume.read(first)
  }MSFT,7,,finnhub:/quote,2026-07-01T15:00:00.000Z,2026-07-01T15:00:00.000Z\n`;
  const disk = {
    ...DISK,
    rename(from: string, to: string) {
      if (to.endsWith("archive/stock_quotes_202607.csv")) volume.write(first, edited);
      return DISK.rename(from, to);
    },
  };
  await archiveAll(await contentsOf(volume, disk));
  assert.equal(volume.read(first), edited);
  assert.equal((await volume.open()).ledger("stock_quotes").latest("MSFT")?.price, 7);
});
