import assert from "node:assert/strict";
import { startRedis, until } from "./_redis_server.ts";
import { connected, ingested, peer, progress, status } from "./_testing.ts";

for (const kind of ["in-process", "redis"] as const) {
  Deno.test(`Bus (${kind}) - delivers in its own process at once, in order, once, with its instance`, async () => {
    await using server = kind === "redis" ? await startRedis() : null;
    await using a = await peer("a", server);
    if (server) await connected(a);
    assert.equal(a.bus.status().kind, kind);
    a.bus.publish("data_ingested", ingested("r1"));
    a.bus.publish("ingest_progress", progress(1));
    assert.deepEqual(a.heard, [
      { channel: "data_ingested", message: { ...ingested("r1"), instance: "a" }, foreign: false },
      { channel: "ingest_progress", message: { ...progress(1), instance: "a" }, foreign: false },
    ]);
    if (server) {
      await using b = await peer("b", server);
      await connected(b);
      // What b says after a's own messages comes after their echo.
      b.bus.publish("data_ingested", ingested("r2"));
      await until(() => a.runs().includes("r2"), "a hears b");
    }
    assert.deepEqual(a.runs(false), ["r1"]);
  });

  Deno.test(`Bus (${kind}) - a listener that throws is logged and costs the others nothing`, async () => {
    await using server = kind === "redis" ? await startRedis() : null;
    await using a = await peer("a", server);
    const stop = a.bus.subscribe("data_ingested", () => {
      throw new Error("broken listener");
    });
    a.bus.subscribe(
      "data_ingested",
      (message) => a.heard.push({ channel: "data_ingested", message, foreign: false }),
    );
    a.bus.publish("data_ingested", ingested("r1"));
    assert.deepEqual(a.runs(), ["r1", "r1"]);
    assert.equal(a.lines.filter((line) => line.includes("broken listener")).length, 1);
    stop();
    a.bus.publish("data_ingested", ingested("r2"));
    assert.equal(a.lines.filter((line) => line.includes("broken listener")).length, 1);
  });

  Deno.test(`Bus (${kind}) - announces a status to its listeners when it says something new`, async () => {
    await using server = kind === "redis" ? await startRedis() : null;
    await using a = await peer("a", server);
    a.bus.announce(status("a"));
    a.bus.announce({ ...status("a"), updated_at: "2026-07-01T12:00:05.000Z" });
    a.bus.announce(status("a", "draining"));
    const states = a.heard.map(({ message }) => "state" in message ? message.state : "");
    assert.deepEqual(states, ["ready", "draining"]);
  });
}
