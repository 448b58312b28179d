import assert from "node:assert/strict";
import { freePort, startRedis, until } from "./_redis_server.ts";
import { AT, connected, ingested, peer, progress, status } from "./_testing.ts";

Deno.test("RedisBus - carries messages between processes, as the plain JSON of the design", async () => {
  await using server = await startRedis();
  await using a = await peer("a", server);
  await using b = await peer("b", server);
  await connected(a, b);
  a.bus.publish("data_ingested", ingested("r1"));
  a.bus.publish("ingest_progress", progress(3));
  a.bus.announce(status("a"));
  await until(() => b.heard.length >= 3, "b hears three messages");
  assert.deepEqual(b.heard.map(({ channel, foreign }) => [channel, foreign]), [
    ["data_ingested", true],
    ["ingest_progress", true],
    ["service_status", true],
  ]);
  assert.deepEqual(b.heard[0]?.message, { ...ingested("r1"), instance: "a" });
  assert.equal(b.bus.status().received, 3);
  const stream = await server.cli("--json", "xrange", "quarterhour:events", "-", "+");
  const entries: [string, string[]][] = JSON.parse(stream);
  assert.deepEqual(entries.map(([, fields]) => fields[1]), ["data_ingested", "service_status"]);
  const [, [channel, , name, text = ""] = []] = entries[0] ?? ["", []];
  assert.deepEqual([channel, name, JSON.parse(text)], ["channel", "message", {
    ...ingested("r1"),
    instance: "a",
  }]);
});

Deno.test("RedisBus - a message from redis-cli, without an instance, is foreign; rubbish is counted", async () => {
  await using server = await startRedis();
  await using a = await peer("a", server);
  await connected(a);
  const file = ingested("r").files[0];
  const rubbish = [
    "{",
    "null",
    "[]",
    '"data"',
    "1e999",
    JSON.stringify({ ...ingested("r"), status: "splendid" }),
    JSON.stringify({ ...ingested("r"), slot: "noon" }),
    JSON.stringify({ ...ingested("r"), files: [{ ...file, path: "../../etc/passwd" }] }),
    JSON.stringify({ ...ingested("r"), files: [{ ...file, path: "/etc/passwd" }] }),
    JSON.stringify({ ...ingested("r"), files: [{ ...file, rows: -1 }] }),
  ];
  for (const text of rubbish) await server.cli("publish", "data_ingested", text);
  await server.cli("publish", "data_ingested", JSON.stringify({ ...ingested("r7"), extra: 1 }));
  await server.cli("publish", "data_ingested", JSON.stringify({ ...ingested("r7"), extra: 1 }));
  await until(() => a.runs().length === 2, "a hears both of the same text");
  assert.deepEqual(a.heard[0], { channel: "data_ingested", message: ingested("r7"), foreign: true });
  assert.equal(a.bus.status().malformed, rubbish.length);
  assert.equal(a.lines.filter((line) => line.includes('"level":"WARNING"')).length, rubbish.length);
});

Deno.test("RedisBus - keeps a status hash of texts that goes away 15 s after its process, or with close", async () => {
  await using server = await startRedis();
  const a = await peer("a:1", server);
  a.bus.announce(status("a:1"));
  await connected(a);
  await until(async () => (await server.cli("exists", "service:all:a:1")) === "1", "the hash is there");
  const fields: Record<string, string> = JSON.parse(
    await server.cli("--json", "-3", "hgetall", "service:all:a:1"),
  );
  assert.deepEqual({ ...fields, updated_at: AT }, { ...status("a:1"), redis: "connected" });
  assert.notEqual(fields.updated_at, AT);
  assert.match(await server.cli("ttl", "service:all:a:1"), /^1[345]$/);
  // It is renewed without a further announcement.
  await until(
    async () => (await server.cli("hget", "service:all:a:1", "updated_at")) !== fields.updated_at,
    "the hash is renewed",
  );
  assert.match(await server.cli("ttl", "service:all:a:1"), /^1[345]$/);
  await a.bus.close();
  assert.equal(await server.cli("exists", "service:all:a:1"), "0");
});

Deno.test("RedisBus - with Redis absent at start delivers at home, connects when it comes, sends what waited", async () => {
  const port = freePort();
  await using a = await peer("a", { port });
  a.bus.announce(status("a"));
  for (let i = 0; i < 150; i++) a.bus.publish("data_ingested", ingested(`r${i}`));
  a.bus.publish("ingest_progress", progress(1));
  assert.equal(a.runs(false).length, 150);
  await until(() => a.bus.status().lastError !== "", "the failure is told");
  assert.match(a.bus.status().lastError, /refused/i);
  assert.deepEqual([a.bus.status().connected, a.bus.status().unsent], [false, 152]);
  await using server = await startRedis({ port });
  await using b = await peer("b", server);
  await connected(a, b);
  await until(() => b.runs(true).length >= 100, "b hears what waited");
  // The newest hundred letters went out; b had each once, over the channel or, what went before it listened, from the
  // stream: which of the two came first is chance.
  const number = (run: string) => Number(run.slice(1));
  assert.deepEqual(
    b.runs(true).toSorted((one, other) => number(one) - number(other)),
    Array.from({ length: 100 }, (_, i) => `r${i + 50}`),
  );
  await until(() => a.bus.status().unsent === 52, "nothing waits any more");
  assert.equal(await server.cli("hget", "service:all:a", "state"), "ready");
});

