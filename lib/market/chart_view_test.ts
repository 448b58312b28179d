import assert from "node:assert/strict";
import fc from "fast-check";
import { intervalOf, RANGES, rangeStart } from "./history.ts";
import { clampView, panView, rangeView, viewOver, viewWith, wholeView, zoomView } from "./chart_view.ts";

const count = fc.integer({ min: 1, max: 5_000 });
const position = fc.double({ min: -6_000, max: 6_000, noNaN: true });

Deno.test("Chart view - whatever is done to it, it lies within the bars and shows some", () => {
  fc.assert(fc.property(
    count,
    position,
    position,
    fc.double({ min: 0.01, max: 50, noNaN: true }),
    (count, at, bars, factor) => {
      const start = clampView({ from: at, to: at + 40 }, count);
      for (
        const view of [
          start,
          zoomView(start, factor, at, count),
          panView(start, bars, count),
          viewWith(start, Math.min(count - 1, Math.max(0, Math.round(at))), count),
        ]
      ) {
        assert.ok(view.from >= -0.5 - 1e-6 && view.to <= count - 0.5 + 1e-6, JSON.stringify(view));
        assert.ok(view.to - view.from >= Math.min(8, count) - 1e-6);
      }
    },
  ));
});

Deno.test("Chart view - zoom keeps the bar under the pointer where it is", () => {
  const before = { from: 100, to: 200 };
  const after = zoomView(before, 0.5, 175, 1_000);
  assert.deepEqual(after, { from: 137.5, to: 187.5 });
  assert.deepEqual(zoomView(after, 2, 175, 1_000), before);
});

Deno.test("Chart view - zoomed out as far as it goes it shows all, and stays there", () => {
  const all = zoomView({ from: 10, to: 20 }, 1_000, 15, 300);
  assert.deepEqual(all, wholeView(300));
  assert.deepEqual(zoomView(all, 2, 15, 300), all);
});

Deno.test("Chart view - a bar outside comes in, one inside moves nothing", () => {
  const view = { from: 99.5, to: 149.5 };
  assert.deepEqual(viewWith(view, 120, 1_000), view);
  assert.deepEqual(viewWith(view, 150, 1_000), { from: 100.5, to: 150.5 });
  assert.deepEqual(viewWith(view, 90, 1_000), { from: 89.5, to: 139.5 });
});

Deno.test("Chart view - a range over all bars shows those that begin within it", () => {
  const now = Date.UTC(2026, 10, 20, 20);
  const day = Math.floor(now / 86_400_000) * 86_400_000;
  const times = {
    "1d": Array.from({ length: 3_000 }, (_, i) => (day - i * 86_400_000) / 1000).reverse(),
    "15m": Array.from({ length: 2_000 }, (_, i) => now / 1000 - 7_200 - i * 900).reverse(),
  };
  for (const range of RANGES) {
    const interval = intervalOf(range);
    const time = times[interval];
    const view = rangeView(time, { range, interval, now });
    const start = rangeStart(range, interval === "1d" ? now : now - 7_200_000);
    const own = time.filter((seconds) => seconds * 1000 > start);
    assert.deepEqual(time.slice(Math.ceil(view.from), Math.floor(view.to) + 1), own, range);
  }
});

Deno.test("Chart view - new bars move no one who looks at old ones, and who looks at the newest sees the next", () => {
  const before = [10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120];
  const after = [1, 2, ...before, 130];
  assert.deepEqual(viewOver({ from: -0.5, to: 8.5 }, before, after), { from: 1.5, to: 10.5 });
  assert.deepEqual(viewOver({ from: 2.5, to: 11.5 }, before, after), { from: 5.5, to: 14.5 });
  assert.deepEqual(viewOver(wholeView(0), [], after), wholeView(after.length));
});
