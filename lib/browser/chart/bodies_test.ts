import assert from "node:assert/strict";
import { bodiesOf, strokeOf } from "./bodies.ts";

Deno.test("Bodies - rising and falling bars differ in shape at every width on every screen", () => {
  for (const ratio of [1, 1.25, 1.5, 2, 3]) {
    // Bars closer than this are drawn as ranges of several.
    for (let step = 1.5 * ratio; step < 60 * ratio; step += 0.1) {
      for (const share of [1, 0.5]) {
        const { isHollow, rising, falling } = bodiesOf(step, ratio, share);
        const where = `${step} px, ratio ${ratio}, share ${share}: ${rising}, ${falling}`;
        assert.ok(isHollow ? rising >= 3 * strokeOf(ratio) : rising <= falling / 2, where);
        assert.ok(rising >= 1 && falling <= Math.ceil(step), where);
        assert.ok([rising, falling].every(Number.isInteger), where);
      }
    }
  }
});

Deno.test("Bodies - a bar that lacks samples is thinner than one that does not, where there is room", () => {
  for (const step of [4, 6, 10, 30]) {
    const [full, thin] = [bodiesOf(step, 1), bodiesOf(step, 1, 0.5)];
    assert.ok(thin.rising < full.rising && thin.falling < full.falling, `${step} px`);
  }
});
