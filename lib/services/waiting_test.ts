import assert from "node:assert/strict";
import type { Expected } from "@/lib/ingest/outlook.ts";
import type { RunRecord } from "@/lib/store/run_log.ts";
import { assembled, SLOT, Volume } from "./_testing.ts";
import { waitingFor, wordsOf } from "./waiting.ts";

const HOUR = 3_600_000;

function runWith(more: Partial<RunRecord>): RunRecord {
  return {
    run_id: "r",
    slot: new Date(SLOT).toISOString(),
    attempt: 1,
    trigger: "schedule",
    status: "complete",
    started_at: new Date(SLOT).toISOString(),
    finished_at: new Date(SLOT).toISOString(),
    duration_ms: 0,
    calls: 1,
    rows: 0,
    quarantined: 0,
    errors: 0,
    files: "",
    note: "",
    ...more,
  };
}

for (
  const [expected, words] of [
    [{ state: "running" }, "Nothing yet: the run under way asks for it."],
    [
      { state: "planned", at: SLOT + HOUR / 4 },
      "Nothing yet: the run at 10:15 New York asks for it.",
    ],
    [
      { state: "postponed", at: SLOT + 2 * HOUR },
      "Nothing yet: quotes come first, and the provider allows so many calls a minute; about 12:00 New York it should " +
      "have its turn.",
    ],
    [
      { state: "asked", asked: SLOT - HOUR / 4, at: SLOT + 30 * HOUR },
      "The provider had nothing when it was asked 15\u202fmin ago; it is asked again at Jul 2, 16:00 New York.",
    ],
  ] satisfies [Expected, string][]
) {
  Deno.test(`wordsOf - ${expected.state}: what it waits for and when that comes`, () => {
    assert.equal(wordsOf(expected, SLOT), words);
  });
}

Deno.test("waitingFor - tells the plan of the next run; of the past that nothing was known; without an ingest who asks", async () => {
  await using volume = new Volume();
  await using parts = await assembled(volume);
  const { services } = parts;
  const now = waitingFor(services, { at: null });
  assert.equal(now("earnings", "AAPL"), "Nothing yet: the run at 10:15 New York asks for it.");
  services.checked.mark("market_news", "", SLOT - 60_000);
  assert.match(
    now("market_news", ""),
    /^The provider had nothing when it was asked 1\u202fmin ago; .* 10:15 New York\.$/,
  );
  assert.equal(waitingFor(services, { at: SLOT - HOUR })("earnings", "AAPL"), "Nothing was known then.");
  assert.match(
    waitingFor({ ...services, ingest: null }, { at: null })("earnings", "AAPL"),
    /process that ingests/,
  );
});

Deno.test("waitingFor - after a run that did not reach the provider is short: the bar of troubles says the rest once", async () => {
  await using volume = new Volume();
  await using parts = await assembled(volume);
  const { services } = parts;
  services.store.runs.owe(runWith({ note: "The provider was not reached: Fetch failed", status: "failed" }));
  const waiting = waitingFor(services, { at: null });
  assert.equal(waiting("stock_quotes", "AAPL"), "Nothing yet: the last run failed.");
  assert.equal(waiting("earnings", "AAPL"), "Nothing yet.");
  assert.deepEqual(services.watch.troubles, [{
    kind: "provider",
    stops: true,
    text: "The run of 10:00 failed. The provider was not reached: Fetch failed.",
    advice: "It is asked again at 10:15 New York. Until then there is nothing to show.",
  }]);
  services.store.runs.owe(runWith({ note: "", status: "complete" }));
  assert.deepEqual(services.watch.troubles, []);
});

Deno.test("waitingFor - names what the plan refuses, and what stands in", async () => {
  await using volume = new Volume();
  await using parts = await assembled(volume);
  const { services } = parts;
  const capabilities = ["/stock/dividend", "/stock/profile2"].map((endpoint) => ({
    endpoint,
    suffix: "",
    allowed: false,
    checkedAt: SLOT,
  }));
  const finnhub = new Proxy(services.finnhub, {
    get: (target, name) => name === "capabilities" ? () => capabilities : Reflect.get(target, name),
  });
  const waiting = waitingFor({ ...services, finnhub }, { at: null });
  assert.match(waiting("dividends", "AAPL"), /refuses it; in its place: dividend figures of \/stock\/metric/);
  assert.match(waiting("company_profiles", "AAPL"), /This key's plan refuses it\.$/);
  assert.doesNotMatch(waiting("earnings", "AAPL"), /refuses/);
});
