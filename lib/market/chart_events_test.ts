import assert from "node:assert/strict";
import { type ChartEvent, eventsByBar, eventsOf, eventsText, splitsOf } from "./chart_events.ts";
import { wallTimes } from "./chart_time.ts";
import { historyWith } from "./_chart_testing.ts";

const NONE = { earnings: [], dividends: [], news: [] };
const plain = (text: string) => text.replaceAll("\u202f", " ");

Deno.test("eventsOf - says what happened, oldest first, and nothing that is still to come", () => {
  const events = eventsOf({
    earnings: [
      {
        report_date: "2026-01-29",
        report_hour: "amc",
        year: 2026,
        quarter: 1,
        eps_actual: 2.4,
        eps_estimate: 2.35,
        surprise_percent: 2.13,
      },
      { report_date: "2026-04-30", year: 2026, quarter: 2, eps_actual: null, eps_estimate: 2.5 },
    ],
    dividends: [
      { date: "2026-02-09", kind: "payment", amount: 0.26 },
      { date: "2026-02-10", kind: "annual_rate", amount: 1.04 },
    ],
    news: [{ id: 1, headline: "Chips &amp; salsa", url: "", published_at: "2026-01-07T03:30:00Z" }],
  }, "2026-03-01");
  assert.deepEqual(events.map(({ date, kind, text }) => [date, kind, plain(text)]), [
    // Half past three in London's morning is the evening before in New York.
    ["2026-01-06", "news", "Chips & salsa"],
    ["2026-01-29", "earnings", "Earnings Q1 2026 after the close: 2.40 a share, expected 2.35 (+2.13 %)"],
    ["2026-02-09", "dividend", "Dividend 0.2600 a share"],
  ]);
});

Deno.test("splitsOf - where adjusted prices and those traded part, but not for a dividend", () => {
  const history = historyWith([1, 1, 1, 1, 1, 1], { adjustment: [0.02, 0.1, 0.1, 0.0995, 1, null] });
  assert.deepEqual(splitsOf(history).map(({ date, text }) => [date, text]), [
    ["2026-01-06", "Split, 5 for 1"],
    ["2026-01-09", "Split, 10 for 1"],
  ]);
  assert.deepEqual(splitsOf(historyWith([1, 1], { adjustment: [10, 1] })).map(({ text }) => text), [
    "Reverse split, 1 for 10",
  ]);
});

Deno.test("eventsByBar - a day's events at its bar, a weekend's at the next, none before the first bar", () => {
  // Monday, Tuesday, and Monday again.
  const time = ["2026-01-05", "2026-01-06", "2026-01-12"].map((day) => Date.parse(`${day}T00:00:00Z`) / 1000);
  const on = (date: string): ChartEvent => ({ kind: "news", date, at: null, text: date });
  const days = ["2026-01-02", "2026-01-05", "2026-01-06", "2026-01-10", "2026-01-12", "2026-01-13"];
  const found = eventsByBar(days.map(on), { time, wall: time, interval: "1d" });
  assert.deepEqual([...found].map(([index, all]) => [index, all.map(({ text }) => text)]), [
    [0, ["2026-01-05"]],
    [1, ["2026-01-06"]],
    [2, ["2026-01-10", "2026-01-12"]],
  ]);
});

Deno.test("eventsByBar - within a day at the bar in which it was known, at night at the next", () => {
  const { time } = historyWith([1, 2, 3, 4], { interval: "15m" });
  const at = (iso: string): ChartEvent => ({
    kind: "news",
    date: iso.slice(0, 10),
    at: Date.parse(iso) / 1000,
    text: iso.slice(11, 16),
  });
  const events = ["2026-01-05T14:30:00Z", "2026-01-05T14:59:59Z", "2026-01-05T09:00:00Z"].map(at);
  const found = eventsByBar(events, { time, wall: wallTimes(time, "15m"), interval: "15m" });
  assert.deepEqual([...found].map(([index, all]) => [index, all.map(({ text }) => text)]), [
    [0, ["14:30", "09:00"]],
    [1, ["14:59"]],
  ]);
});

Deno.test("eventsText - headlines are counted, what moves money is told whole", () => {
  const news = (text: string): ChartEvent => ({ kind: "news", date: "2026-01-05", at: null, text });
  const split: ChartEvent = { ...news("Split, 4 for 1"), kind: "split" };
  assert.equal(eventsText([news("One"), split]), "Split, 4 for 1 · News: One");
  assert.equal(eventsText([news("One"), news("Two")]), "2 headlines: One …");
  assert.equal(eventsText(eventsOf(NONE, "2026-01-01")), "");
});
