import assert from "node:assert/strict";
import fc from "fast-check";
import { barLabel, spokenBar } from "@/lib/market/chart_time.ts";
import { wholeView } from "@/lib/market/chart_view.ts";
import { FALL_BOX, fallPath } from "./fall.ts";
import { acrossOf, axisOf, drawLines, type Lines, LINES_HEIGHT, LINES_WIDTH } from "./lines.ts";
import { extremeDay, linesReading, spokenLines, spokenStretch } from "./reading.ts";
import { scatterOf } from "./scatter.ts";
import { spreadApart } from "./spread.ts";
import { tintOf } from "./tint.ts";

const DATE = Array.from({ length: 20 }, (_, i) => `2026-03-${String(i + 1).padStart(2, "0")}`);
const LINES: Lines = {
  symbols: ["UP", "DOWN"],
  slots: [0, 3],
  date: DATE,
  closes: [DATE.map((_, i) => 100 + 10 * i), DATE.map((_, i) => 50 - i)],
};
const WHOLE = wholeView(DATE.length);

function draw(scale: "linear" | "log" = "linear", view = WHOLE) {
  return drawLines(LINES, { axis: axisOf(DATE), view, scale, width: 800 });
}

Deno.test("Lines - all begin at no change on the first day in view, from edge to edge", () => {
  for (const view of [WHOLE, { from: 4.5, to: 14.5 }]) {
    const { lines, zero } = draw("linear", view);
    for (const { path } of lines) {
      const points = path.slice(1).split("L").map((point) => point.split(" ").map(Number));
      assert.deepEqual(points[0], [0, Number(zero.toFixed(1))]);
      assert.equal(points.at(-1)?.[0], LINES_WIDTH);
      assert.ok(points.every(([, y = NaN]) => y >= 0 && y <= LINES_HEIGHT));
    }
  }
  const [up, down] = draw("linear", { from: 4.5, to: 14.5 }).lines;
  assert.ok(Math.abs((up?.changePercent ?? 0) - (240 / 150 - 1) * 100) < 1e-9);
  assert.ok(Math.abs((down?.changePercent ?? 0) - (36 / 45 - 1) * 100) < 1e-9);
  assert.equal(down?.slot, 3);
});

Deno.test("Lines - on a logarithmic scale the same ratio is the same height wherever it is", () => {
  const { top } = draw("log");
  assert.ok(Math.abs((top(1) - top(1.5)) - (top(2) - top(3))) < 1e-9);
  const linear = draw("linear").top;
  assert.ok(Math.abs((linear(1) - linear(1.5)) - (linear(2) - linear(3))) > 1);
});

Deno.test("Lines - marks are round percentages, and no change is among them", () => {
  assert.deepEqual(draw("linear").marks.map(({ label }) => label), [
    "0\u202f%",
    "+50\u202f%",
    "+100\u202f%",
    "+150\u202f%",
  ]);
  const log = draw("log").marks;
  assert.ok(log.some(({ value }) => Math.abs(value - 1) < 1e-9));
  assert.ok(log.every(({ top }) => top >= 0 && top <= LINES_HEIGHT));
});

Deno.test("Lines - the first day in view stands at the left edge, the last at the right one", () => {
  assert.deepEqual([acrossOf(0, WHOLE, 20), acrossOf(19, WHOLE, 20)], [0, 1]);
  assert.deepEqual([acrossOf(5, { from: 4.5, to: 14.5 }, 20), acrossOf(14, { from: 4.5, to: 14.5 }, 20)], [
    0,
    1,
  ]);
});

Deno.test("Lines - where nothing moved they still have a scale", () => {
  const still = { ...LINES, closes: [DATE.map(() => 5), DATE.map(() => 7)] };
  const { lines, zero } = drawLines(still, { axis: axisOf(DATE), view: WHOLE, scale: "log", width: 300 });
  assert.ok(zero > 0 && zero < LINES_HEIGHT);
  assert.ok(lines.every(({ path }) => !path.includes("NaN")));
});