Deno.test("RedisBus - Redis dies and comes back: nothing is lost, subscriptions and status are there again", async () => {
  await using server = await startRedis();
  await using a = await peer("a", server);
  await using b = await peer("b", server);
  a.bus.announce(status("a"));
  await connected(a, b);
  await server.kill();
  await until(() => !a.bus.status().connected && !b.bus.status().connected, "the loss is noticed", 2_000);
  a.bus.publish("data_ingested", ingested("while away"));
  assert.deepEqual(a.runs(false), ["while away"]);
  await server.restart();
  const restarted = performance.now();
  await connected(a, b);
  assert.ok(performance.now() - restarted < 6_000, "reconnection is tried at least every 5 s");
  await until(() => b.runs(true).length > 0, "b hears what a said while Redis was away");
  await until(async () => (await server.cli("exists", "service:all:a")) === "1", "the status is back");
  a.bus.publish("data_ingested", ingested("after"));
  await until(() => b.runs(true).includes("after"), "b hears a again");
  assert.deepEqual(b.runs(true), ["while away", "after"]);
  assert.deepEqual([a.bus.status().reconnects, a.bus.status().unsent], [1, 0]);
});

Deno.test("RedisBus - a process that was cut off reads in the stream what the others said meanwhile", async () => {
  await using server = await startRedis();
  await using a = await peer("a", server);
  await using b = await peer("b", server);
  await connected(a, b);
  a.bus.publish("data_ingested", ingested("before"));
  await until(() => b.runs().includes("before"), "b hears a");
  await server.cli("client", "kill", "type", "pubsub");
  const text = JSON.stringify(ingested("meanwhile"));
  await server.cli("xadd", "quarterhour:events", "*", "channel", "data_ingested", "message", text);
  await until(() => a.runs(true).length > 0 && b.runs(true).length > 1, "both catch up");
  assert.deepEqual([a.runs(true), b.runs(true)], [["meanwhile"], ["before", "meanwhile"]]);
});

Deno.test("RedisBus - a Redis that hangs holds up neither publish nor close, and is noticed", async () => {
  await using server = await startRedis();
  const a = await peer("a", server);
  const b = await peer("b", server);
  a.bus.announce(status("a"));
  await connected(a, b);
  server.suspend();
  for (let i = 0; i < 2_000; i++) a.bus.publish("ingest_progress", progress(i));
  a.bus.publish("data_ingested", ingested("hanging"));
  assert.deepEqual(a.runs(false), ["hanging"]);
  const closing = performance.now();
  await b.bus.close();
  assert.ok(performance.now() - closing < 10_000, `close took ${performance.now() - closing} ms`);
  await until(() => !a.bus.status().connected, "the hang is noticed", 9_000);
  assert.match(a.bus.status().lastError, /no answer within|queue is full/);
  const again = performance.now();
  await a.bus.close();
  assert.ok(performance.now() - again < 10_000, `close took ${performance.now() - again} ms`);
  server.resume();
});

Deno.test("RedisBus - what was said while Redis hung is sent when it goes on", async () => {
  await using server = await startRedis();
  await using a = await peer("a", server);
  await using b = await peer("b", server);
  await connected(a, b);
  server.suspend();
  a.bus.publish("data_ingested", ingested("hanging"));
  await until(() => !a.bus.status().connected, "the hang is noticed", 9_000);
  server.resume();
  await connected(a, b);
  await until(() => b.runs(true).includes("hanging"), "b hears it");
});

Deno.test("RedisBus - user and password work; a wrong password is told without the password", async () => {
  const password = 'pä"ss %w/rd+1';
  await using server = await startRedis({ args: ["--requirepass", password] });
  await server.cli("acl", "setuser", "app", "on", `>${password}`, "~*", "&*", "+@all");
  await using right = await peer("a", server, { password });
  await using named = await peer("b", server, { username: "app", password });
  await using none = await peer("c", server);
  await using wrong = await peer("d", server, { password: "wrong-password" });
  await connected(right, named);
  await until(
    () => none.bus.status().lastError !== "" && wrong.bus.status().lastError !== "",
    "both are refused",
  );
  assert.match(none.bus.status().lastError, /NOAUTH/);
  assert.match(wrong.bus.status().lastError, /WRONGPASS/);
  for (const { lines, bus } of [right, named, wrong]) {
    const told = [...lines, JSON.stringify(bus.status())].join("\n");
    assert.ok(!told.includes("wrong-password") && !told.includes("ss %w"), told);
  }
});

Deno.test("RedisBus - a server that refuses commands (full, or a tight ACL) is told and keeps its connection", async () => {
  await using server = await startRedis();
  await using a = await peer("a", server);
  await connected(a);
  a.bus.announce(status("a"));
  await server.cli("config", "set", "maxmemory", "1");
  a.bus.publish("data_ingested", ingested("r1"));
  await until(() => a.bus.status().unsent > 0, "the refusal is counted");
  assert.match(a.bus.status().lastError, /OOM|EXECABORT/);
  assert.deepEqual([a.bus.status().connected, a.bus.status().reconnects], [true, 0]);
});

Deno.test("RedisBus - the stream stays short", async () => {
  await using server = await startRedis();
  await using a = await peer("a", server);
  await connected(a);
  // In parts, each waited for: more at once than may wait for an answer would be refused.
  for (let i = 0; i < 3_000; i += 400) {
    for (let j = 0; j < 400; j++) a.bus.publish("data_ingested", ingested(`r${i + j}`));
    const newest = () => server.cli("xrevrange", "quarterhour:events", "+", "-", "count", "1");
    await until(async () => (await newest()).includes(`r${i + 399}`), "the part is in the stream");
  }
  const length = Number(await server.cli("xlen", "quarterhour:events"));
  assert.ok(length >= 1_000 && length < 1_200, `${length} entries`);
});
