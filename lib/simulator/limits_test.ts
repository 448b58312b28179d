import assert from "node:assert/strict";
import { Limits } from "./limits.ts";

const NOW = Date.parse("2026-11-20T17:00Z");

Deno.test("limits - a call past the minute's window is refused, with the time at which one is free", () => {
  const limits = new Limits(3, 30);
  for (const second of [0, 10, 20]) assert.equal(limits.admit(NOW + second * 1000).allowed, true);
  const refused = limits.admit(NOW + 30_000);
  assert.equal(refused.allowed, false);
  assert.deepEqual(refused.headers, {
    "x-ratelimit-limit": "3",
    "x-ratelimit-remaining": "0",
    "x-ratelimit-reset": String(NOW / 1000 + 60),
  });
  assert.equal(limits.admit(NOW + 59_999).allowed, false);
  assert.equal(limits.admit(NOW + 60_000).allowed, true);
  assert.equal(limits.admit(NOW + 60_001).allowed, false);
});

Deno.test("limits - a burst past the second's window is refused though the minute has room", () => {
  const limits = new Limits(60, 2);
  assert.equal(limits.admit(NOW + 500).allowed, true);
  assert.equal(limits.admit(NOW + 900).allowed, true);
  const refused = limits.admit(NOW + 1400);
  assert.equal(refused.allowed, false);
  assert.equal(refused.headers["x-ratelimit-reset"], String(NOW / 1000 + 2));
  assert.equal(limits.admit(NOW + 1500).allowed, true);
});

Deno.test("limits - the headers count down", () => {
  const limits = new Limits(60, 30);
  const left = [0, 1, 2].map((each) => limits.admit(NOW + each).headers["x-ratelimit-remaining"]);
  assert.deepEqual(left, ["59", "58", "57"]);
});
