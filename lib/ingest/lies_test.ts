import assert from "node:assert/strict";
import { type Bench, QUARTER_MS, START, startBench, SYMBOLS } from "./_lies.ts";
import { replay } from "@/lib/detector/_replay.ts";
import { ROUND_THE_CLOCK_DAYS } from "@/lib/detector/mod.ts";
import { sessionsBetween } from "@/lib/exchange/mod.ts";
import { COMPANIES, type Fault, quoteAt } from "@/lib/simulator/mod.ts";

function kindsKept({ store }: Bench): string[] {
  return store.quarantine.open().map(({ symbol, kind, count }) => `${symbol} ${kind} ${count}`);
}

function prices({ store }: Bench, symbol = "AAPL"): unknown[] {
  return store.ledger("stock_quotes").rows(symbol).map(({ as_of, price }) => `${as_of} ${price}`);
}

/** What an honest provider says at the slots from the start on, as it would be stored. */
function truth(hours: "always" | "exchange", slots: readonly number[]): string[] {
  return slots.map((slot) => {
    const { c, t } = quoteAt("AAPL", START + slot * QUARTER_MS + 5_000, { hours });
    return `${new Date(t * 1000).toISOString()} ${c}`;
  });
}

/** A lie told for some polls, what is kept of it, and the polls of which the true price is stored. */
const LIES: readonly [kind: Fault["kind"], polls: number, kept: readonly string[], doubt: string | null][] = [
  ["zeros", 2, ["AAPL unusable 2"], "unusable"],
  ["nulls", 2, ["AAPL unusable 1", "AAPL unusable 1"], "unusable"],
  ["stale", 2, ["AAPL backwards 2"], "backwards"],
  ["backwards", 2, ["AAPL backwards 1", "AAPL backwards 1"], "backwards"],
  ["outside_range", 2, ["AAPL outside_range 1", "AAPL outside_range 1"], "outside_range"],
  ["jump", 2, ["AAPL jump 1", "AAPL jump 1"], "jump"],
  ["negative", 2, ["AAPL unusable 1", "AAPL unusable 1"], "unusable"],
  ["future", 2, ["AAPL unusable 1", "AAPL unusable 1"], "unusable"],
  ["no_range", 2, ["AAPL no_range 1", "AAPL no_range 1"], "no_range"],
  ["previous_close", 2, ["AAPL previous_close 1", "AAPL previous_close 1"], "previous_close"],
  ["frozen", 6, ["AAPL frozen 1", "AAPL frozen 1", "AAPL frozen 1"], "frozen"],
  ["duplicates", 2, [], null],
];
for (const hours of ["exchange", "always"] as const) {
  for (const [kind, polls, kept, doubt] of LIES) {
    Deno.test(`Detector - finds the lie "${kind}" of a provider that is open ${hours === "always" ? "always" : "in hours"}`, async () => {
      await using bench = await startBench({ hours });
      await bench.poll(2);
      const undo = bench.lie({ kind, symbol: "AAPL", path: "/quote" });
      const before = prices(bench);
      const { quarantined } = await bench.poll(polls);
      assert.equal(quarantined, doubt === null ? 0 : 1);
      assert.deepEqual(kindsKept(bench), kept);
      assert.ok(bench.store.quarantine.open().every(({ raw }) => raw.startsWith('{"c":')));
      assert.equal(bench.watch.doubtOf("AAPL")?.kind ?? null, doubt);
      assert.equal(bench.watch.doubtOf("MSFT"), null);
      // Nothing was taken of a lie; of a price that froze, what came before it could be known.
      const during = prices(bench).slice(before.length);
      const honest = doubt === null ? [2, 3] : [];
      if (kind === "frozen") assert.equal(during.length, polls - kept.length);
      else assert.deepEqual(during, truth(hours, honest));

      undo();
      const { quarantined: after } = await bench.poll();
      assert.equal(after, 0);
      assert.equal(bench.watch.doubtOf("AAPL"), null);
      assert.deepEqual(prices(bench).slice(-1), truth(hours, [2 + polls]));
      assert.deepEqual(kindsKept(bench), kept);
    });
  }
}

Deno.test("Detector - a lie is in no bar", async () => {
  await using bench = await startBench();
  await bench.poll(2);
  bench.lie({ kind: "jump", symbol: "AAPL", path: "/quote", times: 1 });
  await bench.poll(2);
  const bars = bench.store.ledger("stock_historical").rows("AAPL");
  const highest = Math.max(...bars.map(({ high }) => Number(high)));
  const day = quoteAt("AAPL", START + 20 * QUARTER_MS, { hours: "exchange" });
  assert.ok(highest < day.h * 1.2, `${highest}`);
  // The quote of this run itself is in them.
  const last = bench.store.ledger("stock_quotes").latest("AAPL");
  assert.equal(bars.findLast(({ interval }) => interval === "1d")?.close, last?.price);
});

