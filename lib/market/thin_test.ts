import assert from "node:assert/strict";
import fc from "fast-check";
import { thin } from "./thin.ts";

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

Deno.test("thin - leaves a short series as it is", () => {
  assert.deepEqual(thin([3, 1, 2], 10), [3, 1, 2]);
  assert.deepEqual(thin([], 10), []);
});
