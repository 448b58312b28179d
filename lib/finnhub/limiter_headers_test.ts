import assert from "node:assert/strict";
import fc from "fast-check";
import { type AnnouncedLimit, readLimitHeaders } from "./limit_headers.ts";
import { Limiter } from "./limiter.ts";
import { VirtualClock } from "./_virtual_clock.ts";

const NEVER = new AbortController().signal;

function said(part: Partial<AnnouncedLimit>): AnnouncedLimit {
  return { limit: null, remaining: null, resetId: null, resetInMs: null, retryAfterMs: null, ...part };
}

/** A limiter on virtual time, and a way to queue calls and see when they started. */
function setup(callsPerMinute = 60, callsPerSecond = 30) {
  const clock = new VirtualClock();
  const limiter = new Limiter({ callsPerMinute, callsPerSecond, now: clock.now, sleep: clock.sleep });
  const starts: number[] = [];
  /** Queues calls that are answered at once, saying that. */
  const queue = (count: number, answer?: AnnouncedLimit) => {
    for (let call = 0; call < count; call++) {
      limiter.acquire(NEVER).then((ticket) => {
        starts.push(clock.now());
        ticket.answered(answer);
      });
    }
  };
  return { clock, limiter, starts, queue };
}

Deno.test("Limiter - obeys what the answers leave it, since another program may spend the same key", async () => {
  const { clock, limiter, starts, queue } = setup();
  (await limiter.acquire(NEVER)).answered(said({ remaining: 3, resetId: 100, resetInMs: 20_000 }));
  queue(5);
  await clock.run(19_999);
  // Answers that say nothing were counted all the same.
  assert.equal(limiter.budget().remaining, 0);
  assert.equal(starts.length, 3);
  await clock.run(20_000);
  assert.equal(starts.length, 5);
});

Deno.test("Limiter - calls in flight may still come off what an answer left", async () => {
  const { limiter, clock } = setup();
  const flying = [await limiter.acquire(NEVER), await limiter.acquire(NEVER)];
  (await limiter.acquire(NEVER)).answered(said({ remaining: 2, resetId: 100, resetInMs: 20_000 }));
  const next = limiter.acquire(NEVER).then(() => clock.now());
  flying[0]?.answered(said({ remaining: 1, resetId: 100, resetInMs: 20_000 }));
  flying[1]?.answered(said({ remaining: 2, resetId: 100, resetInMs: 20_000 }));
  await clock.run(1);
  assert.equal(await next, 0, "one call was left once all were answered");
  assert.equal(limiter.budget().remaining, 0);
});

Deno.test("Limiter - answers out of order leave the lowest count, and no stall after a burst", async () => {
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray([...Array(30).keys()], { minLength: 30 }), async (order) => {
      const { limiter } = setup();
      const tickets = [];
      for (let call = 0; call < 30; call++) tickets.push(await limiter.acquire(NEVER));
      for (const index of order) {
        tickets[index]?.answered(said({ limit: 60, remaining: 59 - index, resetId: 100, resetInMs: 60_000 }));
      }
      assert.equal(limiter.budget().remaining, 30);
    }),
  );
});

Deno.test("Limiter - an older window's late answer does not undo the newer one", async () => {
  const { limiter } = setup();
  const late = await limiter.acquire(NEVER);
  (await limiter.acquire(NEVER)).answered(said({ remaining: 50, resetId: 200, resetInMs: 50_000 }));
  late.answered(said({ remaining: 0, resetId: 140, resetInMs: -10_000 }));
  assert.equal(limiter.budget().remaining, 50);
});

Deno.test("Limiter - an announced limit lowers the ceiling and never raises it", async () => {
  const { limiter } = setup(60);
  for (const [announced, expected] of [[10, 10], [5_000, 60], [30, 30]] as const) {
    (await limiter.acquire(NEVER)).answered(said({ limit: announced }));
    assert.equal(limiter.budget().limitPerMinute, expected);
  }
});

const PAUSES: readonly [string, number | null, number][] = [
  ["waits for the stated reset", 12_000, 12_000],
  ["waits a second at least", 0, 1_000],
  ["waits a second for a reset in the past", -3_600_000, 1_000],
  ["waits a minute at most", 3_600_000, 60_000],
  ["waits a second when nothing is stated", null, 1_000],
];

for (const [promise, stated, expected] of PAUSES) {
  Deno.test(`Limiter - a 429 stops everybody: ${promise}`, async () => {
    const { clock, limiter, starts, queue } = setup();
    const ticket = await limiter.acquire(NEVER);
    ticket.answered();
    limiter.throttled(ticket, stated);
    queue(4);
    assert.deepEqual(limiter.budget().remaining, 0);
    await clock.run();
    assert.deepEqual(starts, [expected, expected, expected, expected]);
  });
}

Deno.test("Limiter - 429 again and again without a stated wait doubles it; one burst counts once", async () => {
  const { clock, limiter } = setup();
  const burst = [await limiter.acquire(NEVER), await limiter.acquire(NEVER), await limiter.acquire(NEVER)];
  for (const ticket of burst) {
    ticket.answered();
    limiter.throttled(ticket, null);
  }
  const reopened: number[] = [];
  const again = async () => {
    for (let round = 0; round < 8; round++) {
      const ticket = await limiter.acquire(NEVER);
      reopened.push(clock.now());
      ticket.answered();
      limiter.throttled(ticket, null);
    }
  };
  const done = again();
  await clock.run();
  await done;
  const waits = reopened.map((at, index) => at - (reopened[index - 1] ?? 0));
  assert.deepEqual(waits, [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
});

Deno.test("Limiter - a reset far in the future is a clock gone wrong: it waits a window, not a year", async () => {
  const { clock, limiter, starts, queue } = setup();
  (await limiter.acquire(NEVER)).answered(said({ remaining: 0, resetId: 9, resetInMs: 3e10 }));
  queue(1);
  await clock.run();
  assert.deepEqual(starts, [60_000]);
});

const NOW = Date.UTC(2026, 6, 22, 14, 0, 0);
const SECONDS = NOW / 1000;
const HEADERS: readonly [string, Record<string, string>, Partial<AnnouncedLimit>][] = [
  ["says nothing without headers", {}, {}],
  [
    "reads Finnhub's three",
    { "X-Ratelimit-Limit": "60", "X-Ratelimit-Remaining": "0", "X-Ratelimit-Reset": String(SECONDS + 9) },
    { limit: 60, remaining: 0, resetId: SECONDS + 9, resetInMs: 9_000 },
  ],
  ["takes rubbish for nothing", {
    "X-Ratelimit-Limit": "many",
    "X-Ratelimit-Remaining": "-1",
    "X-Ratelimit-Reset": "",
  }, {}],
  ["does not believe in a limit of 0", { "X-Ratelimit-Limit": "0" }, {}],
  [
    "corrects our clock by the answer's date",
    { "X-Ratelimit-Reset": String(SECONDS + 3609), Date: new Date(NOW + 3_600_000).toUTCString() },
    { resetId: SECONDS + 3609, resetInMs: 9_000 },
  ],
  ["reads Retry-After in seconds", { "Retry-After": "7" }, { retryAfterMs: 7_000 }],
  ["reads Retry-After as a date", { "Retry-After": new Date(NOW + 5_000).toUTCString() }, {
    retryAfterMs: 5_000,
  }],
];

for (const [promise, headers, expected] of HEADERS) {
  Deno.test(`readLimitHeaders - ${promise}`, () => {
    assert.deepEqual(readLimitHeaders(new Headers(headers), NOW), said(expected));
  });
}
