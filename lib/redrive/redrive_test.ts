import assert from "node:assert/strict";
import { type Bench, QUARTER_MS, START, startBench } from "@/lib/ingest/_lies.ts";
import { QUOTE_WATCH_STATE } from "@/lib/ingest/quote_watch.ts";
import { StoreError } from "@/lib/store/store_error.ts";
import { redrive, RedriveError } from "./redrive.ts";
import { listWords, rowWords } from "./words.ts";

/** A bench on which AAPL jumped once, with the id of what was kept. */
async function afterJump(bench: Bench): Promise<string> {
  await bench.poll(2);
  const undo = bench.lie({ kind: "jump", symbol: "AAPL", path: "/quote" });
  await bench.poll();
  undo();
  const [row, ...others] = bench.store.quarantine.open();
  assert.ok(row !== undefined && others.length === 0);
  return row.id;
}

function optionsOf(bench: Bench) {
  return { store: bench.store, now: () => bench.now, patienceMs: 0 };
}

/** What the volume says, but for the record of runs and the stamps. */
function contentOf({ store }: Bench): unknown {
  return store.datasets.map(({ name }) => [name, store.ledger(name).rows(), store.files().length]);
}

Deno.test("Redrive - an accepted row is its dataset's row, from its own source, in a run of its own, and leaves the quarantine", async () => {
  await using bench = await startBench();
  const id = await afterJump(bench);
  const { store, watch } = bench;
  const row = store.quarantine.get(id)?.row;
  assert.equal(watch.doubtOf("AAPL")?.kind, "jump");
  const { redriven, event } = await redrive(id, "accept", optionsOf(bench));
  assert.deepEqual([redriven.id, redriven.resolution], [id, "accepted"]);
  assert.deepEqual(store.ledger("stock_quotes").latest("AAPL"), row);
  assert.equal(row?.source, "simulator:/quote");
  assert.equal(store.quarantine.count(), 0);
  assert.equal(store.quarantine.get(id)?.resolution, "accepted");

  const run = store.runs.last();
  assert.deepEqual([run?.run_id, run?.trigger, run?.status, run?.calls], [
    redriven.run_id,
    "redrive",
    "complete",
    0,
  ]);
  assert.equal(run?.note, `accepted from quarantine: stock_quotes AAPL ${id}`);
  assert.equal(run?.rows, redriven.rows);
  assert.ok(store.standing("stock_quotes")?.path.endsWith(`${redriven.run_id?.slice(0, 15)}.csv`));
  assert.deepEqual(
    event?.files.filter(({ changed }) => changed).map(({ dataset }) => dataset),
    ["stock_quotes", "stock_historical"],
  );
  // The bars of the day have it, and the number is in no doubt any more.
  const bar = store.ledger("stock_historical").rows("AAPL").findLast(({ interval }) => interval === "1d");
  assert.equal(bar?.close, row?.price);
  watch.reload(store.readState(QUOTE_WATCH_STATE));
  assert.equal(watch.doubtOf("AAPL"), null);
});

Deno.test("Redrive - the same decision again changes nothing, another one is refused", async () => {
  await using bench = await startBench();
  const id = await afterJump(bench);
  await redrive(id, "accept", optionsOf(bench));
  const before = contentOf(bench), runs = bench.store.runs.all().length;
  const again = await redrive(id, "accept", optionsOf(bench));
  assert.deepEqual(again, { redriven: { id, resolution: "accepted", rows: 0, run_id: null }, event: null });
  await assert.rejects(
    redrive(id, "drop", optionsOf(bench)),
    (error) =>
      error instanceof RedriveError && error.code === "decided" &&
      /was accepted on 2026-07-01T/.test(error.message),
  );
  assert.deepEqual([contentOf(bench), bench.store.runs.all().length], [before, runs]);
});

Deno.test("Redrive - one that was cut off before the quarantine heard of it is completed", async () => {
  await using bench = await startBench();
  const id = await afterJump(bench);
  const { store } = bench;
  const { quarantine } = store;
  quarantine.resolve = () => Promise.reject(new StoreError("Cannot write: cut off", "failed"));
  await assert.rejects(redrive(id, "accept", optionsOf(bench)), /cut off/);
  Reflect.deleteProperty(quarantine, "resolve");
  assert.equal(store.quarantine.count(), 1);
  const before = contentOf(bench), runs = store.runs.all().length;
  const { redriven, event } = await redrive(id, "accept", optionsOf(bench));
  assert.deepEqual([redriven, event], [{ id, resolution: "accepted", rows: 0, run_id: null }, null]);
  assert.deepEqual([contentOf(bench), store.runs.all().length, store.quarantine.count()], [before, runs, 0]);
});

