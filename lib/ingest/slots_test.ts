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

Deno.test("Slots - a six-part expression is refused", () => {
  assert.throws(() => new Slots("*/5 * * * * *"));
});
