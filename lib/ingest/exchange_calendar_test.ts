import assert from "node:assert/strict";
import { type Canned, failed, fakeFinnhub } from "@/lib/datasets/fake_finnhub.ts";
import { correctedCalendar } from "@/lib/market/market_view.ts";
import { QUOTES, recorder, Volume } from "@/lib/store/_testing.ts";
import { Store } from "@/lib/store/store.ts";
import { SLOT } from "./_testing.ts";
import { correctionsOn, rememberHolidays } from "./exchange_calendar.ts";
import { rememberProviderStatus } from "./provider_status.ts";

const DAY_MS = 86_400_000;
const CLOSED = { atDate: "2026-07-02", eventName: "Mourning", tradingHour: "" };

/** A volume with a clock that the test turns, and what the provider answers. */
async function started(volume: Volume, canned: Canned) {
  const clock = { now: SLOT };
  const now = () => clock.now;
  const { logger, lines } = recorder();
  const calls: unknown[][] = [];
  const finnhub = fakeFinnhub(canned, calls);
  const open = () => Store.open({ dir: volume.dir, datasets: [QUOTES], now, logger });
  const store = await open();
  return {
    clock,
    store,
    lines,
    calls,
    ask: () => rememberHolidays(finnhub, store, now, logger),
    look: () => rememberProviderStatus(finnhub, store),
    /** As another process, or a later life of this one, has it. */
    dates: async () => correctionsOn(await open(), now)().map(({ date }) => date),
    calendar: correctedCalendar(correctionsOn(store, now)),
  };
}

Deno.test("Exchange's calendar - the list of holidays is asked for once a day, and again after a failure", async () => {
  await using volume = new Volume();
  let answer: unknown = failed("network");
  const { clock, ask, calls, dates } = await started(volume, { marketHolidays: () => answer });
  await ask();
  await ask();
  assert.equal(calls.length, 2, "a failure is no answer");
  answer = { ok: true, data: [CLOSED], fetchedAt: SLOT };
  await ask();
  await ask();
  assert.equal(calls.length, 3);
  assert.deepEqual(await dates(), ["2026-07-02"]);
  clock.now += DAY_MS;
  answer = failed("refused");
  await ask();
  assert.equal(calls.length, 4);
  assert.deepEqual(await dates(), ["2026-07-02"], "what was known stands");
});

Deno.test("Exchange's calendar - a closure that the list tells of is followed within a minute, and goes when it goes", async () => {
  await using volume = new Volume();
  let data: unknown[] = [CLOSED];
  const { clock, ask, calendar } = await started(volume, {
    marketHolidays: () => ({ ok: true, data, fetchedAt: SLOT }),
  });
  const noon = SLOT + DAY_MS + 2 * 3_600_000;
  assert.equal(calendar.state(noon).isOpen, true);
  await ask();
  clock.now += 60_000;
  assert.equal(calendar.state(noon).isOpen, false);
  assert.equal(calendar.state(noon).holiday, "Mourning");
  assert.equal(calendar.previousClose(noon), Date.parse("2026-07-01T20:00Z"));
  assert.equal(calendar.state(SLOT).nextOpen, Date.parse("2026-07-06T13:30Z"));
  data = [{ ...CLOSED, tradingHour: "09:30-16:00" }];
  clock.now += DAY_MS;
  await ask();
  clock.now += 60_000;
  assert.equal(calendar.state(noon).isOpen, true);
});

Deno.test("Exchange's calendar - what the list says that cannot be is ignored and logged", async () => {
  await using volume = new Volume();
  const { ask, lines, dates } = await started(volume, {
    marketHolidays: [{ atDate: "2026-07-04" }, { ...CLOSED, atDate: "2034-07-03" }, 7, CLOSED],
  });
  await ask();
  assert.deepEqual(await dates(), ["2026-07-02"]);
  const [line] = lines.filter(({ message }) => /ignored/.test(message));
  assert.equal(Object(line?.fields).count, 3);
});

Deno.test("Exchange's calendar - closed with a holiday's name in its session is closed for the day, unless it was or will be open", async () => {
  await using volume = new Volume();
  const status = { isOpen: false, session: null, holiday: "Mourning" as string | null, at: SLOT };
  const { look, dates } = await started(volume, {
    marketStatus: () => ({ ok: true, data: { ...status }, fetchedAt: status.at }),
  });
  const said = async (more: Partial<typeof status>) => {
    Object.assign(status, more);
    await look();
    return await dates();
  };
  assert.deepEqual(await said({ holiday: null }), [], "without a name it may be a hiccup");
  assert.deepEqual(await said({ holiday: "Mourning" }), ["2026-07-01"]);
  assert.deepEqual(await said({ at: SLOT + 12 * 3_600_000 }), ["2026-07-01"], "in the evening too");
  assert.deepEqual(await said({ isOpen: true, at: SLOT + 3_600_000 }), [], "it opened late");
  assert.deepEqual(await said({ isOpen: false, at: SLOT + 2 * 3_600_000 }), [], "it closed early");
});

Deno.test("Exchange's calendar - a state file that says anything at all is no calendar, and is asked for again", async () => {
  await using volume = new Volume();
  for (const state of [7, null, [], { askedAt: SLOT }, { askedAt: SLOT, listed: [{ date: 1 }] }]) {
    const { store, dates, ask, calls } = await started(volume, { marketHolidays: [CLOSED] });
    await store.writeState("exchange_calendar", state);
    assert.deepEqual(await dates(), []);
    await ask();
    assert.equal(calls.length, 1);
  }
});