Deno.test("Redrive - a dropped row stays out, and is not asked about when it comes again", async () => {
  await using bench = await startBench();
  await bench.poll(2);
  bench.lie({ kind: "zeros", symbol: "AAPL", path: "/quote" });
  await bench.poll();
  const [row] = bench.store.quarantine.open();
  const before = contentOf(bench), runs = bench.store.runs.all().length;
  const { redriven, event } = await redrive(row?.id ?? "", "drop", optionsOf(bench));
  assert.deepEqual([redriven.resolution, redriven.rows, redriven.run_id, event], ["dropped", 0, null, null]);
  assert.deepEqual([contentOf(bench), bench.store.runs.all().length], [before, runs]);
  await bench.poll();
  assert.deepEqual([bench.store.quarantine.count(), bench.store.quarantine.get(row?.id ?? "")?.count], [
    0,
    2,
  ]);
  // The doubt about the number is another matter: it still has no good successor.
  assert.equal(bench.watch.doubtOf("AAPL")?.kind, "unusable");
});

Deno.test("Redrive - what is no row cannot be accepted, and what is not there cannot be decided about", async () => {
  await using bench = await startBench();
  await bench.poll(2);
  bench.lie({ kind: "nulls", symbol: "AAPL", path: "/quote" });
  await bench.poll();
  const [row] = bench.store.quarantine.open();
  for (const [id, code] of [[row?.id ?? "", "unacceptable"], ["0123456789ab", "unknown"]] as const) {
    await assert.rejects(
      redrive(id, "accept", optionsOf(bench)),
      (error) => error instanceof RedriveError && error.code === code,
    );
  }
  assert.equal(bench.store.quarantine.count(), 1);
});

Deno.test("Redrive - waits for a run under way, and gives up when that does not end", async () => {
  await using bench = await startBench();
  const id = await afterJump(bench);
  const lease = await bench.store.lease();
  let waits = 0;
  const onWait = () => void waits++;
  await assert.rejects(
    redrive(id, "accept", { ...optionsOf(bench), patienceMs: 60, onWait }),
    (error) => error instanceof StoreError && error.code === "busy",
  );
  assert.equal(waits, 1);
  const deciding = redrive(id, "accept", {
    ...optionsOf(bench),
    patienceMs: 10_000,
    onWait: () => void lease?.release(),
  });
  assert.equal((await deciding).redriven.resolution, "accepted");
  await (await bench.store.lease())?.release();
});

Deno.test("Redrive - an older quote accepted late takes its place in the day, and the newest stays the newest", async () => {
  await using bench = await startBench();
  const id = await afterJump(bench);
  await bench.poll(2);
  const newest = bench.store.ledger("stock_quotes").latest("AAPL");
  await redrive(id, "accept", optionsOf(bench));
  assert.deepEqual(bench.store.ledger("stock_quotes").latest("AAPL"), newest);
  // Later quotes are not taken for ones that go backwards, and bars are of all the day's quotes.
  await bench.poll();
  assert.deepEqual(bench.store.quarantine.open(), []);
  const bar = bench.store.ledger("stock_historical").rows("AAPL").findLast(({ interval }) =>
    interval === "1d"
  );
  assert.equal(bar?.close, bench.store.ledger("stock_quotes").latest("AAPL")?.price);
  assert.ok(Number(bar?.samples) >= 6);
});

Deno.test("Redrive - an accepted split adjusts the prices before it, and raw ones stay", async () => {
  await using bench = await startBench();
  const { store } = bench;
  bench.now = START + 24 * QUARTER_MS;
  await bench.poll();
  bench.now = START + 94 * QUARTER_MS;
  bench.lie({ kind: "split", symbol: "AAPL", path: "/quote" });
  await bench.poll();
  const [split] = store.quarantine.open();
  const raw = () =>
    store.ledger("stock_historical").rows("AAPL").map(({ time, interval, close }) =>
      `${interval} ${time} ${close}`
    );
  const before = raw();
  const { redriven } = await redrive(split?.id ?? "", "accept", optionsOf(bench));
  assert.equal(redriven.resolution, "accepted");
  assert.deepEqual(raw(), before);
  const adjusted = store.ledger("stock_historical").rows("AAPL").filter(({ adjusted_close }) =>
    adjusted_close !== null
  );
  assert.equal(adjusted.length, redriven.rows);
  assert.ok(adjusted.length > 0 && adjusted.every(({ time }) => String(time) < "2026-07-02"));
  assert.ok(
    adjusted.every(({ close, adjusted_close }) =>
      Math.abs(Number(adjusted_close) * 4 / Number(close) - 1) < 1e-6
    ),
  );
});

Deno.test("Redrive - a list and a row in words steer no terminal", async () => {
  await using bench = await startBench();
  const { quarantine } = bench.store;
  await quarantine.append([{
    dataset: "market_news",
    symbol: "",
    reason: "bad\u001b[2J",
    raw: '"\u0007x\n"',
  }], "run-1");
  const [row] = quarantine.open();
  assert.ok(row);
  assert.equal(listWords([]), "Nothing waits for review.");
  assert.equal(listWords([row]), `${row.id}  market_news  2026-07-01 14:00  1x  drop only  bad [2J`);
  const words = rowWords(row);
  // deno-lint-ignore no-control-regex -- they are what must not be there
  assert.doesNotMatch(words.replaceAll("\n", ""), /[\u0000-\u001f]/);
  assert.match(words, /^state +waits for review; it is no row, and can only be dropped$/m);
});
