import assert from "node:assert/strict";
import fc from "fast-check";
import type { StreamEvent } from "./event_stream.ts";
import { Reader } from "./reader.ts";

const event = (id: string, name: StreamEvent["name"] = "quote"): StreamEvent => ({ name, id, data: "{}" });

/** A reader whose snapshots come when the test says so. */
function readerAt(from: string) {
  const seen: string[] = [];
  const stale: boolean[] = [];
  const asked: PromiseWithResolvers<StreamEvent>[] = [];
  const slept: number[] = [];
  const reader = new Reader({
    from,
    onEvent: ({ name, id }) => seen.push(name === "reset" ? `reset ${id}` : id),
    onStale: (value) => stale.push(value),
    fetchSnapshot: () => {
      const request = Promise.withResolvers<StreamEvent>();
      asked.push(request);
      return request.promise;
    },
    sleep: (ms) => {
      slept.push(ms);
      return Promise.resolve();
    },
  });
  /** Answers the oldest request that is open. */
  const settle = async (outcome: string | Error) => {
    const request = asked.shift();
    assert.ok(request, "no snapshot was asked for");
    if (outcome instanceof Error) request.reject(outcome);
    else request.resolve(event(outcome, "reset"));
    for (let turn = 0; turn < 10; turn++) await Promise.resolve();
  };
  return { reader, seen, stale, asked, slept, settle };
}

Deno.test("Reader - each event once and in order, whoever passes it how often", () => {
  const { reader, seen, asked } = readerAt("a-1");
  for (const id of ["a-1", "a-2", "a-2", "a-3", "a-1", "a-3", "a-4"]) reader.take(event(id));
  assert.deepEqual(seen, ["a-2", "a-3", "a-4"]);
  assert.equal(asked.length, 0);
  assert.equal(reader.position, "a-4");
});

Deno.test("Reader - a missing event is replaced by a snapshot, what came meanwhile follows it", async () => {
  const { reader, seen, asked, settle, stale } = readerAt("a-1");
  for (const id of ["a-3", "a-4", "a-5", "a-6"]) reader.take(event(id));
  assert.deepEqual(seen, []);
  assert.equal(asked.length, 1);
  await settle("a-4");
  assert.deepEqual(seen, ["reset a-4", "a-5", "a-6"]);
  assert.equal(reader.position, "a-6");
  assert.ok(!stale.includes(true));
});

Deno.test("Reader - a snapshot that cannot be had is asked for again, and the page says it is behind", async () => {
  const { reader, seen, settle, stale, slept } = readerAt("a-1");
  reader.take(event("a-3"));
  await settle(new Error("status 503"));
  await settle(new Error("status 503"));
  assert.deepEqual(stale, [true, true]);
  assert.deepEqual(slept, [500, 1_000]);
  await settle("a-3");
  assert.deepEqual(seen, ["reset a-3"]);
  assert.equal(stale.at(-1), false);
});

Deno.test("Reader - a reset while a snapshot is on its way wins: the older snapshot is dropped", async () => {
  const { reader, seen, settle } = readerAt("a-1");
  reader.take(event("a-9"));
  reader.take(event("b-2", "reset"));
  reader.take(event("b-3"));
  await settle("a-9");
  assert.deepEqual(seen, ["reset b-2", "b-3"]);
  assert.equal(reader.position, "b-3");
});

Deno.test("Reader - goes on with a stream of another process than the one that gave the page", async () => {
  const { reader, seen, settle, asked } = readerAt("page-7");
  reader.take(event("stream-40"));
  reader.take(event("stream-41"));
  await settle("page-9");
  assert.deepEqual(seen, ["reset page-9", "stream-40", "stream-41"]);
  reader.take(event("stream-42"));
  assert.equal(seen.at(-1), "stream-42");
  assert.equal(asked.length, 0);
});

Deno.test("Reader - knows when it is behind, and catches up without waiting for the next event", async () => {
  const { reader, seen, settle } = readerAt("a-3");
  assert.ok(!reader.isBehind("a-3"));
  assert.ok(!reader.isBehind("a-2"));
  assert.ok(reader.isBehind("a-4"));
  assert.ok(reader.isBehind("b-1"));
  reader.catchUp("b-1");
  assert.ok(!reader.isBehind("b-1"), "it is on its way");
  await settle("b-4");
  assert.deepEqual(seen, ["reset b-4"]);
  assert.ok(!reader.isBehind("b-4"));
});

Deno.test("Reader - whatever is lost and repeated, the end is the stream's end and nothing goes backwards", async () => {
  await fc.assert(fc.asyncProperty(
    fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 60 }),
    fc.array(fc.nat(3), { maxLength: 60 }),
    async (heard, delays) => {
      const { reader, seen, asked, settle } = readerAt("a-0");
      let newest = 0;
      for (const [i, sequence] of heard.entries()) {
        newest = Math.max(newest, sequence);
        reader.take(event(`a-${sequence}`));
        if (delays[i] === 0 && asked.length > 0) await settle(`a-${newest}`);
      }
      while (asked.length > 0) await settle(`a-${newest}`);
      assert.equal(reader.position, `a-${newest}`);
      const sequences = seen.map((id) => Number(id.split("-")[1]));
      sequences.forEach((sequence, i) => {
        assert.ok(sequence > (sequences[i - 1] ?? 0), seen.join(" "));
        if (!seen[i]?.startsWith("reset")) {
          assert.equal(sequence, (sequences[i - 1] ?? 0) + 1, seen.join(" "));
        }
      });
    },
  ));
});
