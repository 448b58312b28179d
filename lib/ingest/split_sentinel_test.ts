import assert from "node:assert/strict";
import { type Bench, QUARTER_MS, START, startBench, SYMBOLS } from "./_lies.ts";
import { importFiles } from "@/lib/transfer/import_files.ts";
import { flaggedSplits } from "./split_sentinel.ts";

const CLOSE = START + 24 * QUARTER_MS;
const NEXT_OPEN = START + 94 * QUARTER_MS;

function dailyBars({ store }: Bench, symbol = "AAPL") {
  return store.ledger("stock_historical").rows(symbol).filter(({ interval }) => interval === "1d")
    .map(({ time, close, adjusted_close }) => ({ date: String(time).slice(0, 10), close, adjusted_close }));
}

/** A split of AAPL, four for one, that begins with the next day; three polls of that day. */
async function splitOverNight(bench: Bench): Promise<void> {
  bench.now = CLOSE;
  await bench.poll();
  bench.now = NEXT_OPEN;
  bench.lie({ kind: "split", symbol: "AAPL", path: "/quote" });
  await bench.poll(3);
}

Deno.test("Split sentinel - a split is flagged once, its quotes are believed, and nothing is adjusted yet", async () => {
  await using bench = await startBench();
  await splitOverNight(bench);
  const { store } = bench;
  const [row, ...others] = store.quarantine.open();
  assert.deepEqual(others, []);
  assert.deepEqual([row?.dataset, row?.symbol, row?.kind, row?.count], [
    "stock_historical",
    "AAPL",
    "split",
    1,
  ]);
  assert.match(
    row?.reason ?? "",
    /^Looks like a 4-for-1 split on 2026-07-02: the previous close is [\d.]+, we saw [\d.]+; accept it to adjust/,
  );
  assert.equal(bench.watch.doubtOf("AAPL"), null);
  assert.equal(
    store.ledger("stock_quotes").latest("AAPL")?.as_of,
    new Date(bench.now - QUARTER_MS + 5_000).toISOString(),
  );
  assert.ok(dailyBars(bench).every(({ adjusted_close }) => adjusted_close === null));
});

Deno.test("Split sentinel - is applied when the next day goes on from it: adjusted prices alone, of the days before", async () => {
  await using bench = await startBench();
  await splitOverNight(bench);
  const { store } = bench;
  const raw = dailyBars(bench).map(({ date, close }) => ({ date, close }));
  await bench.poll(24);
  // Friday is the holiday; Monday.
  bench.now = NEXT_OPEN + 4 * 96 * QUARTER_MS;
  const { notes, rows } = await bench.poll();
  assert.deepEqual(notes, [
    "AAPL: 4-for-1 split of 2026-07-02 applied: the next day's previous close agrees",
  ]);
  assert.ok(rows > SYMBOLS.length);
  assert.deepEqual([store.quarantine.count(), flaggedSplits(store, "accepted").length], [0, 1]);
  const bars = dailyBars(bench);
  for (const { date, close, adjusted_close } of bars) {
    if (date < "2026-07-02") assert.equal(adjusted_close, Number((Number(close) / 4).toFixed(6)), date);
    else assert.equal(adjusted_close, null, date);
  }
  assert.ok(bars.some(({ date }) => date < "2026-07-02"));
  // No raw price changed but that of the day that went on.
  const before = (bars: readonly { date: string; close: unknown }[]) =>
    bars.filter(({ date }) => date < "2026-07-02");
  assert.deepEqual(before(bars.map(({ date, close }) => ({ date, close }))), before(raw));

  // Later runs, and the building of bars anew, leave it so.
  const files = store.files().length;
  await bench.poll(2);
  assert.deepEqual(before(dailyBars(bench)), before(bars));
  assert.equal(store.quarantine.all().filter(({ kind }) => kind === "split").length, 1);
  assert.ok(store.files().length > files);
});

Deno.test("Split sentinel - one that was dropped is not flagged again, nor applied", async () => {
  await using bench = await startBench();
  await splitOverNight(bench);
  const { store } = bench;
  await store.quarantine.resolve(store.quarantine.open().map(({ id }) => id), "dropped");
  await bench.poll(24);
  bench.now = NEXT_OPEN + 4 * 96 * QUARTER_MS;
  await bench.poll(2);
  assert.deepEqual(store.quarantine.open().filter(({ kind }) => kind === "split"), []);
  assert.ok(dailyBars(bench).every(({ adjusted_close }) => adjusted_close === null));
});

Deno.test("Split sentinel - daily candles on the new scale prove it on the same day", async () => {
  await using bench = await startBench({ plan: "premium" });
  await splitOverNight(bench);
  const { store } = bench;
  // The simulator's candles know of no split, so they are written as the provider would give them.
  const candles = store.ledger("stock_historical").rows("AAPL").filter(({ interval }) => interval === "1d");
  assert.ok(candles.every(({ source }) => source === "simulator:/stock/candle"));
  assert.equal(store.quarantine.count(), 1);
  const close = flaggedSplits(store, undefined)[0]?.close ?? 0;
  const last = candles.findLast(({ time }) => String(time) < "2026-07-02");
  assert.ok(last);
  const fetched_at = new Date(bench.now).toISOString();
  await store.commit("stock_historical", "20260702_142000", [{ ...last, close: close / 4, fetched_at }]);
  const { notes } = await bench.poll();
  assert.deepEqual(notes, ["AAPL: 4-for-1 split of 2026-07-02 applied: daily candles are on the new scale"]);
});

Deno.test("Split sentinel - a file that ends before a split knows nothing of it, however late it is imported; adjusted once", async () => {
  await using bench = await startBench();
  await splitOverNight(bench);
  const { store } = bench;
  await store.quarantine.resolve(store.quarantine.open().map(({ id }) => id), "accepted");
  const file = (name: string, dates: readonly string[]) => ({
    name,
    bytes: new TextEncoder().encode(
      ["Date,Open,High,Low,Close", ...dates.map((date) => `${date},400,404,396,402`)].join("\n"),
    ),
  });
  // Friday is the holiday; Monday, and the days after.
  bench.now = NEXT_OPEN + 4 * 96 * QUARTER_MS;
  const options = { store, now: () => bench.now, watchlist: SYMBOLS };
  await importFiles([file("AAPL.csv", ["2026-05-04", "2026-05-05"])], options);
  await importFiles([file("AAPL (1).csv", ["2026-05-06", "2026-07-02"])], options);
  const adjusted = () =>
    dailyBars(bench).filter(({ date }) => date.startsWith("2026-05")).map(({ adjusted_close }) =>
      adjusted_close
    );
  assert.deepEqual(adjusted(), [null, null, null]);
  for (const day of [4, 5, 6]) {
    bench.now = NEXT_OPEN + day * 96 * QUARTER_MS;
    await bench.poll();
    assert.deepEqual(adjusted(), [100.5, 100.5, null]);
  }
  // Importing it again is no news.
  await importFiles([file("AAPL.csv", ["2026-05-04", "2026-05-05"])], options);
  assert.deepEqual(adjusted(), [100.5, 100.5, null]);
});
