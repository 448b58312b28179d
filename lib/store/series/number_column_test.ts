import assert from "node:assert/strict";
import fc from "fast-check";
import { NumberColumn } from "./number_column.ts";

const cell = fc.oneof(
  fc.constantFrom(
    NaN,
    0,
    1,
    -1,
    0.1 + 0.2,
    3.2767,
    -3.2768,
    3.2768,
    214_748.3647,
    214_748.3648,
    1e300,
    2 ** 53,
  ),
  fc.integer({ min: -40_000, max: 40_000 }),
  fc.integer({ min: -3_000_000, max: 3_000_000 }).map((value) => value / 10_000),
  fc.double({ noDefaultInfinity: true }).map((value) => value === 0 ? 0 : value),
);

Deno.test("NumberColumn - gives back what was set, to the last bit, however it keeps it", () => {
  fc.assert(fc.property(fc.array(cell), fc.constantFrom(1, 10_000), (values, scale) => {
    const column = new NumberColumn(scale);
    column.resize(values.length);
    for (const [at, value] of values.entries()) column.set(at, value);
    assert.deepEqual(values.map((_, at) => column.get(at)), values);
  }));
});

Deno.test("NumberColumn - filled with many at once it holds the same, from the beginning or from further on", () => {
  fc.assert(fc.property(fc.array(cell), fc.array(cell, { minLength: 1 }), (before, values) => {
    const column = new NumberColumn(10_000);
    column.resize(before.length + values.length);
    const source = Float64Array.from([...before, ...values].reverse());
    const places = Uint32Array.from(source.keys()).reverse();
    column.fill(0, source, places, 0, before.length);
    column.fill(before.length, source, places, before.length, source.length);
    assert.deepEqual([...source.keys()].map((at) => column.get(at)), [...before, ...values]);
  }));
});

Deno.test("NumberColumn - a copy and a pick stay as they are", () => {
  fc.assert(fc.property(fc.array(cell, { minLength: 2 }), cell, (values, other) => {
    const column = new NumberColumn(10_000);
    column.resize(values.length);
    for (const [at, value] of values.entries()) column.set(at, value);
    const [copy, pick] = [column.clone(), column.gather(Uint32Array.of(1, 0))];
    column.set(0, other);
    assert.deepEqual(values.map((_, at) => copy.get(at)), values);
    assert.deepEqual([pick.get(0), pick.get(1)], [values[1], values[0]]);
  }));
});

Deno.test("NumberColumn - prices of four places take four bytes, small counts two", () => {
  const prices = new NumberColumn(10_000);
  prices.resize(1000);
  for (let at = 0; at < 1000; at++) prices.set(at, Math.round((150 + Math.sin(at)) * 10_000) / 10_000);
  assert.equal(prices.bytes, 4000);
  const counts = new NumberColumn(1);
  counts.resize(1000);
  for (let at = 0; at < 1000; at++) counts.set(at, at);
  assert.equal(counts.bytes, 2000);
});
