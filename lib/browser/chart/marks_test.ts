import assert from "node:assert/strict";
import { drawPriceLabel } from "./marks.ts";
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
