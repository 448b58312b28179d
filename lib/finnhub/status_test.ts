import assert from "node:assert/strict";
import type { Answer } from "./answer.ts";
import { createFinnhub } from "./finnhub.ts";
import { json, noWaits, plainFetch, serve } from "./_test_server.ts";

const REFUSED = { error: "You don't have access to this resource." };
const BAD_KEY = { error: "Invalid API key" };
const TOO_MANY = { error: "API limit reached. Please try again later. Remaining Limit: 0" };
const HTML = "<!DOCTYPE html><html><body>502 Bad Gateway</body></html>";
const LIMIT_MS = 10_000;

function page(status: number): Response {
  return new Response(HTML, { status, headers: { "content-type": "text/html" } });
}

interface Case {
  /** What the server does with the endpoint; the same every time. */
  readonly reply: () => Response;
  readonly kind: string;
  readonly status?: number;
  /** Requests the call costs. */
  readonly calls: number;
}

const CASES: Readonly<Record<string, Case>> = {
  "200": { reply: () => json({ c: 1 }), kind: "ok", calls: 1 },
  "200 with HTML": { reply: () => page(200), kind: "malformed", status: 200, calls: 1 },
  "200 with broken JSON": {
    reply: () => new Response('{"c":308.8'),
    kind: "malformed",
    status: 200,
    calls: 1,
  },
  "200 with nothing": { reply: () => new Response(""), kind: "malformed", status: 200, calls: 1 },
  "200 with an array for an object": { reply: () => json([1]), kind: "malformed", status: 200, calls: 1 },
  "200 with null": { reply: () => json(null), kind: "malformed", status: 200, calls: 1 },
  "200 with text": { reply: () => json("no data"), kind: "malformed", status: 200, calls: 1 },
  "200 with nothing but an error": { reply: () => json(TOO_MANY), kind: "malformed", status: 200, calls: 1 },
  "200 too large": { reply: () => json({ c: "x".repeat(5_000) }), kind: "malformed", status: 200, calls: 1 },
  "204": { reply: () => new Response(null, { status: 204 }), kind: "malformed", status: 204, calls: 1 },
  "400": { reply: () => json({ error: "Wrong" }, 400), kind: "client", status: 400, calls: 1 },
  "401 for the endpoint alone": { reply: () => json(BAD_KEY, 401), kind: "refused", status: 401, calls: 2 },
  "403": { reply: () => json(REFUSED, 403), kind: "refused", status: 403, calls: 1 },
  "404": { reply: () => page(404), kind: "client", status: 404, calls: 1 },
  "422": { reply: () => json({ error: "Wrong" }, 422), kind: "client", status: 422, calls: 1 },
  "429": { reply: () => json(TOO_MANY, 429), kind: "rate_limited", status: 429, calls: 3 },
  "500": { reply: () => json({}, 500), kind: "server", status: 500, calls: 3 },
  "502": { reply: () => page(502), kind: "server", status: 502, calls: 3 },
  "503": { reply: () => page(503), kind: "server", status: 503, calls: 3 },
  "504": { reply: () => page(504), kind: "server", status: 504, calls: 3 },
  "302 to nowhere": {
    reply: () => new Response(null, { status: 302 }),
    kind: "malformed",
    status: 302,
    calls: 1,
  },
};

for (const [name, { reply, kind, status, calls }] of Object.entries(CASES)) {
  Deno.test(`createFinnhub - ${name} is ${kind}, after ${calls} ${calls === 1 ? "call" : "calls"}`, async () => {
    await using server = serve((path) => path === "/quote" ? reply() : json({ isOpen: true }));
    using net = plainFetch();
    const { sleep } = noWaits(LIMIT_MS);
    let time = 0;
    const finnhub = createFinnhub({
      apiKey: "k3y",
      baseUrl: server.baseUrl,
      callsPerMinute: 60,
      maxBytes: 4_000,
      fetch: net.fetch,
      // Every pause is over at once, and the clock knows.
      now: () => time,
      sleep: (ms, signal) => {
        if (ms !== LIMIT_MS) time += ms;
        return sleep(ms, signal);
      },
    });
    const answer: Answer<unknown> = await finnhub.quote("AAPL");
    assert.equal(answer.ok ? "ok" : answer.kind, kind);
    assert.equal(answer.ok ? undefined : answer.status, status);
    assert.equal(server.seen.length, calls);
    assert.deepEqual(finnhub.stats(), {
      calls,
      retries: calls === 3 ? 2 : 0,
      byOutcome: { [kind]: 1 },
    });
    if (!answer.ok) assert.match(answer.message, /^Cannot read "\/quote": /);
    finnhub.close();
  });
}

Deno.test("createFinnhub - two failures and then an answer are an answer", async () => {
  const replies = [page(502), json(TOO_MANY, 429), json({ c: 308.82 })];
  await using server = serve(() => replies.shift() ?? page(500));
  using net = plainFetch();
  const { sleep, waits } = noWaits(LIMIT_MS);
  let time = 0;
  const finnhub = createFinnhub({
    apiKey: "k3y",
    baseUrl: server.baseUrl,
    callsPerMinute: 60,
    fetch: net.fetch,
    random: () => 0.25,
    now: () => time,
    sleep: (ms, signal) => {
      if (ms !== LIMIT_MS) time += ms;
      return sleep(ms, signal);
    },
  });
  assert.deepEqual(await finnhub.quote("AAPL"), { ok: true, data: { c: 308.82 }, fetchedAt: 1_250 });
  assert.deepEqual(waits, [250, 1_000], "a quarter of the first pause, then the limiter's second");
  finnhub.close();
});

const NAMED = ["earningsCalendar", "ipoCalendar", "data", "result"] as const;

for (const name of NAMED) {
  Deno.test(`createFinnhub - an answer without its array "${name}" is malformed, with null in its place empty`, async () => {
    let body: unknown = {};
    await using server = serve(() => json(body));
    using net = plainFetch();
    const finnhub = createFinnhub({
      apiKey: "",
      baseUrl: server.baseUrl,
      callsPerMinute: 60,
      fetch: net.fetch,
    });
    const ask = () => ({
      earningsCalendar: () => finnhub.earningsCalendar("AAPL", "2026-01-01", "2026-02-01"),
      ipoCalendar: () => finnhub.ipoCalendar("2026-01-01", "2026-02-01"),
      data: () => finnhub.insiderTransactions("AAPL", "2026-01-01", "2026-02-01"),
      result: () => finnhub.search("apple"),
    }[name]());
    for (const wrong of [{}, [], { [name]: {} }, { [name]: "none" }, null, 7]) {
      body = wrong;
      const answer = await ask();
      assert.equal(answer.ok ? "ok" : answer.kind, "malformed", JSON.stringify(wrong));
    }
    for (const [right, expected] of [[{ [name]: null }, []], [{ [name]: [null, 1] }, [null, 1]]] as const) {
      body = right;
      const answer = await ask();
      assert.deepEqual(answer.ok ? answer.data : answer, expected);
    }
    finnhub.close();
  });
}