Deno.test("Labels - stay in order and apart, within the height, and where they would be if they can", () => {
  assert.deepEqual(spreadApart([10, 100], 16, 8, 352), [10, 100]);
  assert.deepEqual(spreadApart([100, 100, 100], 16, 8, 352), [84, 100, 116]);
  assert.deepEqual(spreadApart([350, 352], 16, 8, 352), [336, 352]);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 360 }), { maxLength: 12 }), (places) => {
      const found = spreadApart(places, 16, 8, 352);
      const order = places.map((_, i) => i).sort((a, b) => (places[a] ?? 0) - (places[b] ?? 0) || a - b);
      const sorted = order.map((i) => found[i] ?? NaN);
      assert.ok(sorted.every((place) => place >= 8 - 1e-9 && place <= 352 + 1e-9), `${found}`);
      assert.ok(sorted.slice(1).every((place, i) => place - (sorted[i] ?? 0) >= 16 - 1e-9), `${found}`);
    }),
    { numRuns: 300 },
  );
});

Deno.test("Reading - a day is told with the changes since the first in view, best first, or of one alone", () => {
  const day = spokenBar(Date.parse("2026-03-11") / 1000, "1d");
  const all = spokenLines(LINES, WHOLE, 10, null);
  assert.equal(all, `${day}: UP up 100.00\u202f%, DOWN down 20.00\u202f%`);
  assert.equal(spokenLines(LINES, WHOLE, 10, "DOWN"), `${day}: DOWN down 20.00\u202f%`);
  assert.equal(spokenLines(LINES, WHOLE, 99, null), "");
  const [from, to] = ["2026-03-01", "2026-03-20"].map((date) => barLabel(Date.parse(date) / 1000, "1d"));
  assert.ok(spokenStretch(LINES, WHOLE).startsWith(`Change from ${from} to ${to}, 20 days. `));
  assert.equal(linesReading(LINES, { from: 9.5, to: 14.5 }, 10)?.values[0]?.changePercent, 0);
  assert.equal(linesReading(LINES, WHOLE, -1), null);
});

Deno.test("Reading - the highest and lowest day in view are of the line that is picked", () => {
  const view = { from: 4.5, to: 14.5 };
  assert.equal(extremeDay(LINES, view, "UP", "high"), 14);
  assert.equal(extremeDay(LINES, view, "DOWN", "high"), 5);
  assert.equal(extremeDay(LINES, view, null, "low"), 5);
});

Deno.test("Scatter - dots lie within, in the order of their figures, names apart", () => {
  const dots = [[20, -30], [20, -31], [60, 90]].map(([volatilityPercent = 0, returnPercent = 0], slot) => (
    { symbol: `S${slot}`, slot, volatilityPercent, returnPercent }
  ));
  const { dots: placed, zero } = scatterOf(dots);
  const [a, b, c] = placed;
  assert.ok(a && b && c);
  assert.ok(a.across === b.across && c.across > a.across && c.across < 1);
  assert.ok(c.top < zero && zero < a.top && a.top < b.top);
  assert.ok(b.label - a.label >= 15);
  assert.deepEqual(placed.map(({ isLeft }) => isLeft), [false, false, true]);
});

Deno.test("Drawdown - hangs from the top, on one scale, and what never fell is a line", () => {
  const { width, height } = FALL_BOX;
  assert.equal(fallPath([100, 50, 100], -0.5), `M0 0L0 0L${width / 2} ${height}L${width} 0L${width} 0Z`);
  assert.equal(fallPath([100, 75, 100], -0.5), `M0 0L0 0L${width / 2} ${height / 2}L${width} 0L${width} 0Z`);
  assert.equal(fallPath([1, 2], 0), `M0 0L0 0L${width} 0L${width} 0Z`);
});

Deno.test("Tint - says sign and strength, and nothing of what is not known", () => {
  const tints = [1, 0.75, 0.5, 0.25, 0.1, 0, -0.1, -0.3, -0.6, -0.9, null].map(tintOf);
  assert.deepEqual(tints, [
    "plus-3",
    "plus-3",
    "plus-2",
    "plus-1",
    "none",
    "none",
    "none",
    "minus-1",
    "minus-2",
    "minus-3",
    "none",
  ]);
});
