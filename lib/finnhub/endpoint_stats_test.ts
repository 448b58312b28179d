import assert from "node:assert/strict";
import { json, serve } from "./_test_server.ts";
import { createFinnhub } from "./finnhub.ts";

Deno.test("endpoints - each has its calls, retries, 429s, refusals and errors, and what it said last", async () => {
  const quotes = [json({ error: "limit" }, 429), json({ c: 1 }), json({ error: "no" }, 404)];
  await using server = serve((path) =>
    path === "/quote"
      ? quotes.shift() ?? json({})
      : path === "/stock/candle"
      ? json({ error: "You don't have access to this resource." }, 403)
      : json([])
  );
  let time = 1_000;
  const finnhub = createFinnhub({
    apiKey: "k3y",
    baseUrl: server.baseUrl,
    callsPerMinute: 60,
    now: () => time,
    sleep: (ms, signal) => {
      // The time limit of a call never comes.
      if (ms === 10_000) {
        return new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));
      }
      time += ms;
      return Promise.resolve();
    },
  });
  assert.deepEqual(finnhub.endpoints(), []);
  await finnhub.quote("AAPL");
  await finnhub.quote("AAPL");
  await finnhub.candles("AAPL", "D", 0, 1_000);
  const asked = time;
  time += 5_000;
  // Known to be refused: no call.
  await finnhub.candles("MSFT", "D", 0, 1_000);
  const [quote, candle] = finnhub.endpoints();
  assert.deepEqual([quote?.endpoint, candle?.endpoint], ["/quote", "/stock/candle"]);
  const { calls, retries, throttled, ok, refused, errors, lastResult } = quote ?? {};
  assert.deepEqual({ calls, retries, throttled, ok, refused, errors, lastResult }, {
    calls: 3,
    retries: 1,
    throttled: 1,
    ok: 1,
    refused: 0,
    errors: 1,
    lastResult: "client",
  });
  assert.match(quote?.lastMessage ?? "", /status 404/);
  assert.ok((quote?.lastMessageAt ?? Infinity) <= asked);
  assert.deepEqual([candle?.calls, candle?.refused, candle?.ok, candle?.lastAt], [1, 2, 0, time]);
  const total = finnhub.endpoints().reduce((sum, { calls }) => sum + calls, 0);
  assert.equal(total, finnhub.stats().calls);
  finnhub.close();
});

Deno.test("endpoints - what a shutdown cut off is no answer", async () => {
  await using server = serve(() => json({ c: 1 }));
  const finnhub = createFinnhub({ apiKey: "k3y", baseUrl: server.baseUrl, callsPerMinute: 60 });
  await finnhub.quote("AAPL");
  const [before] = finnhub.endpoints();
  finnhub.close();
  await finnhub.quote("AAPL");
  assert.deepEqual(finnhub.endpoints(), [before]);
});
