import assert from "node:assert/strict";
import { createFinnhub } from "./finnhub.ts";
import { json, plainFetch, serve } from "./_test_server.ts";
import { sleep } from "./time.ts";

Deno.test("createFinnhub - keeps both windows as a server across a socket sees them, and wastes little time", async () => {
  const minute = 500;
  const second = 100;
  const callsPerMinute = 20;
  const callsPerSecond = 7;
  const arrivals: number[] = [];
  await using server = serve(async () => {
    // Counted after a delay and answered after another: between send and answer, wherever that falls.
    await sleep(Math.random() * 30);
    arrivals.push(performance.now());
    await sleep(Math.random() * 20);
    return json({ c: 1 });
  });
  using net = plainFetch();
  const finnhub = createFinnhub({
    apiKey: "k",
    baseUrl: server.baseUrl,
    callsPerMinute,
    callsPerSecond,
    windowMs: { minute, second },
    fetch: net.fetch,
  });
  const begin = performance.now();
  const count = 81;
  const answers = await Promise.all(Array.from({ length: count }, () => finnhub.quote("AAPL")));
  assert.ok(answers.every((answer) => answer.ok));
  assert.equal(arrivals.length, count);

  arrivals.sort((a, b) => a - b);
  for (const [limit, ms] of [[callsPerMinute, minute], [callsPerSecond, second]] as const) {
    for (let first = 0; first + limit < count; first++) {
      const span = (arrivals[first + limit] ?? NaN) - (arrivals[first] ?? NaN);
      assert.ok(span >= ms, `${limit + 1} calls arrived within ${span} ms, expected ${ms} ms`);
    }
  }
  // Four whole windows are the least; a busy machine gets room, since virtual time proves the rest.
  const took = performance.now() - begin;
  assert.ok(took < 4 * minute * 2.5, `took ${took} ms`);
  finnhub.close();
});
