import assert from "node:assert/strict";
import type { Dataset, Row } from "@/lib/datasets/dataset.ts";
import { DISK } from "./atomic.ts";
import { stampOf } from "./stamp.ts";
import type { Store } from "./store.ts";
import { profile, PROFILES, quote, QUOTES, recorder, SLOT, Volume } from "./_testing.ts";

const DAY = 24 * 60;
const DAY_MS = DAY * 60_000;
/** Bars of a day and of a quarter hour, in columns as the quotes'. */
const BARS: Dataset = {
  ...QUOTES,
  name: "stock_historical",
  columns: [
    QUOTES.columns[0] ?? { name: "symbol", type: "string", description: "" },
    { name: "interval", type: "string", description: "" },
    { name: "time", type: "datetime", description: "" },
    ...QUOTES.columns.slice(1),
  ],
  key: ["symbol", "interval", "time"],
};
const DATASETS = [QUOTES, PROFILES, BARS];
const always = () => true;

function bar(interval: string, day: number, price: number, source = "derived:quotes"): Row {
  const { as_of, fetched_at, ...rest } = quote("AAPL", day * DAY, price, day * DAY_MS);
  return {
    ...rest,
    interval,
    time: as_of ?? null,
    source,
    as_of: as_of ?? null,
    fetched_at: fetched_at ?? null,
  };
}

/** A commit a day, from the first of July on: a quote, bars, and a profile that changes each week. */
async function fill(store: Store, days: number, from = 0): Promise<void> {
  for (let day = from; day < from + days; day++) {
    const stamp = stampOf(SLOT + day * DAY_MS);
    await store.commit("stock_quotes", stamp, [
      quote("AAPL", day * DAY, day + 1, day * DAY_MS),
      ...(day === 2 ? [{ ...quote("AAPL", 5, 7, day * DAY_MS), source: "import:mine.csv" }] : []),
    ]);
    await store.commit("stock_historical", stamp, [
      bar("1d", day, day + 1),
      bar("15m", day, day + 1),
      ...(day > 0 ? [bar("1d", day - 1, day + 0.5)] : []),
    ]);
    if (day % 7 === 0) {
      const rows = [profile("AAPL", `Apple ${day}`, day * DAY_MS)];
      await store.commit("company_profiles", stamp, day === 0 ? [...rows, profile("OLD", "Old")] : rows);
    }
  }
}

async function opened(volume: Volume, days: number, options: Parameters<Volume["open"]>[0] = {}) {
  const clock = { now: SLOT + days * DAY_MS };
  const { logger, lines } = recorder();
  const store = await volume.open({ datasets: DATASETS, now: () => clock.now, logger, ...options });
  return { store, lines, clock };
}

Deno.test("upkeep - a dataset's newest file stays in the folder however old its month is", async () => {
  await using volume = new Volume();
  const { store, clock } = await opened(volume, 1);
  await fill(store, 1);
  const before = store.files();
  clock.now = SLOT + 400 * DAY_MS;
  assert.equal(await store.upkeep.run(always), false);
  assert.deepEqual(store.files(), before);
});

Deno.test("upkeep - archives closed months, describes the files anew, and then has nothing to do", async () => {
  await using volume = new Volume();
  const { store, lines } = await opened(volume, 70);
  await fill(store, 70);
  assert.equal(await store.upkeep.run(always), true);
  assert.deepEqual(store.files().filter(({ archived }) => archived).map(({ path }) => path), [
    "archive/company_profiles_202607.csv",
    "archive/stock_historical_202607.csv",
    "archive/stock_quotes_202607.csv",
    "archive/company_profiles_202608.csv",
    "archive/stock_historical_202608.csv",
    "archive/stock_quotes_202608.csv",
  ]);
  assert.equal(store.upkeep.status.archives, 6);
  assert.equal(lines.filter(({ message }) => message === "Month archived").length, 6);
  const described = JSON.parse(volume.read("datapackage.json")).resources.flatMap((
    { path }: { path: string[] },
  ) => path);
  assert.deepEqual(described.toSorted(), store.files().map(({ path }) => path).toSorted());
  assert.equal(await store.upkeep.run(always), false);
  const { lines: said } = await opened(volume, 70);
  assert.equal(said.some(({ message }) => message === "Catalog rebuilt from the files"), false);
});

Deno.test("upkeep - does no more than there is time for, and the rest the next time", async () => {
  await using volume = new Volume();
  const { store } = await opened(volume, 70);
  await fill(store, 70);
  for (let runs = 1; runs <= 6; runs++) {
    let steps = 0;
    await store.upkeep.run(() => steps++ < 1);
    assert.equal(store.upkeep.status.archives, runs);
  }
});

