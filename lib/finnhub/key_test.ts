import assert from "node:assert/strict";
import { createFinnhub, type FinnhubOptions } from "./finnhub.ts";
import { errorText, redact } from "./redact.ts";
import { json, plainFetch, serve } from "./_test_server.ts";

const KEY = "s3cret+key/=";
const BAD_KEY = { error: "Invalid API key" };

Deno.test("createFinnhub - the key is in one header and nowhere else, whatever goes wrong", async () => {
  const echo = (request: Request) => `${request.url} ${request.headers.get("x-finnhub-token")}`;
  let attempt = 0;
  await using server = serve((path, request) => {
    if (path === "/stock/market-status") return json({ isOpen: true });
    // Every kind of answer, and each of them repeats the key.
    const status = [200, 400, 401, 403, 404, 429, 500, 302][attempt++ % 8] ?? 200;
    return new Response(JSON.stringify({ error: echo(request) }), {
      status,
      headers: { location: `http://127.0.0.1:1/?token=${KEY}`, "retry-after": "0" },
    });
  });
  using net = plainFetch();
  const said: string[] = [];
  const line = (message: string, fields?: Record<string, unknown>) =>
    said.push(message + Deno.inspect(fields)) && void 0;
  const saved: unknown[] = [];
  const make = (fetch: FinnhubOptions["fetch"]) =>
    createFinnhub({
      apiKey: KEY,
      baseUrl: server.baseUrl,
      callsPerMinute: 6_000,
      callsPerSecond: 600,
      windowMs: { minute: 20, second: 5 },
      random: () => 0,
      ...(fetch ? { fetch } : {}),
      logger: { debug: line, info: line, warning: line },
      capabilities: {
        load: () => Promise.resolve([]),
        save: (all) => Promise.resolve(void saved.push(...all)),
      },
    });
  const finnhub = make(net.fetch);
  for (let round = 0; round < 3; round++) {
    for (
      const answer of [
        await finnhub.quote(`S${round}`),
        await finnhub.peers(`S${round}`),
        await finnhub.search("x"),
      ]
    ) {
      said.push(Deno.inspect(answer));
    }
  }
  said.push(
    Deno.inspect(finnhub, { depth: 9, showHidden: true }),
    Deno.inspect(finnhub.stats()),
    Deno.inspect(saved),
  );

  // A fetch whose errors hold an address with the key, as some do.
  const broken = make((url) =>
    Promise.reject(new TypeError(`cannot connect to ${url}&token=${encodeURIComponent(KEY)}, key ${KEY}`))
  );
  const answer = await broken.quote("AAPL");
  assert.equal(answer.ok ? "ok" : answer.kind, "network");
  said.push(Deno.inspect(answer));

  assert.ok(said.length > 20);
  for (const text of said) assert.ok(!text.includes("s3cret"), text);
  for (const request of server.seen) {
    assert.equal(request.headers.get("x-finnhub-token"), KEY);
    assert.ok(!request.url.includes("s3cret") && !request.url.includes("token"));
    const others = [...request.headers].filter(([name]) => name !== "x-finnhub-token").flat().join();
    assert.ok(!others.includes("s3cret"));
  }
  finnhub.close();
  broken.close();
});

Deno.test("createFinnhub - refuses a key that no header carries, without repeating it", () => {
  for (const apiKey of ["s3cret\nX-Evil: 1", "s3cret\u2014", "s3 cret"]) {
    assert.throws(
      () => createFinnhub({ apiKey, baseUrl: "http://127.0.0.1:1", callsPerMinute: 60 }),
      (error) => error instanceof TypeError && !Deno.inspect(error).includes(apiKey),
    );
  }
});

Deno.test("createFinnhub - sends no key header without a key", async () => {
  await using server = serve(() => json({ c: 1 }));
  using net = plainFetch();
  const finnhub = createFinnhub({
    apiKey: "",
    baseUrl: server.baseUrl,
    callsPerMinute: 60,
    fetch: net.fetch,
  });
  await finnhub.quote("AAPL");
  assert.equal(server.seen[0]?.headers.has("x-finnhub-token"), false);
  finnhub.close();
});

