import assert from "node:assert/strict";
import type { ClockReading } from "@/lib/finnhub/clock.ts";
import { readClock } from "@/lib/finnhub/clock.ts";
import { SLOT } from "./_testing.ts";
import { Clock } from "./clock.ts";

const HOUR = 3_600_000;

/** A clock beside a provider whose clock is right and whose answers can be held back. */
class World {
  /** Time that passed, and what our clock is off by. */
  passed = 0;
  off = 0;
  newestAt = 0;
  answers = true;
  asked = 0;
  #reading: ClockReading | null = null;
  readonly clock = new Clock({
    finnhub: {
      clock: () => this.#reading,
      marketStatus: () => {
        this.asked++;
        const date = Math.floor((SLOT + this.passed) / 1000) * 1000;
        if (this.answers) this.#reading = readClock(date, this.now(), this.now());
        return Promise.resolve({ ok: true, data: {}, fetchedAt: 0 });
      },
    },
    store: this,
    now: () => this.now(),
    monotonic: () => this.passed,
  });

  now(): number {
    return SLOT + this.passed + this.off;
  }

  /** A look after some minutes. */
  async look(minutes = 1): Promise<string> {
    this.passed += minutes * 60_000;
    await this.clock.look();
    return this.clock.fault;
  }
}

Deno.test("Clock - the provider is asked before the first run, and not again while nothing jumps", async () => {
  const world = new World();
  assert.equal(await world.look(), "");
  assert.equal(world.asked, 0);
  assert.equal(await world.clock.refusal(), null);
  for (let slot = 0; slot < 4; slot++) {
    assert.equal(await world.look(15), "");
    assert.equal(await world.clock.refusal(), null);
  }
  assert.equal(world.asked, 1);
});

for (
  const [off, words] of [
    [3 * HOUR, "The clock is 3 h ahead of the provider's"],
    [-3 * HOUR, "The clock is 3 h behind the provider's"],
  ] as const
) {
  Deno.test(`Clock - a jump is said at the next look, and no run begins: ${words}`, async () => {
    const world = new World();
    await world.clock.refusal();
    world.off = off;
    assert.equal(await world.look(), words);
    assert.match(await world.clock.refusal() ?? "", new RegExp(`^${words}: what a run wrote`));
    world.off = 0;
    assert.equal(await world.look(), "");
    assert.equal(await world.clock.refusal(), null);
  });
}

Deno.test("Clock - some minutes are said and stop no run", async () => {
  const world = new World();
  await world.clock.refusal();
  world.off = 5 * 60_000;
  assert.equal(await world.look(), "The clock is 5 min ahead of the provider's");
  assert.equal(await world.clock.refusal(), null);
});

Deno.test("Clock - a machine that slept did not jump: the provider is asked, and agrees", async () => {
  const world = new World();
  await world.clock.refusal();
  // Time that passes in sleep moves the clock, the provider's too, and not the one that nobody sets.
  const slept = new Clock({
    finnhub: {
      clock: () => readClock(world.now(), world.now(), world.now()),
      marketStatus: () => Promise.resolve({ ok: true, data: {}, fetchedAt: 0 }),
    },
    store: world,
    now: () => world.now(),
    monotonic: () => 0,
  });
  world.passed += 8 * HOUR;
  await slept.look();
  assert.equal(slept.fault, "");
});

Deno.test("Clock - without the provider's word, a newer record on the volume says that it is behind", async () => {
  const world = new World();
  world.answers = false;
  world.newestAt = SLOT + 3 * HOUR;
  assert.equal(await world.look(), "The clock is 3 h behind the newest record on the volume");
  assert.equal(await world.clock.refusal(), null);
  world.answers = true;
  await world.clock.refusal();
  assert.match(world.clock.fault, /^Records on the volume are up to 3 h ahead of the clock/);
});
