import assert from "node:assert/strict";
import fc from "fast-check";
import { Bars, hasAdjusted, hasVolume } from "./chart_bars.ts";
import { Extremes } from "./chart_extremes.ts";
import { historyWith } from "./_chart_testing.ts";

const values = fc.array(fc.oneof(fc.integer({ min: -99, max: 99 }), fc.constant(NaN)), { maxLength: 70 });

function lowestAndHighest(all: readonly number[]): [number, number] {
  const finite = all.filter((value) => !Number.isNaN(value));
  return [Math.min(...finite), Math.max(...finite)];
}

Deno.test("Extremes - of any stretch, as a look at each value tells, also after changes and additions", () => {
  const changes = fc.array(fc.tuple(fc.nat(), fc.integer({ min: -200, max: 200 })), { maxLength: 20 });
  fc.assert(fc.property(values, changes, fc.nat(80), fc.nat(80), (start, changes, a, b) => {
    const all = [...start];
    const extremes = new Extremes(all, all);
    for (const [at, value] of changes) {
      const index = at % (all.length + 1);
      all[index] = value;
      extremes.set(index, value, value);
    }
    const [from, to] = [Math.min(a, b), Math.max(a, b)];
    assert.deepEqual(extremes.between(from, to), lowestAndHighest(all.slice(from, to + 1)));
    const whole = extremes.bucket(2, from);
    const four = all.slice(from * 4, from * 4 + 4).filter((value) => !Number.isNaN(value));
    if (four.length > 0 && all.length > 2) assert.deepEqual(whole, lowestAndHighest(four));
  }));
});

Deno.test("Bars - on today's scale a split is no crash; as traded it is", () => {
  const history = historyWith([400, 404, 101], { adjustment: [0.25, 0.25, null] });
  assert.ok(hasAdjusted(history));
  assert.deepEqual(new Bars(history, "adjusted").close, [100, 101, 101]);
  assert.deepEqual(new Bars(history, "raw").close, [400, 404, 101]);
  assert.ok(!hasAdjusted(historyWith([1, 2], { adjustment: [1, null] })));
});

Deno.test("Bars - say how full each is, at most full, and nothing of those not built of samples", () => {
  const bars = new Bars(
    historyWith([1, 2, 3, 4], { samples: [5, 30, null, 0], expected: [26, 26, null, 26] }),
    "raw",
  );
  assert.deepEqual(bars.coverage, [5 / 26, 1, NaN, 0]);
});

Deno.test("Bars - the last one follows a price, and one that begins later comes after it", () => {
  const bars = new Bars(historyWith([10, 11]), "raw");
  const last = bars.at(1);
  assert.ok(last);
  bars.set({ ...last, high: 20, close: 20 });
  assert.equal(bars.count, 2);
  assert.deepEqual(bars.prices.between(0, 1), [9, 20]);
  bars.set({ ...last, time: last.time + 86_400, low: 1 });
  assert.equal(bars.count, 3);
  assert.deepEqual(bars.prices.between(0, 2), [1, 20]);
  assert.equal(bars.at(3), null);
});

Deno.test("hasVolume - bars built from samples have none", () => {
  assert.ok(!hasVolume(historyWith([1, 2])));
  assert.ok(hasVolume(historyWith([1, 2], { volume: [null, 5] })));
});
