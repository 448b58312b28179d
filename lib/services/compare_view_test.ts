import assert from "node:assert/strict";
import { parse } from "@std/csv";
import type { Row } from "@/lib/datasets/dataset.ts";
import { assembled, QUARTER_MS, SLOT, statusThrown, Volume } from "./_testing.ts";
import { compareCsv } from "./compare_csv.ts";
import { askedComparison, compareJson } from "./compare_view.ts";
import { knownFor, knownNow } from "./past.ts";
import type { Services } from "./services.ts";

const DAY_MS = 86_400_000;
const FIRST = Date.UTC(2026, 5, 1);

/** Daily bars from 2026-06-01 on, one a close. */
function bars(symbol: string, closes: readonly number[], more: Row = {}): Row[] {
  return closes.map((close, i) => ({
    symbol,
    interval: "1d",
    time: new Date(FIRST + i * DAY_MS).toISOString(),
    open: close,
    high: close,
    low: close,
    close,
    volume: null,
    adjusted_close: null,
    samples: null,
    expected: null,
    source: "import:x.csv",
    as_of: new Date(FIRST + i * DAY_MS).toISOString(),
    fetched_at: new Date(SLOT).toISOString(),
    ...more,
  }));
}

const rising = Array.from({ length: 20 }, (_, i) => 100 + i + (i % 3));
const falling = Array.from({ length: 20 }, (_, i) => 50 - i - (i % 2));

async function withBars(test: (services: Services) => void | Promise<void>): Promise<void> {
  await using volume = new Volume();
  await using running = await assembled(volume, {}, () => SLOT + QUARTER_MS);
  const { store } = running.services;
  // The last but one was split by two since: its close before is not on today's scale.
  const split = rising.map((close, i) => ({ close: i < 10 ? close * 2 : close, adjusted: close }));
  await store.commit("stock_historical", "20260701_140000", [
    ...bars("AAPL", rising).map((row, i) => ({
      ...row,
      close: split[i]?.close ?? null,
      adjusted_close: split[i]?.adjusted ?? null,
    })),
    ...bars("MSFT", falling),
    ...bars("SPY", rising),
  ]);
  await test(running.services);
}

const query = (text: string) => new URLSearchParams(text);

Deno.test("Comparison - is of adjusted closes, of what was imported too, and of the first of the watchlist unasked", async () => {
  await withBars((services) => {
    const known = knownNow(services);
    const { symbols, common, figures, indexed } = askedComparison(known, query(""));
    assert.deepEqual(symbols, ["AAPL", "MSFT"]);
    assert.deepEqual(common.closes, [rising, falling]);
    assert.equal(indexed, 2);
    assert.ok(Math.abs((figures[0]?.change ?? 0) - (120 / 100 - 1)) < 1e-12);
    assert.ok((figures[0]?.beta ?? null) !== null);
    const both = askedComparison(known, query("symbols=spy,AAPL&range=MAX"));
    assert.ok(Math.abs((both.together.matrix[0]?.[1] ?? 0) - 1) < 1e-12);
  });
});

const REFUSED: readonly [query: string, why: RegExp][] = [
  ["symbols=<b>", /Cannot read symbols "<B>"/],
  ["symbols=AAPL,NOSUCH", /Nothing is known of "NOSUCH"/],
  [`symbols=${Array.from({ length: 13 }, (_, i) => `S${i}`).join()}`, /Cannot compare 13 symbols/],
  ["range=2W", /Cannot read range "2W"/],
];

Deno.test("Comparison - what cannot be compared is a 400 that says why", async () => {
  await withBars((services) => {
    for (const [text, why] of REFUSED) {
      const ask = () => askedComparison(knownNow(services), query(text));
      assert.throws(ask, why);
      assert.equal(statusThrown(ask), 400);
    }
  });
});

Deno.test("Comparison - as JSON in percent, and as CSV with a line a day", async () => {
  await withBars((services) => {
    const view = askedComparison(knownNow(services), query("symbols=AAPL,MSFT&range=MAX"));
    const answer = compareJson(view);
    assert.deepEqual([answer.from, answer.to, answer.days], ["2026-06-01", "2026-06-20", 20]);
    assert.ok(Math.abs((answer.figures[0]?.return_percent ?? 0) - 20) < 1e-9);
    assert.equal(JSON.stringify(answer).includes("NaN"), false);
    const lines = parse(compareCsv(view.common));
    assert.equal(lines.length, 21);
    assert.deepEqual(lines[0], [
      "date",
      "AAPL_close",
      "AAPL_change_percent",
      "AAPL_drawdown_percent",
      "MSFT_close",
      "MSFT_change_percent",
      "MSFT_drawdown_percent",
    ]);
    assert.deepEqual(lines[1], ["2026-06-01", "100", "0", "0", "50", "0", "0"]);
    assert.deepEqual(lines[20]?.map(Number).slice(4), [30, -40, -40]);
  });
});

Deno.test("Comparison - of an instant of the past has what was known then", async () => {
  await withBars(async (services) => {
    await services.store.commit(
      "stock_historical",
      "20260701_141500",
      bars("MSFT", [...falling, 90]).slice(-1).map((row) => ({
        ...row,
        fetched_at: new Date(SLOT + QUARTER_MS).toISOString(),
      })),
    );
    const daysOf = async (text: string) =>
      askedComparison(await knownFor(services, query(text)), query("symbols=MSFT&range=MAX")).common.date
        .length;
    assert.equal(await daysOf(""), 21);
    assert.equal(await daysOf("at=2026-07-01T14:10:00Z"), 20);
  });
});
