import assert from "node:assert/strict";
import { createFinnhub, type Finnhub, type FinnhubOptions } from "./finnhub.ts";
import { json, plainFetch, serve } from "./_test_server.ts";
import { sleep } from "./time.ts";

const KEY = "s3cret+key/=";

/** A client that does not pause between tries. */
function client(baseUrl: string, options: Partial<FinnhubOptions>): Finnhub {
  return createFinnhub({ apiKey: KEY, baseUrl, callsPerMinute: 600, random: () => 0, ...options });
}

Deno.test("createFinnhub - a provider that never answers costs three time limits, not an eternity", async () => {
  const hanging: PromiseWithResolvers<Response>[] = [];
  await using server = serve(() => {
    hanging.push(Promise.withResolvers());
    return hanging.at(-1)?.promise ?? json({});
  });
  using net = plainFetch();
  const finnhub = client(server.baseUrl, { timeoutMs: 60, fetch: net.fetch });
  const answer = await finnhub.quote("AAPL");
  assert.deepEqual(answer, {
    ok: false,
    kind: "timeout",
    message: 'Cannot read "/quote": no whole answer within 60 ms',
  });
  assert.equal(server.seen.length, 3);
  for (const { resolve } of hanging) resolve(json({}));
  finnhub.close();
});

Deno.test("createFinnhub - an answer that stalls in its middle is a timeout", async () => {
  const gone: Promise<void>[] = [];
  await using server = serve(() => {
    const left = Promise.withResolvers<void>();
    gone.push(left.promise);
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new TextEncoder().encode('{"c":308.82,')),
      cancel: () => left.resolve(),
    });
    return new Response(body, { headers: { "content-type": "application/json" } });
  });
  using net = plainFetch();
  const finnhub = client(server.baseUrl, { timeoutMs: 60, fetch: net.fetch });
  const answer = await finnhub.quote("AAPL");
  assert.equal(answer.ok ? "ok" : answer.kind, "timeout");
  assert.equal(gone.length, 3);
  await Promise.all(gone);
  finnhub.close();
});

Deno.test("createFinnhub - a time limit holds even where fetch ignores its signal", async () => {
  const finnhub = client("http://127.0.0.1:1/api/v1", { timeoutMs: 20, fetch: () => new Promise(() => {}) });
  const answer = await finnhub.quote("AAPL");
  assert.equal(answer.ok ? "ok" : answer.kind, "timeout");
  finnhub.close();
});

Deno.test("createFinnhub - waiting for its turn does not count against a call's time limit", async () => {
  await using server = serve(() => json({ c: 1 }));
  using net = plainFetch();
  const finnhub = client(server.baseUrl, {
    callsPerMinute: 1,
    windowMs: { minute: 200, second: 10 },
    timeoutMs: 150,
    fetch: net.fetch,
  });
  const answers = await Promise.all([finnhub.quote("A"), finnhub.quote("B"), finnhub.quote("C")]);
  assert.ok(answers.every((answer) => answer.ok));
  finnhub.close();
});

Deno.test("createFinnhub - nobody listening, or a connection cut, is a network failure after three tries", async () => {
  const listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  const { port } = listener.addr;
  let cuts = 0;
  const serving = (async () => {
    for await (const connection of listener) {
      cuts++;
      connection.close();
    }
  })();
  using net = plainFetch();
  const cut = client(`http://127.0.0.1:${port}/api/v1`, { fetch: net.fetch });
  const first = await cut.quote("AAPL");
  assert.equal(first.ok ? "ok" : first.kind, "network");
  assert.ok(cuts >= 3);
  listener.close();
  await serving;
  const absent = client(`http://127.0.0.1:${port}/api/v1`, { fetch: net.fetch });
  const second = await absent.quote("AAPL");
  assert.equal(second.ok ? "ok" : second.kind, "network");
  assert.equal(absent.stats().retries, 2);
});

