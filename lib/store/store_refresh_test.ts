import assert from "node:assert/strict";
import type { Change } from "./store.ts";
import { filled, profile, quote, STAMPS, Volume } from "./_testing.ts";

const [FIRST, SECOND, THIRD] = STAMPS;

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
