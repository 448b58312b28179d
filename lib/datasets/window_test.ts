import assert from "node:assert/strict";
import { companyNews } from "./company_news.ts";
import { earnings } from "./earnings.ts";
import { fakeFinnhub, NOW, requestOf } from "./fake_finnhub.ts";
import { ipoCalendar } from "./ipo_calendar.ts";
import { windowStart } from "./window.ts";

const DAY = 86_400_000;

for (
  const [what, checkedAt, days] of [
    ["never asked before", undefined, 7],
    ["asked a quarter of an hour ago", NOW - 900_000, 7],
    ["away for a fortnight", NOW - 14 * DAY, 15],
    ["away for two years", NOW - 730 * DAY, 365],
    ["a clock that was ahead", NOW + 30 * DAY, 7],
  ] as const
) {
  Deno.test(`windowStart - ${what}: ${days} days back`, () => {
    assert.equal(windowStart({ now: NOW, checkedAt }, 7 * DAY, 365 * DAY), NOW - days * DAY);
  });
}

Deno.test("windowStart - after an absence, news and calendars are asked for from before it on", async () => {
  const calls: unknown[][] = [];
  const finnhub = fakeFinnhub(
    { companyNews: [], earningsCalendar: [], earnings: [], ipoCalendar: [] },
    calls,
  );
  const request = requestOf({}, {}, { finnhub, checkedAt: NOW - 40 * DAY });
  for (const dataset of [companyNews, earnings, ipoCalendar]) await dataset.collect(request);
  const from = new Map(
    calls.map(([method, ...args]) => [method, args.find((arg) => /^\d{4}-/.test(String(arg)))]),
  );
  assert.equal(from.get("companyNews"), "2026-04-11");
  assert.equal(from.get("earningsCalendar"), "2026-04-11");
  // An answer of more than three months would be capped.
  assert.equal(from.get("ipoCalendar"), "2026-04-20");
});
