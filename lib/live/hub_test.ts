import assert from "node:assert/strict";
import { LiveHub, type LiveHubOptions } from "./mod.ts";
import { ManualTime, serve, StreamClient, until } from "./_testing.ts";

function hubOf(options: Partial<LiveHubOptions> = {}): LiveHub {
  return new LiveHub({
    now: Date.now,
    random: () => 0.5,
    epoch: "e1",
    snapshot: () => ({ all: "now" }),
    ...options,
  });
}

function get(id: string | null = null, from: string | null = null): Request {
  const headers: HeadersInit = id === null ? {} : { "last-event-id": id };
  return new Request(
    `http://a.example/api/events${from === null ? "" : `?from=${encodeURIComponent(from)}`}`,
    {
      headers,
    },
  );
}

/** What a response holds by now, without waiting for more. */
async function readNow(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  let text = "";
  for (;;) {
    const chunk = await Promise.race([
      reader?.read(),
      new Promise<null>((resolve) => setTimeout(resolve, 5, null)),
    ]);
    if (!chunk?.value) break;
    text += new TextDecoder().decode(chunk.value);
  }
  reader?.releaseLock();
  return text;
}

Deno.test("LiveHub - answers with an event stream that nothing on the way stores, compresses or holds back", async () => {
  const hub = hubOf();
  await using server = serve(() => hub);
  const response = await fetch(server.url, { headers: { "accept-encoding": "gzip, br" } });
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("content-type"), "text/event-stream");
  assert.match(response.headers.get("cache-control") ?? "", /^no-store\b/);
  assert.equal(response.headers.get("x-accel-buffering"), "no");
  assert.equal(response.headers.get("content-encoding"), null);
  const client = new StreamClient();
  client.open(response);
  assert.equal((await client.next())?.retry, "3000");
  hub.publish("quote", { symbol: "AAPL", note: "line\nbreak\u2028" });
  const block = await client.next();
  assert.deepEqual([block?.event, block?.id], ["quote", "e1-1"]);
  assert.deepEqual(JSON.parse(block?.data ?? ""), { symbol: "AAPL", note: "line\nbreak\u2028" });
  await client.close();
});

Deno.test("LiveHub - writes the bytes of the event stream format", async () => {
  const hub = hubOf();
  hub.publish("data_ingested", { run_id: "r1" });
  hub.publish("quote", [1]);
  assert.equal(
    await readNow(hub.connect(get("e1-0"))),
    'retry: 3000\n\nevent: data_ingested\nid: e1-1\ndata: {"run_id":"r1"}\n\nevent: quote\nid: e1-2\ndata: [1]\n\n',
  );
  assert.equal(await readNow(hub.connect(get("e1-2"))), "retry: 3000\n\n", "who is up to date gets nothing");
  assert.equal(await readNow(hub.connect(get())), "retry: 3000\nid: e1-2\n\n", "who is new learns the id");
  await hub.drain();
});

Deno.test("LiveHub - Last-Event-ID goes before ?from=, which EventSource keeps from its first request", async () => {
  const hub = hubOf();
  for (let i = 0; i < 3; i++) hub.publish("quote", i);
  assert.match(await readNow(hub.connect(get(null, "e1-2"))), /^retry: 3000\n\nevent: quote\nid: e1-3\n/);
  assert.match(await readNow(hub.connect(get("e1-3", "e1-0"))), /^retry: 3000\n\n$/);
  await hub.drain();
});

const RESETS: readonly [string, string, string][] = [
  ["garbage", "<script>", "malformed"],
  ["an id without a sequence", "e1-", "malformed"],
  ["a negative sequence", "e1--1", "other_epoch"],
  ["a sequence beyond numbers", "e1-99999999999999999999", "malformed"],
  ["another epoch", "e0-2", "other_epoch"],
  ["an id that was never given", "e1-7", "ahead"],
  ["an id too old", "e1-1", "too_old"],
];

