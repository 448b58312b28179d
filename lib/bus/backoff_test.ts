import assert from "node:assert/strict";
import fc from "fast-check";
import { backoffMs } from "./backoff.ts";

Deno.test("backoffMs - doubles, is never more than 5 s, and spreads over its upper half", () => {
  assert.deepEqual([0, 1, 2, 3, 10, 99].map((n) => backoffMs(n, () => 1)), [100, 200, 400, 800, 5000, 5000]);
  fc.assert(fc.property(fc.nat(), fc.double({ min: 0, max: 1, noNaN: true }), (failures, random) => {
    const ms = backoffMs(failures, () => random);
    assert.ok(ms >= backoffMs(failures, () => 1) / 2 && ms <= 5_000);
  }));
});
