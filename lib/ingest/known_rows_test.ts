import assert from "node:assert/strict";
import type { DatasetName, Row } from "@/lib/datasets/dataset.ts";
import { DATASETS } from "@/lib/datasets/mod.ts";
import { recorder } from "@/lib/store/_testing.ts";
import { stampOf } from "@/lib/store/stamp.ts";
import { Store } from "@/lib/store/store.ts";
import { QUARTER_MS, SLOT, Volume } from "./_testing.ts";
import { KnownRows } from "./known_rows.ts";

function bar(interval: "1d" | "15m", time: number, close: number): Row {
  const at = new Date(time).toISOString();
  return {
    symbol: "AAPL",
    interval,
    time: at,
    open: close,
    high: close,
    low: close,
    close,
    source: "derived:quotes",
    as_of: at,
    fetched_at: at,
  };
}

async function withBars(
  test: (rows: (...question: [DatasetName, string, object?]) => (Row[string] | undefined)[]) => void,
): Promise<void> {
  await using volume = new Volume();
  const store = await Store.open({
    dir: volume.dir,
    datasets: DATASETS,
    now: () => SLOT,
    logger: recorder().logger,
  });
  const day = Date.parse("2026-07-01T00:00:00Z");
  const stored = [0, 1, 2, 3].map((nth) => bar("15m", SLOT + nth * QUARTER_MS, nth));
  await store.commit("stock_historical", stampOf(SLOT), [...stored, bar("1d", day, 100)]);
  // What the run learned and did not write yet: the day goes on, and so does its last quarter-hour.
  const fresh = [bar("15m", SLOT + 3 * QUARTER_MS, 3.5), bar("1d", day, 101)];
  const known = new KnownRows(store, (name) => name === "stock_historical" ? fresh : []);
  test((...question) => known.rows(...question).map(({ close }) => close));
}

Deno.test("known rows - a run's own stand in the place of those that the volume has", () =>
  withBars((rows) => {
    assert.deepEqual(rows("stock_historical", "AAPL"), [0, 1, 2, 3.5, 101]);
    assert.deepEqual(rows("stock_historical", "MSFT"), [3.5, 101]);
  }));

Deno.test("known rows - of bars, those of one interval are looked at, and the run's own", () =>
  withBars((rows) => {
    assert.deepEqual(rows("stock_historical", "AAPL", { interval: "1d" }), [3.5, 101]);
    assert.deepEqual(rows("stock_historical", "AAPL", { interval: "15m" }), [0, 1, 2, 3.5, 101]);
  }));

Deno.test("known rows - the newest are the last to arrive, and the run's own", () =>
  withBars((rows) => {
    assert.deepEqual(rows("stock_historical", "AAPL", { newest: 3 }), [2, 3.5, 101]);
    assert.deepEqual(rows("stock_historical", "AAPL", { newest: 9 }), [0, 1, 2, 3.5, 101]);
  }));