for (const [what, id, reason] of RESETS) {
  Deno.test(`LiveHub - resets a client that comes with ${what}`, async () => {
    let seen = 0;
    const hub = hubOf({ keptEvents: 4, snapshot: () => ({ seen }) });
    for (seen = 1; seen <= 6; seen++) hub.publish("quote", seen);
    seen = 6;
    for (const request of [get(id), get(null, id)]) {
      assert.equal(
        await readNow(hub.connect(request)),
        `retry: 3000\n\nevent: reset\nid: e1-6\ndata: {"reason":"${reason}","id":"e1-6","snapshot":{"seen":6}}\n\n`,
      );
    }
    assert.equal(hub.status().resets, 2);
    assert.doesNotMatch(
      await readNow(hub.connect(get("e1-2"))),
      /reset/,
      "the oldest id that is kept replays",
    );
    await hub.drain();
  });
}

Deno.test("LiveHub - resets who would have to read more than 256 KiB", async () => {
  const hub = hubOf();
  for (let i = 0; i < 30; i++) hub.publish("quote", "x".repeat(10_000));
  assert.match(await readNow(hub.connect(get("e1-0"))), /"reason":"too_much"/);
  await hub.drain();
});

Deno.test("LiveHub - takes a snapshot once for those who come together, and anew after every event", async () => {
  const time = new ManualTime();
  let taken = 0;
  const hub = hubOf({ now: () => time.now, timers: time, snapshot: () => ++taken });
  for (let i = 0; i < 10; i++) hub.connect(get("other-1"));
  assert.equal(taken, 1);
  hub.publish("quote", 1);
  hub.connect(get("other-1"));
  assert.equal(taken, 2);
  time.advance(1_500);
  hub.connect(get("other-1"));
  assert.equal(taken, 3);
  await hub.drain();
});

Deno.test("LiveHub - encodes an event once, whoever listens", async () => {
  const hub = hubOf();
  const readers = [hub.connect(get()), hub.connect(get())].map((response) => response.body?.getReader());
  for (const reader of readers) await reader?.read();
  hub.publish("quote", 1);
  const [a, b] = await Promise.all(readers.map(async (reader) => (await reader?.read())?.value));
  assert.ok(a instanceof Uint8Array && a === b);
  await hub.drain();
});

for (
  const [limit, data, count] of [["64 events", "x", 64], [
    "256 KiB",
    "x".repeat(64 * 1_024 - 100),
    4,
  ]] as const
) {
  Deno.test(`LiveHub - cuts a client that leaves more than ${limit} unread`, async () => {
    const hub = hubOf();
    const response = hub.connect(get());
    for (let i = 0; i < count; i++) hub.publish("quote", data);
    assert.deepEqual([hub.status().streams, hub.status().dropped], [1, 0]);
    hub.publish("quote", data);
    assert.deepEqual([hub.status().streams, hub.status().dropped], [0, 1]);
    assert.equal(await response.text(), "retry: 3000\nid: e1-0\n\n", "what waited is freed");
    // It comes again with the id that it had, and misses nothing.
    assert.match(await readNow(hub.connect(get("e1-0"))), /reset|id: e1-1\n/);
    await hub.drain();
  });
}

Deno.test("LiveHub - a client that stalls on its socket is cut, the others miss nothing", async () => {
  const hub = hubOf();
  await using server = serve(() => hub);
  const stalled = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
  await stalled.write(new TextEncoder().encode("GET / HTTP/1.1\r\nhost: a\r\n\r\n"));
  const client = new StreamClient();
  client.open(await fetch(server.url));
  await client.next();
  await until(() => hub.status().streams === 2, "both are connected");
  const data = "x".repeat(50_000);
  let published = 0;
  while (hub.status().dropped === 0 && published < 2_000) {
    hub.publish("quote", data);
    published++;
    assert.equal((await client.next())?.id, `e1-${published}`);
  }
  assert.deepEqual([hub.status().dropped, hub.status().streams], [1, 1]);
  stalled.close();
  await client.close();
});

Deno.test("LiveHub - a client that went away without a word is noticed by the heartbeat and freed", async () => {
  const hub = hubOf({ heartbeatMs: 20 });
  await using server = serve(() => hub);
  for (let i = 0; i < 20; i++) {
    const connection = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
    await connection.write(new TextEncoder().encode("GET / HTTP/1.1\r\nhost: a\r\n\r\n"));
    await connection.read(new Uint8Array(1_000));
    connection.close();
  }
  await until(() => hub.status().streams === 0, "all streams are freed");
  assert.equal(hub.status().dropped, 0);
});

