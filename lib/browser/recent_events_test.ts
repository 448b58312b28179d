import assert from "node:assert/strict";
import type { StreamEvent } from "./event_stream.ts";
import { RecentEvents } from "./recent_events.ts";

const event = (id: string, name: StreamEvent["name"] = "quote"): StreamEvent => ({ name, id, data: "{}" });
const idsAfter = (recent: RecentEvents, id: string) => recent.after(id)?.map((each) => each.id) ?? null;

Deno.test("RecentEvents - gives what came after an id, or says that it cannot", () => {
  const recent = new RecentEvents("a-4", 3);
  for (const id of ["a-5", "a-6", "a-7", "a-8"]) recent.push(event(id));
  assert.equal(recent.position, "a-8");
  const cases: [from: string, expected: string[] | null][] = [
    ["a-8", []],
    ["a-7", ["a-8"]],
    ["a-5", ["a-6", "a-7", "a-8"]],
    ["a-4", null],
    ["a-9", []],
    ["b-7", null],
  ];
  for (const [from, expected] of cases) assert.deepEqual(idsAfter(recent, from), expected, from);
});

Deno.test("RecentEvents - a stream that has just begun knows nothing of what came before", () => {
  const recent = new RecentEvents("a-4", 3);
  assert.deepEqual(idsAfter(recent, "a-4"), []);
  assert.equal(idsAfter(recent, "a-3"), null);
});

Deno.test("RecentEvents - nothing from before a reset or a hole is given to anyone", () => {
  const recent = new RecentEvents("a-4", 3);
  recent.push(event("a-5"));
  recent.push(event("b-0", "reset"));
  assert.equal(idsAfter(recent, "a-4"), null);
  assert.deepEqual(idsAfter(recent, "b-0"), []);
  recent.push(event("b-1"));
  assert.deepEqual(idsAfter(recent, "b-0"), ["b-1"]);
  recent.push(event("b-5"));
  assert.equal(idsAfter(recent, "b-1"), null);
  assert.deepEqual(idsAfter(recent, "b-4"), ["b-5"]);
});