Deno.test("Detector - Friday's close told on a Monday that is open is kept aside", async () => {
  await using bench = await startBench();
  // Over the close, then the next day from the open on.
  await bench.poll(25);
  bench.now = START + 96 * QUARTER_MS - 2 * QUARTER_MS;
  const undo = bench.lie({ kind: "stale", path: "/quote" });
  await bench.poll(3);
  assert.deepEqual(kindsKept(bench), []);
  await bench.poll(2);
  assert.deepEqual(kindsKept(bench), SYMBOLS.map((symbol) => `${symbol} stale 2`));
  assert.match(
    bench.watch.doubtOf("AAPL")?.reason ?? "",
    /^The quote is of 2026-07-01T20:00:00\.000Z, though the exchange/,
  );
  undo();
  await bench.poll();
  assert.equal(bench.watch.doubtOf("AAPL"), null);
});

Deno.test("Detector - a jump that stands comes through at the third poll, with what was held, and says so", async () => {
  await using bench = await startBench();
  await bench.poll(2);
  const before = prices(bench).length;
  bench.lie({ kind: "jump", symbol: "AAPL", path: "/quote" });
  await bench.poll(2);
  assert.deepEqual([prices(bench).length - before, bench.store.quarantine.count()], [0, 2]);
  const { notes, rows } = await bench.poll();
  assert.match(notes.join(), /^AAPL: believed after 3 polls that agree\. /);
  assert.ok(rows > SYMBOLS.length + 2);
  assert.deepEqual([prices(bench).length - before, bench.store.quarantine.count()], [3, 0]);
  assert.deepEqual(bench.store.quarantine.all().map(({ resolution, note }) => [resolution, note]), [
    ["accepted", notes[0]],
    ["accepted", notes[0]],
  ]);
  assert.equal(bench.watch.doubtOf("AAPL"), null);
});

Deno.test("Detector - what somebody dropped meanwhile is not believed after all", async () => {
  await using bench = await startBench();
  await bench.poll(2);
  const before = prices(bench).length;
  bench.lie({ kind: "jump", symbol: "AAPL", path: "/quote" });
  await bench.poll();
  await bench.store.quarantine.resolve(bench.store.quarantine.open().map(({ id }) => id), "dropped");
  await bench.poll(2);
  assert.deepEqual([prices(bench).length - before, bench.store.quarantine.count()], [2, 0]);
});

Deno.test("Detector - what it remembers survives a restart, and rubbish in its place", async () => {
  await using bench = await startBench();
  await bench.poll(2);
  bench.lie({ kind: "jump", symbol: "AAPL", path: "/quote" });
  await bench.poll();
  const { watch, store } = bench;
  const saved = store.readState("quote_watch");
  watch.reload(saved);
  assert.equal(watch.doubtOf("AAPL")?.kind, "jump");
  assert.equal(watch.get("AAPL")?.watch.held?.length, 1);
  for (
    const rubbish of [undefined, null, 1, "x", [], { AAPL: 1 }, { AAPL: { watch: {}, doubt: { kind: 1 } } }]
  ) {
    watch.reload(rubbish);
    assert.equal(watch.doubtOf("AAPL"), null);
  }
});

Deno.test("Detector - an honest provider is not doubted, whatever its hours", () => {
  const days = sessionsBetween(START, START + 21 * 86_400_000);
  const inHours = days.flatMap(({ open, close }) => {
    const times: number[] = [];
    for (let at = open; at <= close + QUARTER_MS; at += QUARTER_MS) times.push(at);
    return times;
  });
  const always = Array.from({ length: 96 * 10 }, (_, index) => START + index * QUARTER_MS);
  for (const [hours, times] of [["exchange", inHours], ["always", always]] as const) {
    const quotes = COMPANIES.flatMap(({ symbol }) =>
      times.map((at) => {
        const { c, h, l, o, pc, t } = quoteAt(symbol, at + 5_000, { hours });
        return {
          symbol,
          price: c,
          high: h,
          low: l,
          open: o,
          previousClose: pc,
          at: t * 1000,
          fetchedAt: at + 5_000,
        };
      })
    );
    const { judgements } = replay(
      quotes,
      hours === "always" ? { days: ROUND_THE_CLOCK_DAYS, isOpen: () => true } : {},
    );
    assert.deepEqual(judgements.flatMap(({ doubt, split }) => doubt ?? split ?? []), [], hours);
  }
});
