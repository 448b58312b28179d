import assert from "node:assert/strict";
import {
  atrReference,
  emaReference,
  macdReference,
  rsiReference,
  smaReference,
} from "@/lib/indicators/_reference.ts";
import { assertColumn, HAVE_REAL_PRICES, REAL_PRICES_NOTE, realPrices } from "@/lib/indicators/_testing.ts";
import { checkRow } from "./check.ts";
import { provenance } from "./columns.ts";
import type { Row } from "./dataset.ts";
import { fakeFinnhub, requestOf } from "./fake_finnhub.ts";
import { formatRows, parseRows } from "./format.ts";
import { technicalIndicators } from "./technical_indicators.ts";
import { DAY_MS, isoTime } from "./time.ts";

const FIRST = Date.UTC(2026, 0, 1);

/** A daily bar: day 0 is 2026-01-01. */
function bar(day: number, close: number, more: Row = {}): Row {
  const time = FIRST + day * DAY_MS;
  return {
    symbol: "AAPL",
    interval: "1d",
    time: isoTime(time),
    open: close,
    high: close + 1,
    low: close - 1,
    close,
    volume: null,
    ...provenance("finnhub:/stock/candle", time, time + DAY_MS),
    ...more,
  };
}

/** What a run makes of those bars, and of the rows it made before. */
async function collect(bars: readonly Row[], before: readonly Row[] = []) {
  const request = requestOf({}, { stock_historical: bars, technical_indicators: before });
  const { rows, rejected, outcomes } = await technicalIndicators.collect(request);
  assert.deepEqual(rejected, []);
  assert.deepEqual(outcomes.map(({ endpoint, result }) => [endpoint, result]), [[
    "derived:stock_historical",
    "ok",
  ]]);
  for (const row of rows) assert.equal(checkRow(technicalIndicators, row), null);
  return rows;
}

const column = (rows: readonly Row[], name: string) =>
  rows.map((row) => typeof row[name] === "number" ? row[name] : null);

Deno.test({
  name: `technical_indicators - equal their definitions to 1e-9 on real prices${REAL_PRICES_NOTE}`,
  ignore: !HAVE_REAL_PRICES,
  fn: async () => {
    for (const [name, days] of realPrices()) {
      const rows = await collect(
        days.map(({ date, high, low, close, adjustedClose }) =>
          bar(0, close, { time: `${date}T00:00:00.000Z`, high, low, adjusted_close: adjustedClose })
        ),
      );
      const close = days.map((day) => day.adjustedClose);
      // The source of the second file adjusts closes alone: its ranges are scaled as its closes are.
      const bars = days.map(({ high, low, close, adjustedClose }) => {
        const factor = adjustedClose / close;
        return { high: high * factor, low: low * factor, close: adjustedClose };
      });
      assert.deepEqual(rows.map((row) => row.date), days.map((day) => day.date), name);
      assertColumn(column(rows, "close"), close, `${name}, close`);
      assertColumn(column(rows, "sma_200"), smaReference(close, 200), `${name}, sma_200`);
      assertColumn(column(rows, "ema_26"), emaReference(close, 26), `${name}, ema_26`);
      assertColumn(column(rows, "rsi_14"), rsiReference(close, 14), `${name}, rsi_14`);
      assertColumn(column(rows, "macd_histogram"), macdReference(close).histogram, `${name}, macd_histogram`);
      assertColumn(column(rows, "atr_14"), atrReference(bars, 14), `${name}, atr_14`);
      assert.deepEqual(parseRows(technicalIndicators, formatRows(technicalIndicators, rows)), rows);
    }
  },
});

Deno.test("technical_indicators - a row a day by date, whatever the order of arrival, empty until stable", async () => {
  const bars = Array.from({ length: 15 }, (_, day) => bar(day, 100 + day));
  const rows = await collect([...bars.slice(10), bar(0, 1, { interval: "15m" }), ...bars.slice(0, 10)]);
  assert.equal(rows.length, 15);
  assert.deepEqual(rows[0], {
    symbol: "AAPL",
    date: "2026-01-01",
    close: 100,
    ...Object.fromEntries(technicalIndicators.columns.slice(3, -3).map(({ name }) => [name, null])),
    ...provenance("derived:stock_historical", FIRST, FIRST + DAY_MS),
  });
  const last = rows.at(-1);
  assert.deepEqual([last?.date, last?.ema_12, last?.rsi_14, last?.atr_14, last?.sma_20], [
    "2026-01-15",
    108.5,
    100,
    2,
    null,
  ]);
});

Deno.test("technical_indicators - nothing new, no row; a bar that moved today, one row", async () => {
  const bars = Array.from({ length: 40 }, (_, day) => bar(day, 100 + day % 5));
  const before = await collect(bars);
  const fetchedAgain = bars.map((row) => ({ ...row, fetched_at: isoTime(FIRST + 90 * DAY_MS) }));
  assert.deepEqual(await collect(fetchedAgain, before), []);
  const [row, ...others] = await collect([...bars.slice(0, -1), bar(39, 117)], before);
  assert.deepEqual(others, []);
  assert.deepEqual([row?.date, row?.close], ["2026-02-09", 117]);
});

Deno.test("technical_indicators - of adjusted prices where a bar has them: a split is no crash", async () => {
  // Four for one between day 29 and day 30.
  const split = Array.from({ length: 60 }, (_, day) => {
    const close = 100 + day % 3;
    return day < 30
      ? bar(day, close * 4, { high: close * 4 + 4, low: close * 4 - 4, adjusted_close: close })
      : bar(day, close);
  });
  const whole = Array.from({ length: 60 }, (_, day) => bar(day, 100 + day % 3));
  const [rows, expected] = [await collect(split), await collect(whole)];
  for (const { name, type } of technicalIndicators.columns) {
    if (type === "number") assertColumn(column(rows, name), column(expected, name), name);
  }
  const adjusted = { adjusted_close: 100, adjusted_high: 103, adjusted_low: 96 };
  const ranges = await collect(Array.from({ length: 14 }, (_, day) => bar(day, 400, adjusted)));
  assert.deepEqual([ranges.at(-1)?.close, ranges.at(-1)?.atr_14], [100, 7]);
});

Deno.test("technical_indicators - a row is known when the last bar it looks back on is", async () => {
  const late = isoTime(FIRST + 30 * DAY_MS);
  const rows = await collect([
    bar(0, 1),
    bar(2, 3),
    bar(1, 2, { source: "import:old.csv", fetched_at: late }),
  ]);
  assert.deepEqual(rows.map((row) => row.fetched_at), [isoTime(FIRST + DAY_MS), late, late]);
});

Deno.test("technical_indicators - without bars there are no rows; nobody is asked", async () => {
  const calls: unknown[][] = [];
  const request = requestOf({}, {}, { finnhub: fakeFinnhub({}, calls) });
  assert.deepEqual((await technicalIndicators.collect(request)).rows, []);
  assert.deepEqual([calls, technicalIndicators.calls, technicalIndicators.endpoints], [[], 0, []]);
});
