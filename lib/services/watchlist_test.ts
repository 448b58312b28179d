import assert from "node:assert/strict";
import { recorder } from "@/lib/store/_testing.ts";
import { Newcomers } from "./newcomers.ts";
import { MOST_SYMBOLS, Watchlist, type WatchlistChanges } from "./watchlist.ts";

/** A volume's state files, in memory. */
function volume(written?: unknown) {
  const files: Record<string, unknown> = written === undefined ? {} : { watchlist: written };
  return {
    files,
    readState: (name: string) => files[name],
    writeState: (name: string, value: unknown) => {
      files[name] = JSON.parse(JSON.stringify(value));
      return Promise.resolve();
    },
  };
}

Deno.test("Watchlist - what is added stands behind what is configured, and both outlive a restart", async () => {
  const store = volume();
  const list = new Watchlist(["AAPL", "MSFT"], store);
  const heard: WatchlistChanges[] = [];
  list.onChange((change) => heard.push(change));
  assert.equal(await list.add("NFLX"), true);
  assert.equal(await list.add("NFLX"), false);
  assert.equal(await list.remove("AAPL"), true);
  assert.deepEqual(list.symbols, ["MSFT", "NFLX"]);
  assert.deepEqual(heard, [{ added: ["NFLX"], removed: [] }, { added: [], removed: ["AAPL"] }]);
  const after = new Watchlist(["AAPL", "MSFT", "META"], store);
  assert.deepEqual(after.symbols, ["MSFT", "META", "NFLX"]);
});

Deno.test("Watchlist - a configured symbol that comes back has its old place", async () => {
  const list = new Watchlist(["AAPL", "MSFT"], volume());
  await list.remove("AAPL");
  await list.add("NFLX");
  await list.add("AAPL");
  assert.deepEqual(list.symbols, ["AAPL", "MSFT", "NFLX"]);
  assert.deepEqual(list.changes, { added: ["NFLX"], removed: [] });
});

Deno.test("Watchlist - changes asked for at the same moment are all made, and another process sees them", async () => {
  const store = volume();
  const [here, there] = [new Watchlist(["AAPL"], store), new Watchlist(["AAPL"], store)];
  await Promise.all([here.add("A"), here.add("B"), here.add("C")]);
  const heard: WatchlistChanges[] = [];
  there.onChange((change) => heard.push(change));
  there.reload();
  there.reload();
  assert.deepEqual(there.symbols, ["AAPL", "A", "B", "C"]);
  assert.deepEqual(heard, [{ added: ["A", "B", "C"], removed: [] }]);
});

Deno.test("Watchlist - the last symbol stays, and no more fit than a free key can poll", async () => {
  const one = new Watchlist(["AAPL"], volume());
  await assert.rejects(one.remove("AAPL"), RangeError);
  const many = new Watchlist(Array.from({ length: MOST_SYMBOLS }, (_, i) => `S${i}`), volume());
  await assert.rejects(many.add("NFLX"), /as many as it may/);
});

Deno.test("Watchlist - a state that cannot be read as one leaves what is configured", () => {
  for (const state of [null, 7, "x", [], { added: "NFLX" }, { added: [1, "../x", "no symbol"] }]) {
    assert.deepEqual(new Watchlist(["AAPL"], volume(state)).symbols, ["AAPL"]);
  }
  assert.deepEqual(new Watchlist(["AAPL"], volume({ removed: ["AAPL"] })).symbols, ["AAPL"]);
});

Deno.test("Newcomers - are asked for at once, after a run under way, and not any more once they left", async () => {
  const asked: string[][] = [];
  let isFree = false;
  const newcomers = new Newcomers({
    trigger: (symbols = []) => {
      asked.push([...symbols]);
      return Promise.resolve({ run_id: "r", started: isFree });
    },
  }, recorder().logger);
  newcomers.take({ added: ["NFLX", "AMD"], removed: [] });
  await Promise.resolve();
  newcomers.take({ added: [], removed: ["AMD"] });
  isFree = true;
  newcomers.ask();
  await Promise.resolve();
  newcomers.ask();
  assert.deepEqual(asked, [["NFLX", "AMD"], ["NFLX"], ["NFLX"]]);
  await Promise.resolve();
  newcomers.ask();
  assert.equal(asked.length, 3, "nobody waits any more");
});
