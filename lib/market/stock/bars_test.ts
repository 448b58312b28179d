import assert from "node:assert/strict";
import fc from "fast-check";
import { barBox, barScale, placeOn, roomyScale } from "./bars.ts";

Deno.test("barScale - bars begin at 0, whatever the values; gaps count for nothing", () => {
  assert.deepEqual(barScale([5, null, 8]), { least: 0, greatest: 8 });
  assert.deepEqual(barScale([-5, -8]), { least: -8, greatest: 0 });
  assert.deepEqual(barScale([]), { least: 0, greatest: 0 });
});

Deno.test("barBox - a bar lies between its value and 0, inside the drawing", () => {
  const values = fc.array(fc.double({ min: -1e12, max: 1e12, noNaN: true }), { minLength: 1 });
  fc.assert(fc.property(values, (values) => {
    const scale = barScale(values);
    for (const value of values) {
      const { from, to } = barBox(scale, value);
      assert.ok(from >= 0 && to <= 1 && from <= to, `${value}: ${from} to ${to}`);
      const zero = placeOn(scale, 0);
      assert.ok(value >= 0 ? from === zero : to === zero);
    }
  }));
});

Deno.test("roomyScale - marks at both ends have room, and one value alone stands in the middle", () => {
  const scale = roomyScale(1, 2);
  assert.ok(placeOn(scale, 1) > 0.05 && placeOn(scale, 2) < 0.95);
  assert.equal(placeOn(roomyScale(3, 3), 3), 0.5);
  assert.equal(placeOn(roomyScale(0, 0), 0), 0.5);
});
