import assert from "node:assert/strict";
import { Slots } from "./slots.ts";

const at = (text: string) => Date.parse(`2026-11-20T${text}Z`);

Deno.test("Slots - the slot of an instant is the quarter hour it lies in, its first millisecond included", () => {
  const slots = new Slots("*/15 * * * *");
  for (
    const [now, previous, next] of [
      ["14:00:00", "14:00:00", "14:15:00"],
      ["14:00:00.001", "14:00:00", "14:15:00"],
      ["14:14:59.999", "14:00:00", "14:15:00"],
      ["23:59:59", "23:45:00", undefined],
    ] as const
  ) {
    assert.equal(slots.previous(at(now)), at(previous), `previous of ${now}`);
    if (next) assert.equal(slots.next(at(now)), at(next), `next of ${now}`);
  }
});

Deno.test("Slots - between lists the slots strictly inside, oldest first, and keeps the newest when there are too many", () => {
  const slots = new Slots("*/15 * * * *");
  assert.deepEqual(slots.between(at("13:00:00"), at("14:00:00"), 100), [
    at("13:15:00"),
    at("13:30:00"),
    at("13:45:00"),
  ]);
  assert.deepEqual(slots.between(at("10:00:00"), at("14:00:00"), 2), [at("13:30:00"), at("13:45:00")]);
  assert.deepEqual(slots.between(at("14:00:00"), at("14:00:00"), 100), []);
});

Deno.test("Slots - between finds every slot of any stretch, whatever the expression", () => {
  for (const expression of ["*/15 * * * *", "*/5 14-20 * * 1-5", "0 0 1 * *"]) {
    const slots = new Slots(expression);
    for (const days of [0.01, 1, 3, 40]) {
      const [from, to] = [at("14:00:00"), at("14:00:00") + days * 86_400_000];
      const walked: number[] = [];
      for (let slot = slots.next(from); slot < to; slot = slots.next(slot)) walked.push(slot);
      assert.deepEqual(slots.between(from, to, Infinity), walked, `${expression} over ${days} days`);
      assert.deepEqual(slots.between(from, to, 5), walked.slice(-5));
    }
  }
});

Deno.test("Slots - a six-part expression is refused", () => {
  assert.throws(() => new Slots("*/5 * * * * *"));
});
