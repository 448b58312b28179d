import assert from "node:assert/strict";
import fc from "fast-check";
import { Limiter } from "./limiter.ts";
import { VirtualClock } from "./_virtual_clock.ts";

interface Call {
  /** After the call before, milliseconds. */
  readonly gapMs: number;
  readonly latencyMs: number;
  /** Where between send (0) and answer (1) the server counts it. */
  readonly countedAt: number;
}

interface Made {
  readonly arrivedAt: number;
  readonly startedAt: number;
  readonly answeredAt: number;
  readonly countedAt: number;
}

const NEVER = new AbortController().signal;

/** Sends the calls through a limiter on virtual time; the calls as they were made, in order of arrival. */
async function simulate(calls: readonly Call[], callsPerMinute: number, callsPerSecond: number) {
  const clock = new VirtualClock();
  const limiter = new Limiter({ callsPerMinute, callsPerSecond, now: clock.now, sleep: clock.sleep });
  const made: Made[] = [];
  let arrivedAt = 0;
  const done = calls.map(async (call, index) => {
    const mine = arrivedAt += call.gapMs;
    if (mine > 0) await clock.sleep(mine);
    const ticket = await limiter.acquire(NEVER);
    const startedAt = clock.now();
    if (call.latencyMs > 0) await clock.sleep(call.latencyMs);
    ticket.answered();
    made[index] = {
      arrivedAt: mine,
      startedAt,
      answeredAt: clock.now(),
      countedAt: startedAt + call.countedAt * call.latencyMs,
    };
  });
  await clock.run();
  await Promise.all(done);
  return { made, clock };
}

/** Fails when some sliding window of `ms` holds more than `limit` of the times. */
function assertWindow(times: readonly number[], limit: number, ms: number): void {
  const sorted = [...times].sort((a, b) => a - b);
  for (let first = 0; first + limit < sorted.length; first++) {
    const span = (sorted[first + limit] ?? NaN) - (sorted[first] ?? NaN);
    assert.ok(span >= ms, `${limit + 1} calls within ${span} ms of the server's time, expected ${ms} ms`);
  }
}

const call = fc.record({
  gapMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 5_000 }), fc.integer({ min: 0, max: 90_000 })),
  latencyMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 800 }), fc.integer({ min: 0, max: 30_000 })),
  countedAt: fc.oneof(fc.constant(0), fc.constant(1), fc.double({ min: 0, max: 1, noNaN: true })),
});

Deno.test("Limiter - never exceeds either window in any sliding window, however the server counts", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(call, { minLength: 1, maxLength: 80, size: "max" }),
      fc.integer({ min: 1, max: 25 }),
      fc.integer({ min: 1, max: 8 }),
      async (calls, perMinute, perSecond) => {
        const { made } = await simulate(calls, perMinute, perSecond);
        assert.equal(made.length, calls.length);
        assertWindow(made.map((one) => one.countedAt), perMinute, 60_000);
        assertWindow(made.map((one) => one.countedAt), perSecond, 1_000);
      },
    ),
    { numRuns: 150 },
  );
});

Deno.test("Limiter - holds a call back only while a window may be full, and in order of arrival", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(call, { minLength: 1, maxLength: 60, size: "max" }),
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 1, max: 8 }),
      async (calls, perMinute, perSecond) => {
        const { made, clock } = await simulate(calls, perMinute, perSecond);
        for (const [index, one] of made.entries()) {
          const before = made.slice(0, index);
          assert.ok(before.every((other) => other.startedAt <= one.startedAt), "a later call overtook");
          if (one.startedAt === one.arrivedAt) continue;
          // Occupied a moment ago: a thousandth of the window is its margin, a millisecond the timer's rounding.
          const full = (limit: number, ms: number) =>
            before.filter((other) => other.answeredAt + ms * 1.001 + 3 > one.startedAt).length >= limit;
          assert.ok(
            full(perMinute, 60_000) || full(perSecond, 1_000),
            `call ${index} was held back for nothing`,
          );
        }
        // Two sleeps of each call are the test's own; the limiter's are at most about one a call.
        assert.ok(clock.sleeps <= 5 * calls.length, `${clock.sleeps} sleeps for ${calls.length} calls`);
      },
    ),
    { numRuns: 150 },
  );
});

Deno.test("Limiter - a run takes at most 1.05 times the least time its limits allow", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 61, max: 400 }),
      fc.array(fc.integer({ min: 20, max: 1_000 }), { minLength: 7, maxLength: 7 }),
      async (count, latencies) => {
        const calls = Array.from({ length: count }, (_, index) => ({
          gapMs: 0,
          latencyMs: latencies[index % 7] ?? 20,
          countedAt: index % 2,
        }));
        const { made } = await simulate(calls, 60, 30);
        const last = Math.max(...made.map((one) => one.startedAt));
        const least = Math.floor((count - 1) / 60) * 60_000 + Math.floor(((count - 1) % 60) / 30) * 1_000;
        assert.ok(last <= 1.05 * least, `${last} ms, expected at most 1.05 × ${least} ms`);
      },
    ),
    { numRuns: 30 },
  );
});

Deno.test("Limiter - a call that is aborted leaves the queue at once and costs nobody a turn", async () => {
  const clock = new VirtualClock();
  const limiter = new Limiter({ callsPerMinute: 1, callsPerSecond: 1, now: clock.now, sleep: clock.sleep });
  (await limiter.acquire(NEVER)).answered();
  const impatient = new AbortController();
  const second = limiter.acquire(impatient.signal);
  const third = limiter.acquire(NEVER).then(() => clock.now());
  impatient.abort(new Error("enough"));
  await assert.rejects(second, /enough/);
  await assert.rejects(limiter.acquire(impatient.signal), /enough/);
  await clock.run();
  assert.equal(await third, 60_060);
  assert.equal(clock.pending, 0);
});

Deno.test("Limiter - sets no timer when nobody waits", async () => {
  const clock = new VirtualClock();
  const limiter = new Limiter({ callsPerMinute: 1, callsPerSecond: 1, now: clock.now, sleep: clock.sleep });
  (await limiter.acquire(NEVER)).answered();
  assert.equal(clock.sleeps, 0);
  const impatient = new AbortController();
  const waiting = limiter.acquire(impatient.signal);
  assert.equal(clock.pending, 1);
  impatient.abort(new Error("enough"));
  await assert.rejects(waiting);
  assert.equal(clock.pending, 0);
});

Deno.test("Limiter - a turn that was not used is free again", async () => {
  const clock = new VirtualClock();
  const limiter = new Limiter({ callsPerMinute: 1, callsPerSecond: 1, now: clock.now, sleep: clock.sleep });
  (await limiter.acquire(NEVER)).unused();
  const ticket = await limiter.acquire(NEVER);
  ticket.answered();
  ticket.answered();
  assert.deepEqual(limiter.budget(), { limitPerMinute: 1, remaining: 0, resetInMs: 60_060 });
});
