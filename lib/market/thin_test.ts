import assert from "node:assert/strict";
import fc from "fast-check";
import { positionsKept, thin } from "./thin.ts";

Deno.test("thin - keeps the ends and the extremes, and never more than asked for", () => {
  fc.assert(fc.property(
    fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 400 }),
    fc.integer({ min: 4, max: 100 }),
    (values, count) => {
      const thinned = thin(values, count);
      assert.ok(thinned.length <= Math.max(count, Math.min(values.length, count)));
      assert.equal(thinned[0], values[0]);
      assert.equal(thinned.at(-1), values.at(-1));
      assert.equal(Math.max(...thinned), Math.max(...values));
      assert.equal(Math.min(...thinned), Math.min(...values));
    },
  ));
});

Deno.test("positionsKept - of ranges the least low and the greatest high of all stay, whatever has no number", () => {
  const number = fc.oneof({ weight: 9, arbitrary: fc.integer() }, { weight: 1, arbitrary: fc.constant(NaN) });
  const range = fc.tuple(number, fc.nat(1_000)).map(([low, span]) => ({ low, high: low + span }));
  fc.assert(fc.property(
    fc.array(range, { minLength: 5, maxLength: 400 }),
    fc.integer({ min: 4, max: 100 }),
    (ranges, count) => {
      const [lows, highs] = [ranges.map(({ low }) => low), ranges.map(({ high }) => high)];
      const kept = positionsKept(lows, highs, count);
      assert.ok(kept.length <= count);
      assert.deepEqual(kept, [...new Set(kept)].sort((a, b) => a - b), "ascending, each once");
      assert.deepEqual([kept[0], kept.at(-1)], [0, ranges.length - 1]);
      const numbers = (values: (number | undefined)[]) =>
        values.filter((value) => !Number.isNaN(value)).map(Number);
      const pick = (values: number[]) => numbers(kept.map((at) => values[at]));
      assert.equal(Math.min(...pick(lows)), Math.min(...numbers(lows)));
      assert.equal(Math.max(...pick(highs)), Math.max(...numbers(highs)));
    },
  ));
});

Deno.test("thin - leaves a short series as it is", () => {
  assert.deepEqual(thin([3, 1, 2], 10), [3, 1, 2]);
  assert.deepEqual(thin([], 10), []);
});
