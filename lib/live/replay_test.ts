import assert from "node:assert/strict";
import fc from "fast-check";
import { LiveHub } from "./mod.ts";
import { serve, StreamClient } from "./_testing.ts";

/** What may happen to a page; `read` takes some of what is there, so that a connection breaks anywhere. */
type Step = { readonly do: "publish" | "read"; readonly count: number } | {
  readonly do: "connect" | "leave" | "restart";
};

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant("publish" as const), count: fc.integer({ min: 1, max: 12 }) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant("read" as const), count: fc.integer({ min: 1, max: 12 }) }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom("connect" as const, "leave" as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("restart" as const) }) },
);

Deno.test("LiveHub - however publishing, leaving, returning and restarting mix, a page ends as a fresh one", async () => {
  // The truth counts events; the page's snapshot is the count, and each event must be the next number.
  let truth = 0;
  let epoch = 0;
  const newHub = () =>
    new LiveHub({
      now: Date.now,
      random: Math.random,
      epoch: `e${++epoch}`,
      snapshot: () => truth,
      keptEvents: 8,
      maxWaitingEvents: 10,
    });
  let hub = newHub();
  await using server = serve(() => hub);
  const resets: Record<string, number> = {};

  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      let shown = truth;
      const client = new StreamClient();
      client.lastId = hub.lastId();

      const connect = async () => {
        const headers = { "last-event-id": client.lastId ?? "" };
        client.open(await fetch(server.url, { headers }));
      };
      const readOne = async () => {
        const block = await client.next();
        if (block?.event === "quote") {
          const value = Number(block.data);
          assert.equal(value, shown + 1, `after ${shown} came ${value}: a gap or a duplicate`);
          shown = value;
        } else if (block?.event === "reset") {
          const reset = JSON.parse(block.data ?? "");
          assert.equal(reset.id, block.id);
          assert.ok(reset.snapshot >= shown, "a reset never leads back");
          shown = reset.snapshot;
          resets[reset.reason] = (resets[reset.reason] ?? 0) + 1;
        }
      };

      for (const action of steps) {
        switch (action.do) {
          case "publish":
            for (let i = 0; i < action.count; i++) hub.publish("quote", ++truth);
            break;
          case "read":
            for (let i = 0; i < action.count && client.isOpen && client.lastId !== hub.lastId(); i++) {
              await readOne();
            }
            break;
          case "connect":
            if (!client.isOpen) await connect();
            break;
          case "leave":
            await client.close();
            break;
          case "restart": {
            const before = hub;
            hub = newHub();
            await before.drain();
            break;
          }
        }
      }
      while (client.lastId !== hub.lastId()) {
        if (!client.isOpen) await connect();
        await readOne();
      }
      assert.equal(shown, truth);
      await client.close();
    }),
    { numRuns: 500 },
  );
  // The property says little if the paths that matter were not walked.
  assert.deepEqual(Object.keys(resets).sort(), ["other_epoch", "too_old"]);
});
