import assert from "node:assert/strict";
import { DISK } from "./atomic.ts";
import { StoreError } from "./store_error.ts";
import { filled, profile, quote, recorder, STAMPS, Volume } from "./_testing.ts";

const [FIRST, SECOND, THIRD] = STAMPS;

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

Deno.test("Store - describes the volume in datapackage.json, again only when the files changed", async () => {
  await using volume = new Volume();
  const store = await filled(volume);
  const { resources } = JSON.parse(volume.read("datapackage.json"));
  assert.deepEqual(resources.map(({ name, path }: { name: string; path: string }) => [name, path]), [
    ["stock_quotes", [`stock_quotes_${FIRST}.csv`, `stock_quotes_${SECOND}.csv`]],
  ]);
  const { ino } = Deno.statSync(volume.path("datapackage.json"));
  await store.writeDataPackage();
  await (await volume.open()).writeDataPackage();
  assert.equal(Deno.statSync(volume.path("datapackage.json")).ino, ino);
  await store.commit("stock_quotes", THIRD, [quote("AAPL", 30, 3)]);
  await store.writeDataPackage();
  assert.ok(volume.read("datapackage.json").includes(THIRD));
});

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
