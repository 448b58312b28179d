import assert from "node:assert/strict";
import { quoteOf } from "../_testing.ts";
import { earningsView } from "./earnings.ts";
import { type DayOfStock, reasonsOf, whyQuestion } from "./why.ts";

const TODAY = "2026-07-01";
const list = (...changes: (number | null)[]) =>
  changes.map((change_percent, i) => quoteOf({ symbol: `S${i}`, change_percent }));
const day = (more: Partial<DayOfStock>): DayOfStock => ({
  quote: quoteOf({ change_percent: -3 }),
  others: list(-1, -1.2, 0.4),
  news: [],
  earnings: earningsView([], TODAY),
  currency: "USD",
  events: [],
  // The close of the day before, and the price of noon.
  since: Date.parse("2026-06-30T20:00:00Z"),
  until: Date.parse("2026-07-01T16:00:00Z"),
  now: Date.parse("2026-07-01T16:05:00Z"),
  today: TODAY,
  ...more,
});
const reason = (more: Partial<DayOfStock>, kind: string) =>
  reasonsOf(day(more)).find((each) => each.kind === kind);

for (
  const [percent, question] of [
    [-3.214, "Why is AAPL down 3.21\u202f%?"],
    [0.5, "Why is AAPL up 0.50\u202f%?"],
    [0, "AAPL has not moved today"],
    [null, "What is known of AAPL today"],
  ] as const
) {
  Deno.test(`whyQuestion - ${percent}: ${question}`, () => {
    assert.equal(whyQuestion(quoteOf({ change_percent: percent })), question);
  });
}

Deno.test("reasonsOf - the same four, whatever is known: nothing moves on the page", () => {
  const kinds = ["market", "news", "earnings", "event"];
  assert.deepEqual(reasonsOf(day({})).map(({ kind }) => kind), kinds);
  const nothing = day({ quote: quoteOf({ change_percent: null }), others: [] });
  assert.deepEqual(reasonsOf(nothing).map(({ kind }) => kind), kinds);
});

Deno.test("reasonsOf - the move is held against the median of the others, not of itself", () => {
  const found = reason({ others: [quoteOf({ change_percent: -3 }), ...list(-1, -1.2, 0.4, null)] }, "market");
  assert.equal(found?.text, "2.00 points below the median of the others");
  assert.deepEqual([found?.note, found?.tone], ["median of 3: −1.00\u202f%", "down"]);
});

Deno.test("reasonsOf - where the others moved alike, that is said", () => {
  assert.match(
    reason({ others: list(-2.5, -2.6) }, "market")?.note ?? "",
    /so most of the move is theirs too$/,
  );
});

Deno.test("reasonsOf - of the headlines the one that says most, good or bad, and how many there were", () => {
  const news = [
    { headline: "Apple to present", published_at: "2026-07-01T13:00:00Z", score: 0 },
    { headline: "Apple recalls products", published_at: "2026-07-01T12:30:00Z", score: -0.78 },
    { headline: "Apple wins award", published_at: "2026-06-30T21:00:00Z", score: 0.4 },
  ];
  const found = reason({ news }, "news");
  assert.deepEqual(
    [found?.text, found?.note, found?.tone],
    ["Apple recalls products", "08:30; 3 headlines: 1 good, 1 bad", "down"],
  );
  assert.equal(reason({}, "news")?.text, "No headline from the previous close to this price");
});

/** Friday's close, looked at on Sunday: the market was closed since. */
const weekend = {
  since: Date.parse("2026-06-25T20:00:00Z"),
  until: Date.parse("2026-06-26T20:00:00Z"),
  now: Date.parse("2026-06-28T15:00:00Z"),
  today: "2026-06-28",
};

Deno.test("reasonsOf - no headline explains a price before it was there, or a move after it was priced in", () => {
  const news = [
    { headline: "Recall", published_at: "2026-06-27T19:11:00Z", score: -0.9 },
    { headline: "Upgrade", published_at: "2026-06-26T19:00:00Z", score: 0.3 },
    { headline: "Fined", published_at: "2026-06-25T19:59:00Z", score: -0.8 },
  ];
  const found = reason({ ...weekend, news }, "news");
  assert.deepEqual(
    [found?.text, found?.note, found?.tone],
    ["Upgrade", "Jun 26, 15:00; 1 headline: 1 good, 0 bad; 1 headline after this price", "up"],
  );
  const later = reason({ ...weekend, news: news.slice(0, 1) }, "news");
  assert.deepEqual(
    [later?.text, later?.note, later?.tone],
    ["No headline from the previous close to this price", "1 headline after this price", "flat"],
  );
});

for (
  const [report_date, report_hour, text, tone] of [
    ["2026-06-26", "bmo", "Reported 2 days ago", "down"],
    ["2026-06-25", "amc", "Reported 3 days ago", "down"],
    ["2026-06-25", "bmo", "Reported 3 days ago, before this move", "flat"],
    ["2026-06-26", "amc", "Reported 2 days ago, after this price", "flat"],
    ["2026-06-27", null, "Reported yesterday, after this price", "flat"],
  ] as const
) {
  Deno.test(`reasonsOf - on Sunday, of Friday's price: a result of ${report_date} ${report_hour}: ${text}`, () => {
    const row = { year: 2026, quarter: 2, report_date, report_hour, eps_actual: 1, eps_estimate: 2 };
    const found = reason({ ...weekend, earnings: earningsView([row], weekend.today) }, "earnings");
    assert.deepEqual([found?.text, found?.tone], [text, tone]);
  });
}

Deno.test("reasonsOf - of splits and dividends the last one before the price, a later one is said to be later", () => {
  const split = { date: "2026-06-26", text: "Split, 4 for 1" };
  const paid = { date: "2026-06-28", text: "Ex-dividend" };
  assert.equal(reason({ ...weekend, events: [paid, split] }, "event")?.text, "Split, 4 for 1");
  const later = reason({ ...weekend, events: [paid] }, "event");
  assert.equal(later?.note, "Jun 28, 2026, today, after this price");
});

Deno.test("reasonsOf - a result of yesterday is told with its surprise, an older one is not", () => {
  const rows = (report_date: string) => [
    { year: 2026, quarter: 2, report_date, eps_actual: 1, eps_estimate: 2 },
    { year: 2026, quarter: 3, report_date: "2026-09-30", eps_actual: null },
  ];
  const yesterday = reason({ earnings: earningsView(rows("2026-06-30"), TODAY) }, "earnings");
  assert.deepEqual(
    [yesterday?.text, yesterday?.note, yesterday?.tone],
    ["Reported yesterday", "Q2 2026: $1.00 a share, expected $2.00 (−50.00\u202f%)", "down"],
  );
  const older = reason({ earnings: earningsView(rows("2026-06-01"), TODAY) }, "earnings");
  assert.deepEqual([older?.text, older?.note], [
    "None these days; next in 91 days",
    "Q3 2026 on Sep 30, 2026",
  ]);
});

Deno.test("reasonsOf - a split of these days is told, and leads to the chart", () => {
  const events = [{ date: "2026-06-30", text: "Split, 4 for 1" }, {
    date: "2026-01-01",
    text: "Ex-dividend",
  }];
  const found = reason({ events }, "event");
  assert.deepEqual(
    [found?.text, found?.note, found?.href],
    ["Split, 4 for 1", "Jun 30, 2026, yesterday", "#chart"],
  );
});
