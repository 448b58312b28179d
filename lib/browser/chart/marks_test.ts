import assert from "node:assert/strict";
import { drawEvents, drawPriceLabel } from "./marks.ts";
import type { Frame } from "./frame.ts";

/** A frame that remembers the blocks that are filled. */
function frameWith(y: number): { frame: Frame; blocks: number[][] } {
  const blocks: number[][] = [];
  const ctx = new Proxy({}, {
    get: (_, name) => (...numbers: number[]) => name === "fillRect" && blocks.push(numbers),
    set: () => true,
  });
  const frame = { ctx, ratio: 1, left: 0, width: 600, top: 6, height: 300, colors: {}, y: () => y };
  // What the label has no need of is left out.
  return { frame: frame as unknown as Frame, blocks };
}

Deno.test("Last price - beyond the pane its tag is at the edge, whole", () => {
  for (const y of [-500, 0, 150, 306, 900]) {
    const { frame, blocks } = frameWith(y);
    drawPriceLabel(frame, 1, { text: "1.00", isUp: true });
    const [[, top = NaN, , height = NaN] = []] = blocks;
    assert.ok(top >= 6 && top + height <= 306, `at ${y}: ${top} to ${top + height}`);
  }
});

Deno.test("Events - the marker of the first and of the newest bar is whole, and it is the one before that gives way", () => {
  const boxes: number[][] = [];
  const ctx = new Proxy({}, {
    get: (_, name) => (...numbers: number[]) => name === "rect" && boxes.push(numbers),
    set: () => true,
  });
  const view = { from: -0.5, to: 99.5 };
  const frame = { ctx, ratio: 1, left: 50, width: 600, top: 6, height: 300, colors: {}, view };
  const news = (index: number) => [{ kind: "news", index, date: "2026-07-01", text: "" }];
  const events = new Map([[0, news(0)], [98, news(98)], [99, news(99)]]);
  // What the markers have no need of is left out.
  drawEvents(frame as unknown as Frame, { events } as unknown as Parameters<typeof drawEvents>[1]);
  assert.equal(boxes.length, 2);
  for (const [x = NaN, , width = NaN] of boxes) assert.ok(x >= 50 && x + width <= 650, `${x} and ${width}`);
});
