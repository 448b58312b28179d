import assert from "node:assert/strict";
import { dayIndexOf, indexNow, type Samples } from "./day_index.ts";

const T = Date.parse("2026-07-01T13:30:00Z");
const MINUTE = 60_000;

function samples(points: readonly (readonly [minute: number, price: number])[], close = 100): Samples {
  return {
    time: points.map(([minute]) => T + minute * MINUTE),
    price: points.map(([, price]) => price),
    previousClose: points.map(() => close),
  };
}

const rounded = (values: readonly number[]) => values.map((value) => Number(value.toFixed(6)));

Deno.test("Index - each symbol counts the same, or by its market value", () => {
  const members = [
    { samples: samples([[0, 100], [30, 102]]), weight: 300 },
    { samples: samples([[0, 200], [30, 196]], 200), weight: 100 },
  ];
  const day = dayIndexOf(members, 2);
  assert.deepEqual(rounded(day.equal), [0, 0]);
  assert.deepEqual(rounded(day.weighted), [0, 1]);
  assert.equal(day.from, "2026-07-01T13:30:00.000Z");
  assert.equal(day.to, "2026-07-01T14:00:00.000Z");
});

Deno.test("Index - a symbol that has not traded stands at its close, and its coming makes no step of its own", () => {
  const members = [
    { samples: samples([[0, 110], [60, 110]]), weight: null },
    { samples: samples([[30, 100], [60, 90]]), weight: null },
  ];
  const day = dayIndexOf(members, 5);
  assert.deepEqual(rounded(day.equal), [5, 5, 5, 5, 0]);
  assert.deepEqual(day.weighted, [], "no market value is known");
});

Deno.test("Index - yesterday's quotes have another close and no part in today's curve; empty cells are passed over", () => {
  const mixed: Samples = {
    time: [T - 60 * MINUTE, T, T + 15 * MINUTE, T + 30 * MINUTE],
    price: [50, 101, NaN, 103],
    previousClose: [40, 100, 100, 100],
  };
  const day = dayIndexOf([{ samples: mixed, weight: null }], 3);
  assert.deepEqual(rounded(day.equal), [1, 1, 3]);
});

Deno.test("Index - there is no curve of nothing, of one moment, or without a close", () => {
  const none = { from: null, to: null, equal: [], weighted: [] };
  assert.deepEqual(dayIndexOf([], 5), none);
  assert.deepEqual(dayIndexOf([{ samples: samples([]), weight: 1 }], 5), none);
  assert.deepEqual(dayIndexOf([{ samples: samples([[0, 100]]), weight: 1 }], 5), none);
  assert.deepEqual(dayIndexOf([{ samples: samples([[0, 100], [1, 101]], NaN), weight: 1 }], 5), none);
});

Deno.test("Index - now: of those with a change, and with a market value", () => {
  const quotes = [
    { change_percent: 2, market_cap_millions: 300 },
    { change_percent: -2, market_cap_millions: 100 },
    { change_percent: 3, market_cap_millions: null },
    { change_percent: null, market_cap_millions: 900 },
  ];
  assert.deepEqual(indexNow(quotes), { equal: 1, equalOf: 3, weighted: 1, weightedOf: 2 });
  assert.deepEqual(indexNow([]), { equal: null, equalOf: 0, weighted: null, weightedOf: 0 });
});