Deno.test("createFinnhub - close answers cancelled to all: in flight, in its pause, in the queue, and later", async () => {
  const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>();
  const hanging = Promise.withResolvers<Response>();
  await using server = serve((path) => {
    if (path === "/stock/profile2") return json({}, 500);
    arrive();
    return hanging.promise;
  });
  using net = plainFetch();
  const pausing = Promise.withResolvers<void>();
  const finnhub = client(server.baseUrl, {
    callsPerMinute: 2,
    fetch: net.fetch,
    random: () => 1,
    now: () => performance.now(),
    sleep: (ms, signal) => {
      if (ms === 1_000) pausing.resolve();
      return sleep(ms, signal);
    },
  });
  const calls = [
    finnhub.profile("AAPL"),
    finnhub.quote("AAPL"),
    finnhub.quote("MSFT"),
    finnhub.earnings("AAPL"),
  ];
  await arrived;
  await pausing.promise;
  finnhub.close();
  for (const answer of [...await Promise.all(calls), await finnhub.quote("AAPL")]) {
    assert.equal(answer.ok ? "ok" : answer.kind, "cancelled");
  }
  assert.equal(server.seen.length, 2);
  hanging.resolve(json({}));
});

Deno.test("createFinnhub - follows a redirect to another host without the key, and takes its data", async () => {
  await using files = serve(() => json([{ symbol: "AAPL" }]));
  await using server = serve((path) =>
    path === "/stock/symbol"
      ? Response.redirect(`${server.origin}/moved/a`)
      : path === "/moved/a"
      ? Response.redirect(`${files.origin}/signed?X-Signature=abc`)
      : json({}, 500)
  );
  using net = plainFetch();
  const finnhub = client(server.baseUrl, { fetch: net.fetch });
  const answer = await finnhub.stockSymbols("US");
  assert.deepEqual(answer.ok && answer.data, [{ symbol: "AAPL" }]);
  assert.deepEqual(server.seen.map((one) => one.headers.get("x-finnhub-token")), [KEY, KEY]);
  assert.equal(files.seen.length, 1);
  assert.equal(files.seen[0]?.headers.has("x-finnhub-token"), false);
  assert.equal(finnhub.stats().calls, 2, "what another host serves costs no call");
  finnhub.close();
});

Deno.test("createFinnhub - the key stays home even when another host sends it back", async () => {
  await using away = serve(() => Response.redirect(`${server.origin}/back`));
  await using server = serve((path) => path === "/back" ? json([1]) : Response.redirect(`${away.origin}/`));
  using net = plainFetch();
  const finnhub = client(server.baseUrl, { fetch: net.fetch });
  assert.equal((await finnhub.stockSymbols("US")).ok, true);
  assert.deepEqual(server.seen.map((one) => one.headers.get("x-finnhub-token")), [KEY, null]);
  finnhub.close();
});

const REDIRECTS: readonly [string, string, number][] = [
  ["a circle", "/api/v1/stock/symbol", 6],
  ["a file", "file:///etc/passwd", 1],
  ["data", "data:application/json,[]", 1],
  ["an address with credentials", "http://user:password@127.0.0.1:1/", 1],
  ["an address with the key", `http://127.0.0.1:1/?token=${encodeURIComponent(KEY)}`, 1],
  ["nonsense", "http://[", 1],
];

for (const [what, location, calls] of REDIRECTS) {
  Deno.test(`createFinnhub - does not follow a redirect to ${what}`, async () => {
    await using server = serve(() => new Response("moved", { status: 302, headers: { location } }));
    using net = plainFetch();
    const finnhub = client(server.baseUrl, { fetch: net.fetch });
    const answer = await finnhub.stockSymbols("US");
    assert.equal(answer.ok ? "ok" : answer.kind, "malformed");
    assert.equal(server.seen.length, calls);
    assert.ok(!JSON.stringify(answer).includes("s3cret"));
    finnhub.close();
  });
}
