import assert from "node:assert/strict";
import fc from "fast-check";
import { evenMarks, logarithmicMarks, priceMarks } from "./chart_scale.ts";

Deno.test("Price axis - round values, as many as there is space for", () => {
  assert.deepEqual(evenMarks(178.2, 301.7, 6), [200, 225, 250, 275, 300]);
  assert.deepEqual(evenMarks(0.12, 0.31, 5), [0.15, 0.2, 0.25, 0.3]);
  assert.deepEqual(evenMarks(5, 5, 5), []);
});

Deno.test("Price axis - logarithmic: 1, 2, 5 of each power of ten, and even steps where there is less than that", () => {
  assert.deepEqual(logarithmicMarks(0.8, 130, 10), [1, 2, 5, 10, 20, 50, 100]);
  assert.deepEqual(logarithmicMarks(0.8, 1_300, 4), [1, 10, 100, 1_000]);
  assert.deepEqual(logarithmicMarks(180, 200, 5), [180, 185, 190, 195, 200]);
  assert.deepEqual(logarithmicMarks(-1, 10, 5), []);
});

Deno.test("Price axis - compared: round percentages of where both begin", () => {
  const marks = priceMarks(95, 122, { most: 4, scale: "linear", base: 100 });
  assert.deepEqual(marks.map(({ label }) => label.replace("\u202f", " ")), ["0 %", "+10 %", "+20 %"]);
  assert.deepEqual(marks.map(({ value }) => Math.round(value)), [100, 110, 120]);
});

Deno.test("Price axis - whatever the prices: inside, in order, not more than one above what there is space for", () => {
  const price = fc.double({ min: 1e-4, max: 1e6, noNaN: true });
  fc.assert(fc.property(price, price, fc.integer({ min: 2, max: 12 }), (a, b, most) => {
    const [min, max] = [Math.min(a, b), Math.max(a, b)];
    fc.pre(max > min * 1.0001);
    const slack = (max - min) * 1e-6;
    for (const marks of [evenMarks(min, max, most), logarithmicMarks(min, max, most)]) {
      assert.ok(marks.length <= most + 1, `${marks.length} marks`);
      marks.reduce((before, value) => {
        assert.ok(value > before && value >= min - slack && value <= max + slack);
        return value;
      }, -Infinity);
    }
  }));
});
