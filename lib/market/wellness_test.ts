import assert from "node:assert/strict";
import { type WellnessFacts, wellnessOf } from "./wellness.ts";

const NOW = Date.parse("2026-07-01T14:04:00Z");
const RUN = {
  slot: "2026-07-01T14:00:00.000Z",
  status: "complete",
  finished_at: "2026-07-01T14:01:00.000Z",
  errors: 0,
  quarantined: 0,
  note: "",
} as const;
const FACTS: WellnessFacts = {
  now: NOW,
  connected: true,
  troubles: [],
  lastRun: RUN,
  nextRun: "2026-07-01T14:15:00.000Z",
  progress: null,
  datasets: [{ title: "Quotes", verdict: "live" }],
};

const CASES: readonly [what: string, facts: Partial<WellnessFacts>, state: string, text: RegExp][] = [
  ["all is well", {}, "well", /^The run of 10:00 was complete, 3\u202fmin ago, and every dataset/],
  ["the server is away", { connected: false }, "bad", /does not answer/],
  ["something stops the runs", { troubles: [{ stops: true, text: "Full." }] }, "bad", /^Full\.$/],
  ["something may come to that", { troubles: [{ stops: false, text: "Low." }] }, "look", /^Low\.$/],
  ["a run is overdue", { now: NOW + 15 * 60_000 }, "bad", /The run due at 10:15 has not begun/],
  [
    "a run takes for ever",
    { progress: { started_at: "2026-07-01T13:44:00.000Z" } },
    "look",
    /under way for 20\u202fmin/,
  ],
  ["no run yet", { lastRun: undefined }, "look", /No run yet; the first is at 10:15/],
  [
    "the first run",
    { lastRun: undefined, progress: { started_at: "2026-07-01T14:03:00.000Z" } },
    "well",
    /first run is under way/,
  ],
  [
    "a run failed",
    { lastRun: { ...RUN, status: "failed", note: "no network" } },
    "bad",
    /failed: no network/,
  ],
  ["a slot was missed", { lastRun: { ...RUN, status: "missed" } }, "look", /slot of 10:00 was missed/],
  [
    "a run lost some",
    { lastRun: { ...RUN, status: "partial", errors: 1 } },
    "look",
    /in but for 1 fetch that failed/,
  ],
  [
    "we are behind",
    { datasets: [{ title: "Quotes", verdict: "we_are_stale" }] },
    "look",
    /^Older than it should be: Quotes/,
  ],
  [
    "the provider is behind",
    { datasets: [{ title: "Quotes", verdict: "provider_stale" }] },
    "well",
    /provider itself is behind with Quotes/,
  ],
  [
    "the provider is not believed",
    { datasets: [{ title: "Quotes", verdict: "in_doubt" }] },
    "look",
    /^What the provider says of Quotes is in doubt and kept aside; the last good values stand\.$/,
  ],
  [
    "rows were kept aside",
    { lastRun: { ...RUN, quarantined: 7 } },
    "well",
    /^The run of 10:00 was complete, but for 7 rows kept aside, 3/,
  ],
  ["another process polls", { nextRun: null, lastRun: undefined }, "look", /No run is on record/],
];

for (const [what, facts, state, text] of CASES) {
  Deno.test(`wellnessOf - says when ${what}`, () => {
    const wellness = wellnessOf({ ...FACTS, ...facts });
    assert.equal(wellness.state, state);
    assert.match(wellness.text, text);
  });
}