Deno.test("LiveHub - a comment every 15 s from one timer for all, and no timer without clients", async () => {
  const time = new ManualTime();
  const hub = hubOf({ now: () => time.now, timers: time });
  assert.equal(time.running, 0);
  const clients = [new StreamClient(), new StreamClient()];
  for (const client of clients) {
    client.open(hub.connect(get()));
    await client.next();
  }
  assert.equal(time.running, 1);
  for (let i = 0; i < 10; i++) {
    const next = Promise.all(clients.map((client) => client.next()));
    await Promise.resolve();
    time.advance(15_000);
    for (const block of await next) assert.equal(block?.isComment, true);
  }
  for (const client of clients) await client.close();
  assert.deepEqual([time.running, hub.status().streams], [0, 0]);
  time.advance(60_000);
});

for (const [random, seconds] of [[0, 240], [0.5, 270], [0.999, 299]] as const) {
  Deno.test(`LiveHub - a stream ends after 4 to 5 minutes (${seconds} s at ${random})`, async () => {
    const time = new ManualTime();
    const hub = hubOf({ now: () => time.now, timers: time, random: () => random });
    const response = hub.connect(get());
    const text = response.text();
    await new Promise((resolve) => setTimeout(resolve, 0));
    const started = time.now;
    while (hub.status().streams > 0) time.advance(1_000);
    const lived = (time.now - started) / 1_000;
    assert.ok(lived >= 240 && lived <= 300 && Math.abs(lived - seconds) <= 1, `${lived} s`);
    assert.match(await text, /^retry: /);
  });
}

Deno.test("LiveHub - drain ends every stream with what waits for it, refuses new ones, and lets the server stop", async () => {
  const hub = hubOf();
  const server = serve(() => hub);
  const clients = Array.from({ length: 20 }, () => new StreamClient());
  for (const client of clients) client.open(await fetch(server.url));
  hub.publish("service_status", { state: "draining" });
  const drained = hub.drain();
  assert.equal(hub.drain(), drained);
  await drained;
  assert.equal(hub.status().streams, 0);
  const refused = await fetch(server.url);
  assert.equal(refused.status, 503);
  assert.equal(refused.headers.get("content-type"), "application/problem+json");
  assert.equal(refused.headers.get("retry-after"), "5");
  assert.equal((await refused.json()).detail, "This process is going away");
  for (const client of clients) {
    await client.next();
    assert.equal((await client.next())?.event, "service_status");
    assert.equal(await client.next(), null);
  }
  await server[Symbol.asyncDispose]();
});

Deno.test("LiveHub - drain spreads the end of many streams over 5 s", async () => {
  const time = new ManualTime();
  const hub = hubOf({ now: () => time.now, timers: time });
  for (let i = 0; i < 1_000; i++) hub.connect(get());
  const drained = hub.drain();
  const open: number[] = [];
  for (let i = 0; i < 5; i++) {
    open.push(hub.status().streams);
    time.advance(1_000);
  }
  assert.deepEqual(open, [990, 790, 590, 390, 190]);
  assert.equal(hub.status().streams, 0);
  await drained;
});

Deno.test("LiveHub - takes so many streams and no more", async () => {
  const hub = hubOf({ maxStreams: 2 });
  const [first] = [hub.connect(get()), hub.connect(get())];
  assert.equal(hub.connect(get()).status, 503);
  await first?.body?.cancel();
  assert.equal(hub.connect(get()).status, 200);
  await hub.drain();
});

Deno.test("LiveHub - HEAD answers without opening a stream", () => {
  const hub = hubOf();
  const response = hub.connect(new Request("http://a.example/", { method: "HEAD" }));
  assert.deepEqual([response.status, response.body, hub.status().streams], [200, null, 0]);
});

Deno.test("LiveHub - refuses an epoch that cannot be part of an id, and data that is no JSON, without a gap", () => {
  assert.throws(() => hubOf({ epoch: "a b" }), RangeError);
  const hub = hubOf();
  assert.throws(() => hub.publish("quote", 1n), TypeError);
  assert.equal(hub.publish("quote", undefined), "e1-1");
});
