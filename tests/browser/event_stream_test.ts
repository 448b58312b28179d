import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { until } from "../_server.ts";
import { withBrowser } from "./_browser.ts";
import { startStreamServer, type StreamServer } from "./_stream_server.ts";

const REFUSED = [/status of 503/, /net::ERR_/];

/** What came and what was told. */
interface Heard {
  readonly ids: readonly string[];
  readonly states: readonly boolean[];
}

function streamTest(promise: string, test: (server: StreamServer, page: Page) => Promise<void>): void {
  Deno.test(`Event stream - ${promise}`, async () => {
    await using server = await startStreamServer();
    await withBrowser({ origin: server.url, expected: REFUSED }, async (browser) => {
      const page = await browser.newPage();
      await page.goto(`${server.url}/blank`);
      await test(server, page);
    });
  });
}

streamTest(
  "a stream that ends as usual is opened anew from the last id, and nobody is told of a break",
  async (server, page) => {
    await listen(page, server);
    await untilOpen(server);
    server.publish(3);
    await untilHeard(page, 3);
    // Streams that live for moments only are failures: by this clock each lives for long.
    await page.evaluate(() => {
      let now = performance.now();
      Reflect.set(performance, "now", () => now += 60_000);
    });
    for (const round of [2, 3, 4]) {
      server.endStreams();
      await until("a stream is asked for again", () => server.asked.length === round);
      server.publish();
      await untilHeard(page, round + 2);
    }
    assert.deepEqual(server.asked, ["life0-0", "life0-3", "life0-4", "life0-5"]);
    const { ids, states } = await heardIn(page);
    assert.deepEqual(ids, [1, 2, 3, 4, 5, 6].map((sequence) => `life0-${sequence}`));
    assert.deepEqual(states, [true]);
  },
);

streamTest(
  "refused by a router it asks again, less and less often, until it is let in",
  async (server, page) => {
    server.isAway = true;
    const times: number[] = [];
    page.on("request", (request) => request.url().includes("/events") && times.push(performance.now()));
    await listen(page, server);
    await until("it was refused four times", () => server.asked.length === 4);
    const waits = times.slice(1).map((time, i) => time - (times[i] ?? 0));
    // Backoff with jitter: from half of 0.5, 1 and 2 seconds on.
    for (const [i, wait] of waits.entries()) assert.ok(wait > 250 * 2 ** i - 50, waits.join(", "));
    assert.deepEqual((await heardIn(page)).states, [false]);
    server.publish();
    server.isAway = false;
    // The next attempt is two seconds away at least, unless the network comes back.
    const before = performance.now();
    await until("it is let in", async () => {
      await page.evaluate(() => dispatchEvent(new Event("online")));
      return (await heardIn(page)).ids.length > 0;
    });
    assert.ok(performance.now() - before < 1_500);
    assert.deepEqual((await heardIn(page)).states, [false, true]);
  },
);

streamTest("a server that takes the connection and says nothing is given up", async (server, page) => {
  server.isSilent = true;
  await listen(page, server, { openingMs: 300 });
  await until("it asked again", () => server.asked.length >= 2);
  assert.deepEqual((await heardIn(page)).states, [false]);
  server.isSilent = false;
  server.publish();
  await untilHeard(page, 1);
});

streamTest(
  "a stream that broke without a word is opened anew when its life must be over",
  async (server, page) => {
    await listen(page, server, { lifeMs: 400 });
    await until("it asked again", () => server.asked.length >= 3);
    server.publish(2);
    await untilHeard(page, 2);
    assert.deepEqual((await heardIn(page)).ids, ["life0-1", "life0-2"]);
  },
);

streamTest("closed, it never asks again, whatever it waited for", async (server, page) => {
  server.isAway = true;
  await listen(page, server);
  await until("it was refused", () => server.asked.length === 1);
  await page.evaluate(() => {
    Reflect.get(globalThis, "stream").close();
    Reflect.get(globalThis, "stream").retryNow();
    dispatchEvent(new Event("online"));
  });
  // Its own wait was half a second at most; a second stream's refusals tell that the time is over.
  await listen(page, server);
  await until("the other was refused three times", () => server.asked.length >= 4);
  assert.equal(server.asked.length, 4);
});

/** Opens a stream in the page. */
async function listen(
  page: Page,
  server: StreamServer,
  options: { openingMs?: number; lifeMs?: number } = {},
): Promise<void> {
  await page.evaluate(async ({ from, options }) => {
    const heard = { ids: [] as string[], states: [] as boolean[] };
    const library = "/lib.js";
    const { openEventStream } = await import(library);
    const stream = openEventStream({
      url: "/events",
      from,
      onEvent: ({ id }: { id: string }) => heard.ids.push(id),
      onState: (state: boolean) => heard.states.at(-1) !== state && heard.states.push(state),
      ...options,
    });
    Object.assign(globalThis, { heard, stream });
  }, { from: server.seed().id, options });
}

function heardIn(page: Page): Promise<Heard> {
  return page.evaluate(() => Reflect.get(globalThis, "heard"));
}

async function untilHeard(page: Page, count: number): Promise<void> {
  await until(`${count} events have come`, async () => (await heardIn(page)).ids.length >= count);
}

async function untilOpen(server: StreamServer): Promise<void> {
  await until("the stream is open", () => server.streams() === 1);
}
