import assert from "node:assert/strict";
import type { Row } from "@/lib/datasets/dataset.ts";
import { dividendView } from "./dividends.ts";
import { newsByDay } from "./news_days.ts";
import { logoLetter, profileFacts } from "./profile.ts";
import { recommendationView } from "./recommendations.ts";
import { sentimentView } from "./sentiment.ts";

const TODAY = "2026-07-01";

const month = (period: string, ...[strong_buy, buy, hold, sell, strong_sell]: number[]): Row => ({
  period,
  strong_buy: strong_buy ?? null,
  buy: buy ?? null,
  hold: hold ?? null,
  sell: sell ?? null,
  strong_sell: strong_sell ?? null,
});

Deno.test("recommendationView - the newest month in a sentence, held against the oldest shown", () => {
  const { months, consensus } = recommendationView([
    month("2026-05-01", 10, 20, 20, 0, 0),
    month("2026-07-01", 15, 23, 18, 3, 1),
    month("2026-06-01", 1, 1, 1, 1, 1),
  ]);
  assert.deepEqual(months.map(({ period, total }) => [period, total]), [
    ["2026-07-01", 60],
    ["2026-06-01", 5],
    ["2026-05-01", 50],
  ]);
  assert.equal(
    consensus,
    "38 of 60 analysts say buy or strong buy, 18 hold, 4 sell: on average buy. As in May 2026.",
  );
});

Deno.test("recommendationView - a month in which nobody says anything has no mean, and no sentence", () => {
  assert.deepEqual(recommendationView([month("2026-07-01")]).months[0]?.mean, null);
  assert.equal(recommendationView([month("2026-07-01")]).consensus, "");
});

const mood = (date: string, score: number, mention: number, source = "derived:company_news"): Row => ({
  time: `${date}T00:00:00.000Z`,
  score,
  mention,
  positive_mention: score > 0 ? mention : 0,
  negative_mention: score < 0 ? mention : 0,
  source,
});

Deno.test("sentimentView - a week of days without gaps; a day without a headline has no score, and not 0", () => {
  const { days, isOwn, summary } = sentimentView(
    [mood("2026-06-29", -0.5, 3), mood("2026-07-01", 0.5, 1)],
    TODAY,
  );
  assert.deepEqual(days.map(({ date }) => date), [
    "2026-06-25",
    "2026-06-26",
    "2026-06-27",
    "2026-06-28",
    "2026-06-29",
    "2026-06-30",
    "2026-07-01",
  ]);
  assert.deepEqual(days.map(({ score }) => score), [null, null, null, null, -0.5, null, 0.5]);
  assert.equal(isOwn, true);
  assert.equal(summary, "4 headlines in 7 days: 1 good, 3 bad; mean score −0.25, bad.");
});

Deno.test("sentimentView - the provider's own figures are not mixed with ours; hours of a day weigh by their mentions", () => {
  const hours = [mood("2026-07-01", 1, 1, "finnhub:/s"), mood("2026-07-01", 0, 3, "finnhub:/s")];
  const { days, isOwn } = sentimentView([mood("2026-07-01", -1, 9), ...hours], TODAY);
  assert.deepEqual([days.at(-1)?.score, days.at(-1)?.mentions, isOwn], [0.25, 4, false]);
});

const paid = (start: string, date: string, total_paid: number): Row => ({
  kind: "paid_in_period",
  period_start: start,
  date,
  total_paid,
  currency: "USD",
  source: "finnhub:/stock/financials-reported",
});

Deno.test("dividendView - of a fiscal year its longest period counts, and one that is not over says so", () => {
  const { kind, bars, summary, sources, rate } = dividendView([
    paid("2024-10-01", "2025-09-30", 14e9),
    paid("2024-10-01", "2025-03-31", 7e9),
    paid("2025-10-01", "2026-03-31", 7.5e9),
    {
      kind: "annual_rate",
      date: "2026-06-01",
      amount: 1.04,
      yield_percent: 0.5,
      source: "finnhub:/stock/metric",
    },
  ]);
  assert.equal(kind, "years");
  assert.deepEqual(bars.map(({ label, amount }) => [label, amount]), [["2025", 14e9], [
    "to Mar 2026",
    7.5e9,
  ]]);
  assert.equal(
    summary,
    "$7.5B paid to all shareholders from Oct 1, 2025 to Mar 31, 2026, a fiscal year that is not over.",
  );
  assert.deepEqual([rate?.amount, rate?.yieldPercent], [1.04, 0.5]);
  assert.deepEqual(sources, ["finnhub:/stock/metric", "finnhub:/stock/financials-reported"]);
});

Deno.test("dividendView - single payments are preferred, oldest first, adjusted for splits", () => {
  const payment = (date: string, amount: number, more: Row = {}): Row => ({
    kind: "payment",
    date,
    amount,
    ...more,
  });
  const { kind, bars } = dividendView([
    payment("2026-05-10", 0.26, { pay_date: "2026-05-17" }),
    payment("2020-05-10", 0.82, { adjusted_amount: 0.205 }),
    paid("2024-10-01", "2025-09-30", 14e9),
  ]);
  assert.equal(kind, "payments");
  assert.deepEqual(bars.map(({ amount }) => amount), [0.205, 0.26]);
  assert.equal(bars[1]?.words, "$0.26 a share, ex-dividend May 10, 2026, paid May 17, 2026.");
});

Deno.test("dividendView - a company that pays none has nothing to draw", () => {
  assert.deepEqual([dividendView([]).kind, dividendView([]).rate, dividendView([]).summary], [
    "none",
    null,
    "",
  ]);
});

Deno.test("profileFacts - words for codes, money in its currency, and only web addresses become links", () => {
  const row: Row = {
    name: "Apple Inc",
    exchange: "NASDAQ NMS - GLOBAL MARKET",
    country: "US",
    currency: "USD",
    ipo_date: "1980-12-12",
    market_cap_millions: 2_703_872.66,
    shares_outstanding_millions: 14_800,
    website: "https://www.apple.com/",
  };
  const facts = profileFacts(row, TODAY);
  assert.deepEqual(facts.map(({ label, text }) => [label, text]), [
    ["Exchange", "NASDAQ, global market"],
    ["Country", "United States"],
    ["Market value", "$2.704T"],
    ["Shares outstanding", "14.8B"],
    ["Listed since", "Dec 12, 1980"],
    ["Filings in", "USD"],
    ["Website", "apple.com"],
  ]);
  assert.equal(facts.at(-1)?.href, "https://www.apple.com/");
  const evil = profileFacts({ ...row, website: "javascript:alert(1)", country: "Atlantis" }, TODAY);
  assert.equal(evil.some(({ href }) => href !== undefined), false);
  assert.equal(evil.find(({ label }) => label === "Country")?.text, "Atlantis");
  assert.deepEqual([logoLetter(row, "AAPL"), logoLetter(undefined, "TSLA")], ["A", "T"]);
});

Deno.test("newsByDay - headlines of a day in New York stand together, in their order", () => {
  const item = (id: string, published_at: string | null) => ({
    id,
    headline: id,
    url: "",
    publisher: "",
    published_at,
  });
  const days = newsByDay([
    item("a", "2026-07-01T13:00:00Z"),
    item("b", "2026-07-01T03:00:00Z"),
    item("c", "2026-06-30T20:00:00Z"),
    item("d", null),
  ]);
  assert.deepEqual(days.map(({ date, items }) => [date, items.map(({ id }) => id).join("")]), [
    ["2026-07-01", "a"],
    ["2026-06-30", "bc"],
    ["", "d"],
  ]);
});
