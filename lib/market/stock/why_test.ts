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
    { headline: "Apple wins award", published_at: "2026-06-30T18:00:00Z", score: 0.4 },
  ];
  const found = reason({ news }, "news");
  assert.deepEqual(
    [found?.text, found?.note, found?.tone],
    ["Apple recalls products", "08:30; 3 headlines: 1 good, 1 bad", "down"],
  );
  assert.equal(reason({}, "news")?.text, "No headline today or yesterday");
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
