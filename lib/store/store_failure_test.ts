import assert from "node:assert/strict";
import { StoreError } from "./store_error.ts";
import { failing, quote, STAMPS, Volume } from "./_testing.ts";

const [FIRST, SECOND] = STAMPS;

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