Deno.test("upkeep - what is finer than a day goes with age; daily bars, imports and states stay", async () => {
  await using volume = new Volume();
  const { store, lines, clock } = await opened(volume, 70, { retention: { days: 40, bytes: 1e12 } });
  await fill(store, 70);
  const [states, daily] = [
    store.ledger("company_profiles").rows().slice(),
    store.ledger("stock_historical").rows().filter(({ interval }) => interval === "1d"),
  ];
  await store.upkeep.run(always);
  assert.equal(store.upkeep.status.prunedFiles, 0, "July is not wholly older than 40 days on 9 September");
  clock.now += 2 * DAY_MS;
  await store.upkeep.run(always);
  for (const each of [store, await volume.open({ datasets: DATASETS })]) {
    const quotes = each.ledger("stock_quotes").rows();
    const july = quotes.filter(({ as_of }) => String(as_of) < "2026-08");
    assert.deepEqual(july.map(({ source }) => source), ["import:mine.csv"]);
    assert.equal(quotes.length, 1 + 39);
    const bars = each.ledger("stock_historical").rows();
    assert.deepEqual(bars.filter(({ interval }) => interval === "1d"), daily);
    assert.equal(bars.filter(({ interval }) => interval === "15m").length, 39);
    assert.deepEqual(each.ledger("company_profiles").rows(), states);
  }
  assert.ok(store.upkeep.status.prunedRows > 60);
  assert.ok(lines.some(({ message }) => message === "Old rows pruned"));
  assert.match(
    await store.upkeep.takeNote(),
    /^pruned 3 files from archive\/.* on, .*B: older than is kept$/,
  );
  assert.equal(await store.upkeep.takeNote(), "");
  assert.equal(await store.upkeep.run(always), false);
});

Deno.test("upkeep - over its size the volume lets go of its oldest archives until it is under, and says so", async () => {
  await using volume = new Volume();
  const { store } = await opened(volume, 100);
  await fill(store, 100);
  await store.upkeep.run(always);
  const { bytes } = await store.usage();
  const limit = bytes - 6000;
  const { store: limited, lines } = await opened(volume, 100, { retention: { days: 4000, bytes: limit } });
  const states = new Set(limited.ledger("company_profiles").rows());
  await limited.upkeep.run(always);
  assert.ok((await limited.usage()).bytes <= limit);
  assert.deepEqual(new Set(limited.ledger("company_profiles").rows()), states);
  const { pruned } = limited.upkeep.status;
  assert.ok(pruned.length > 1);
  const months = pruned.map(({ path }) => /_(\d{6})\.csv$/.exec(path)?.[1] ?? "");
  assert.deepEqual(months, months.toSorted(), "an archive went before an older one");
  assert.ok(lines.some(({ message }) => message === "Old rows pruned"));
  assert.match(await limited.upkeep.takeNote(), /the volume was full$/);
  const reopened = await volume.open({ datasets: DATASETS });
  for (const { name } of DATASETS) {
    assert.deepEqual([...reopened.ledger(name).rows()], [...limited.ledger(name).rows()]);
  }
});

Deno.test("upkeep - what may never go stays even where the limit cannot be kept", async () => {
  await using volume = new Volume();
  const { store, lines } = await opened(volume, 100, { retention: { days: 4000, bytes: 1 } });
  await fill(store, 100);
  const dailyOf = () =>
    new Set(store.ledger("stock_historical").rows().filter(({ interval }) => interval === "1d"));
  const [daily, states] = [dailyOf(), new Set(store.ledger("company_profiles").rows())];
  await store.upkeep.run(always);
  assert.deepEqual(dailyOf(), daily);
  assert.deepEqual(new Set(store.ledger("company_profiles").rows()), states);
  assert.deepEqual(store.ledger("stock_quotes").rows().slice(0, -1).map(({ source }) => source), [
    "import:mine.csv",
  ]);
  assert.ok(lines.some(({ message }) => message === "Volume is over its limit"));
});

Deno.test("upkeep - a volume with little room loses its oldest, and one with none begins no run", async () => {
  await using volume = new Volume();
  let freeBytes = 1e9;
  const disk = { ...DISK, space: () => Promise.resolve({ freeBytes, totalBytes: 1e7 }) };
  const { store, lines } = await opened(volume, 70, { disk });
  await fill(store, 70);
  await store.upkeep.run(always);
  assert.equal(await store.upkeep.admit(), null);
  assert.equal(store.upkeep.status.warning, "");
  freeBytes = 490_000;
  assert.equal(await store.upkeep.admit(), null);
  assert.ok(store.upkeep.status.prunedFiles > 0);
  assert.match(store.upkeep.status.warning, /^Only 479 KiB are free on the volume, 488 KiB should be$/);
  freeBytes = 5_000;
  assert.match(
    await store.upkeep.admit() ?? "",
    /^Only 4.9 KiB are free on the volume, a run needs \d+ KiB$/,
  );
  assert.equal(store.upkeep.status.refusals, 1);
  assert.ok(lines.some(({ message }) => message.startsWith("Only 4.9 KiB are free")));
  freeBytes = 1e9;
  assert.equal(await store.upkeep.admit(), null);
  assert.equal(store.upkeep.status.warning, "");
});

Deno.test("upkeep - a month that cannot be archived costs nothing, is counted, and is tried again", async () => {
  await using volume = new Volume();
  let broken = true;
  const disk = {
    ...DISK,
    rename: (from: string, to: string) =>
      broken && to.includes("archive/")
        ? Promise.reject(Object.assign(new Error("ENOSPC"), { code: "ENOSPC" }))
        : DISK.rename(from, to),
  };
  const { store, lines } = await opened(volume, 70, { disk });
  await fill(store, 70);
  const before = [...store.ledger("stock_quotes").rows()];
  await store.upkeep.run(always);
  assert.deepEqual([store.upkeep.status.failures, store.upkeep.status.archives], [1, 0]);
  assert.ok(lines.some(({ message }) => message === "Archiving failed"));
  assert.deepEqual([...(await volume.open({ datasets: DATASETS })).ledger("stock_quotes").rows()], before);
  broken = false;
  await store.upkeep.run(always);
  assert.equal(store.upkeep.status.archives, 6);
});