/** A client on a clock of the test's, against a provider that says 401 to the paths named. */
function provider(denied: Set<string>) {
  const server = serve((path) =>
    denied.has(path) ? json(BAD_KEY, 401) : json({ c: 1, data: [], result: [] })
  );
  const net = plainFetch();
  const clock = { time: 1_000_000 };
  const finnhub = createFinnhub({
    apiKey: KEY,
    baseUrl: server.baseUrl,
    callsPerMinute: 60,
    now: () => clock.time,
    fetch: net.fetch,
  });
  return {
    server,
    clock,
    finnhub,
    async [Symbol.asyncDispose]() {
      finnhub.close();
      net[Symbol.dispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}

const SYMBOLS = ["AAPL", "GOOGL", "MSFT", "TSLA", "AMZN", "NVDA", "META"];

Deno.test("createFinnhub - 401 everywhere means a bad key: two calls for a whole run, and again after a while", async () => {
  const everywhere = new Set(["/quote", "/stock/metric", "/stock/market-status"]);
  await using bad = provider(everywhere);
  const answers = await Promise.all(SYMBOLS.map((symbol) => bad.finnhub.quote(symbol)));
  answers.push(await bad.finnhub.metrics("AAPL"));
  for (const answer of answers) assert.equal(answer.ok ? "ok" : answer.kind, "unauthorized");
  assert.equal(bad.server.seen.length, 2);
  assert.deepEqual(bad.finnhub.capabilities(), [], "a bad key says nothing of the plan");

  everywhere.clear();
  bad.clock.time += 60_001;
  assert.equal((await bad.finnhub.quote("AAPL")).ok, true);
});

Deno.test("createFinnhub - 401 for one endpoint is the plan's refusal: the others go on, and one question is asked", async () => {
  await using odd = provider(new Set(["/stock/candle", "/stock/social-sentiment"]));
  const answers = await Promise.all(SYMBOLS.flatMap((symbol) => [
    odd.finnhub.candles(symbol, "D", 0, 1),
    odd.finnhub.socialSentiment(symbol, "2026-01-01", "2026-01-02"),
  ]));
  for (const answer of answers) assert.equal(answer.ok ? "ok" : answer.kind, "refused");
  assert.equal((await odd.finnhub.quote("AAPL")).ok, true);
  assert.equal(odd.server.count("/stock/market-status"), 1);
  assert.equal(odd.server.count("/stock/candle"), 1);
  assert.equal(odd.server.count("/stock/social-sentiment"), 1);
});

Deno.test("createFinnhub - 401 from the market status itself is a bad key, without another question", async () => {
  await using bad = provider(new Set(["/stock/market-status"]));
  const answer = await bad.finnhub.marketStatus();
  assert.equal(answer.ok ? "ok" : answer.kind, "unauthorized");
  assert.equal(bad.server.seen.length, 1);
});

Deno.test("createFinnhub - when the key cannot be judged, a 401 is a refusal and nothing is remembered", async () => {
  await using server = serve((path) => path === "/quote" ? json(BAD_KEY, 401) : json({}, 404));
  using net = plainFetch();
  const finnhub = createFinnhub({
    apiKey: KEY,
    baseUrl: server.baseUrl,
    callsPerMinute: 60,
    fetch: net.fetch,
  });
  for (const calls of [1, 2]) {
    const answer = await finnhub.quote("AAPL");
    assert.equal(answer.ok ? "ok" : answer.kind, "refused");
    assert.equal(server.count("/quote"), calls);
  }
  assert.deepEqual(finnhub.capabilities(), []);
  finnhub.close();
});

const REDACTIONS: readonly [string, string][] = [
  ["nothing to see", "nothing to see"],
  [`key ${KEY} here`, "key [key] here"],
  [`?a=1&k=${encodeURIComponent(KEY)}`, "?a=1&k=[key]"],
  ["wss://host/?token=other&x=1", "wss://host/?token=[key]&x=1"],
  ["'wss://host?TOKEN=other'", "'wss://host?TOKEN=[key]'"],
];

for (const [text, clean] of REDACTIONS) {
  Deno.test(`redact - gives "${clean}"`, () => assert.equal(redact(text, KEY), clean));
}

Deno.test("redact - leaves ordinary words alone when the key is a letter", () => {
  assert.equal(
    redact('Cannot take "/stock/market": key k, ?token=k', "k"),
    'Cannot take "/stock/market": key [key], ?token=[key]',
  );
});

Deno.test("errorText - words of anything that was thrown", () => {
  assert.equal(errorText(new Error(`no ${KEY}`), KEY), "no [key]");
  assert.equal(errorText(new RangeError(), KEY), "RangeError");
  assert.equal(errorText("text", ""), "text");
  const cause = new Error(`error sending request: dns error of ${KEY}`);
  assert.equal(
    errorText(new TypeError("fetch failed", { cause }), KEY),
    "error sending request: dns error of [key]",
  );
  assert.equal(errorText(undefined, KEY), "undefined");
});
