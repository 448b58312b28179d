import assert from "node:assert/strict";
import fc from "fast-check";
import { adjustedForSplits, adjustedLike } from "./adjusted.ts";
import type { Row } from "./dataset.ts";
import { newestInOrder } from "./in_order.ts";
import { adjustedCells } from "./stock_historical.ts";

const NOW = Date.parse("2026-07-03T14:00:00Z");
const SPLIT = { date: "2026-07-02", factor: 0.25 };

function bar(date: string, price: number, more: Partial<Record<string, Row[string]>> = {}): Row {
  return {
    symbol: "AAPL",
    interval: "1d",
    time: `${date}T00:00:00.000Z`,
    open: price,
    high: price + 1,
    low: price - 1,
    close: price,
    volume: null,
    ...adjustedCells(null, null, null, null),
    source: "derived:quotes",
    as_of: `${date}T20:00:00.000Z`,
    fetched_at: `${date}T20:15:00.000Z`,
    ...more,
  } as Row;
}

function adjustedOf(row: Row | undefined): unknown[] {
  return ["open", "high", "low", "close"].map((name) => row?.[`adjusted_${name}`]);
}

Deno.test("adjusted - bars of quotes before a split are adjusted, raw prices and later bars are not touched", () => {
  const before = bar("2026-07-01", 100), after = bar("2026-07-02", 25);
  const rows = adjustedForSplits([before, after], [SPLIT], NOW);
  assert.deepEqual(rows, [{
    ...before,
    ...adjustedCells(25, 25.25, 24.75, 25),
    fetched_at: "2026-07-03T14:00:00.000Z",
  }]);
});

Deno.test("adjusted - quarter-hours belong to their day in New York", () => {
  const at = (time: string) => bar("2026-07-01", 100, { interval: "15m", time });
  const evening = at("2026-07-02T01:00:00.000Z"), morning = at("2026-07-02T13:30:00.000Z");
  assert.deepEqual(adjustedForSplits([evening, morning], [SPLIT], NOW).map(({ time }) => time), [
    evening.time,
  ]);
});

Deno.test("adjusted - candles and imports are adjusted for splits after they were fetched, and for those only", () => {
  const cells = adjustedCells(90, 91, 89, 90);
  const candle = { source: "finnhub:/stock/candle", ...cells };
  const cases: readonly [name: string, row: Row, expected: unknown[] | null][] = [
    ["a daily candle fetched before", bar("2026-06-01", 100, candle), [22.5, 22.75, 22.25, 22.5]],
    [
      "a daily candle fetched after",
      bar("2026-06-01", 100, { ...candle, fetched_at: "2026-07-02T14:00:00.000Z" }),
      null,
    ],
    ["an import from before", bar("2026-06-01", 100, { source: "import:a.csv" }), [25, 25.25, 24.75, 25]],
    [
      "an import from after",
      bar("2026-06-01", 100, { source: "import:a.csv", fetched_at: "2026-07-03T13:00:00.000Z" }),
      null,
    ],
    [
      "an intraday candle, whenever fetched",
      bar("2026-06-01", 100, {
        ...candle,
        ...adjustedCells(null, null, null, null),
        interval: "15m",
        time: "2026-06-01T14:00:00.000Z",
        fetched_at: "2026-07-03T13:00:00.000Z",
      }),
      [25, 25.25, 24.75, 25],
    ],
  ];
  for (const [name, row, expected] of cases) {
    const [adjusted] = adjustedForSplits([row], [SPLIT], NOW);
    assert.deepEqual(adjusted === undefined ? null : adjustedOf(adjusted), expected, name);
  }
});

Deno.test("adjusted - done twice, in parts or at once, it comes to the same", () => {
  const source = fc.constantFrom("derived:quotes", "finnhub:/stock/candle", "import:a.csv");
  const date = fc.constantFrom("2026-06-01", "2026-06-15", "2026-07-01", "2026-07-02", "2026-07-03");
  const rows = fc.array(
    fc.tuple(date, fc.double({ min: 1, max: 5000, noNaN: true }), source).map(([date, price, source]) =>
      bar(date, price, { source })
    ),
    { maxLength: 5 },
  );
  const first = { date: "2026-06-10", factor: 0.5 };
  const put = (rows: readonly Row[], changed: readonly Row[]) =>
    rows.map((row) =>
      changed.find(({ time, source, close }) =>
        time === row.time && source === row.source && close === row.close
      ) ?? row
    );
  fc.assert(fc.property(rows, (rows) => {
    const both = put(rows, adjustedForSplits(rows, [first, SPLIT], NOW));
    assert.deepEqual(adjustedForSplits(both, [SPLIT, first], NOW + 1), []);
    for (const row of both) {
      assert.deepEqual(
        row.close,
        rows.find(({ time, source, close }) =>
          time === row.time && source === row.source && close === row.close
        )?.close,
      );
    }
  }));
});

Deno.test("adjusted - a bar built anew keeps the adjustment of the one in its place", () => {
  const standing = bar("2026-07-01", 100, adjustedCells(25, 25.25, 24.75, 25));
  assert.deepEqual(adjustedLike(bar("2026-07-01", 100), standing), standing);
  assert.deepEqual(adjustedOf(adjustedLike(bar("2026-07-01", 104), standing)), [26, 26.25, 25.75, 26]);
  const plain = bar("2026-07-01", 100);
  assert.equal(adjustedLike(plain, undefined), plain);
  assert.equal(adjustedLike(plain, bar("2026-07-01", 100)), plain);
  // The provider's own adjustment counts more.
  const candle = bar("2026-07-01", 25, { source: "finnhub:/stock/candle", ...adjustedCells(25, 26, 24, 25) });
  assert.equal(adjustedLike(candle, standing), candle);
});

Deno.test("newestInOrder - puts what came late where it belongs, and copies nothing where it need not", () => {
  const rows = ["2026-07-01", "2026-07-02", "2026-07-03"].map((date) => bar(date, 1));
  const [first, second, third] = rows;
  assert.ok(first && second && third);
  assert.equal(newestInOrder(rows, 3), rows);
  assert.deepEqual(newestInOrder([first, third, second], 2), [second, third]);
  assert.deepEqual(newestInOrder([], 2), []);
});
