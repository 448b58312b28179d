import assert from "node:assert/strict";
import { answer } from "./api.ts";
import { COMPANIES } from "./companies.ts";
import { listedSymbols } from "./directory.ts";
import type { World } from "./world.ts";

const RECORDED = new URL("../../../shared/finnhub/recorded/", import.meta.url);
const WORLD: World = { seed: 1, hours: "exchange", plan: "premium", now: Date.parse("2026-11-20T17:00:05Z") };

function ask(path: string, world: World = WORLD): unknown {
  const url = new URL(path, "http://simulator");
  const reply = answer(world, url.pathname, url.searchParams, null, {});
  assert.equal(reply.status, 200, path);
  return JSON.parse(reply.body);
}

function rows(path: string, name?: string, world: World = WORLD): Record<string, unknown>[] {
  const value = ask(path, world) as Record<string, unknown>;
  return (name ? value[name] : value) as Record<string, unknown>[];
}

/** The shape of a document: its keys and the types of their values; of an array that of the first row. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 1).map(shapeOf);
  if (typeof value !== "object" || value === null) return value === null ? "null" : typeof value;
  return Object.fromEntries(
    Object.keys(value).sort().map((key) => [key, shapeOf(value[key as keyof typeof value])]),
  );
}

const same: Record<string, string> = {
  "quote-AAPL.json": "/quote?symbol=AAPL",
  "quote-unknown.json": "/quote?symbol=NOPE",
  "profile-AAPL.json": "/stock/profile2?symbol=AAPL",
  "recommendation-AAPL.json": "/stock/recommendation?symbol=AAPL",
  "search-apple.json": "/search?q=apple",
  "peers-AAPL-industry.json": "/stock/peers?symbol=AAPL",
  "calendar-earnings-aapl.json": "/calendar/earnings?symbol=AAPL&from=2026-11-21&to=2027-02-20",
};
const recordings = await Deno.stat(RECORDED).then(() => true, (error) => {
  if (error instanceof Deno.errors.NotFound) return false;
  throw error;
});
const reason = recordings ? "" : " (ignored: no recorded answers beside the project)";
for (const [file, path] of Object.entries(same)) {
  Deno.test({
    name: `shapes - ${path} has the keys and types of the recorded ${file}${reason}`,
    ignore: !recordings,
    fn: async () => {
      const recorded: unknown = JSON.parse(await Deno.readTextFile(new URL(file, RECORDED)));
      assert.deepEqual(shapeOf(ask(path)), shapeOf(recorded));
    },
  });
}
Deno.test({
  name: `shapes - the symbol file has the keys and types of the recorded one${reason}`,
  ignore: !recordings,
  fn: async () => {
    const recorded: unknown = JSON.parse(await Deno.readTextFile(new URL("stock-symbol-US.json", RECORDED)));
    assert.deepEqual(shapeOf(listedSymbols(1)), shapeOf(recorded));
  },
});

Deno.test("shapes - news is unsorted, shared between symbols, and untidy in the ways that Finnhub's is", () => {
  const news = COMPANIES.slice(0, 7).map(({ symbol }) =>
    rows(`/company-news?symbol=${symbol}&from=2026-10-20&to=2026-11-20`)
  );
  const all = news.flat();
  assert.ok(all.length > 200);
  assert.ok(new Set(all.map(({ id }) => id)).size < all.length, "an article under several symbols");
  assert.ok(all.some(({ summary }) => summary === "\n\n\n"), "a summary of newlines");
  assert.ok(all.some(({ headline }) => String(headline).includes("&#39;")), "an HTML entity");
  assert.ok(all.every(({ url }) => String(url).startsWith("https://example.com/")));
  assert.ok(all.every(({ datetime }) => Number(datetime) * 1000 <= WORLD.now), "nothing from the future");
  const times = news[0]?.map(({ datetime }) => Number(datetime)) ?? [];
  assert.notDeepEqual(times, times.toSorted((a, b) => b - a));
  assert.ok(news[0]?.every(({ related }) => related === "AAPL"));
});

Deno.test("shapes - an article keeps its words when the clock moves on", () => {
  const later = { ...WORLD, now: WORLD.now + 36 * 3_600_000 };
  const path = "/company-news?symbol=AAPL&from=2026-11-10&to=2026-11-18";
  assert.deepEqual(rows(path), rows(path, undefined, later));
});

Deno.test("shapes - market news asks for what is newer than an id", () => {
  const ids = rows("/news?category=general").map(({ id }) => Number(id));
  const middle = ids.toSorted((a, b) => a - b)[50] ?? 0;
  assert.ok(ids.length > 60);
  assert.ok(rows(`/news?category=general&minId=${middle}`).every(({ id }) => Number(id) > middle));
});

Deno.test("shapes - insider rows share ids, and gifts and exercises have price 0", () => {
  const data = COMPANIES.slice(0, 7).flatMap(({ symbol }) =>
    rows(`/stock/insider-transactions?symbol=${symbol}&from=2025-01-01&to=2026-11-20`, "data")
  );
  assert.ok(new Set(data.map(({ id }) => id)).size < data.length);
  for (const { transactionCode, transactionPrice, share, change } of data) {
    assert.equal(transactionPrice === 0, transactionCode === "G" || transactionCode === "M");
    assert.ok(Number.isInteger(share) && Number.isInteger(change) && Number(share) >= 0);
  }
  for (const { symbol } of COMPANIES) {
    const path = `/stock/insider-transactions?symbol=${symbol}&from=2000-01-01&to=2026-11-20`;
    assert.ok(rows(path, "data").length <= 100);
  }
});

Deno.test("shapes - the IPO calendar has null, empty and missing, a range as price, and at most 200 rows", () => {
  const ipos = rows("/calendar/ipo?from=2026-01-01&to=2026-12-31", "ipoCalendar");
  assert.ok(ipos.length <= 200 && ipos.length > 100);
  assert.ok(ipos.some(({ symbol }) => symbol === null));
  assert.ok(ipos.some(({ symbol }) => symbol === ""));
  assert.ok(ipos.some(({ price }) => /^\d+\.\d\d-\d+\.\d\d$/.test(String(price))));
  assert.ok(ipos.every(({ date, name, status }) => date && name && status));
  const keys = ipos.map(({ date, name, status }) => `${date} ${name} ${status}`);
  assert.ok(new Set(keys).size < keys.length, "one is listed twice");
});

Deno.test("shapes - a free key sees four quarters of earnings, four months of opinions", () => {
  const free: World = { ...WORLD, plan: "free" };
  const earnings = rows("/stock/earnings?symbol=MSFT", undefined, free);
  assert.equal(earnings.length, 4);
  assert.equal(rows("/stock/recommendation?symbol=MSFT", undefined, free).length, 4);
  const all = rows("/stock/earnings?symbol=MSFT");
  assert.ok(all.some(({ estimate, surprise }) => estimate === null && surprise === null));
  assert.equal(new Set(all.map(({ year, quarter }) => `${year} ${quarter}`)).size, all.length);
});

Deno.test("shapes - filings are arrays of concepts, years as quarter 0, in full units that add up", () => {
  const annual = rows("/stock/financials-reported?symbol=AAPL&freq=annual", "data");
  const quarterly = rows("/stock/financials-reported?symbol=AAPL&freq=quarterly", "data");
  assert.equal(annual.length, 4);
  assert.equal(quarterly.length, 12);
  assert.ok(annual.every(({ quarter, form }) => quarter === 0 && form === "10-K"));
  const values = (filing: Record<string, unknown> | undefined, statement: string) => {
    const lines = (filing?.report as Record<string, { concept: string; value: unknown }[]>)[statement] ?? [];
    return Object.fromEntries(lines.map(({ concept, value }) => [concept.replace("us-gaap_", ""), value]));
  };
  const income = values(annual[0], "ic"), sheet = values(annual[0], "bs"), cash = values(annual[0], "cf");
  assert.ok(Number(income.RevenueFromContractWithCustomerExcludingAssessedTax) > 1e11);
  assert.equal(income.NetIncomeLoss, cash.NetIncomeLoss);
  assert.equal(sheet.Assets, Number(sheet.Liabilities) + Number(sheet.StockholdersEquity));
  assert.equal(sheet.CommitmentsAndContingencies, "N/A");
  assert.ok(Number(cash.PaymentsOfDividends) > 0);
  assert.ok(annual.every(({ filedDate }) => Date.parse(String(filedDate).slice(0, 10)) <= WORLD.now));
});

Deno.test("shapes - metrics mix numbers, nulls and dates; the block is in percent, the series in ratios", () => {
  const { metric, series } = ask("/stock/metric?symbol=AAPL&metric=all") as {
    metric: Record<string, unknown>;
    series: Record<string, Record<string, { period: string; v: number }[]>>;
  };
  assert.ok(Object.keys(metric).length > 100);
  assert.ok(Object.values(metric).includes(null));
  assert.match(String(metric["52WeekHighDate"]), /^\d{4}-\d{2}-\d{2}$/);
  assert.ok(
    ["52WeekHigh", "longTermDebt/equityAnnual", "priceRelativeToS&P50052Week"].every((key) => key in metric),
  );
  assert.ok(Number(metric.netProfitMarginAnnual) > 1);
  assert.ok((series.annual?.netMargin?.[0]?.v ?? 1) < 1);
  const young = ask("/stock/metric?symbol=META&metric=all") as { metric: Record<string, unknown> };
  assert.ok(!("revenueGrowth5Y" in young.metric));
});

Deno.test("shapes - dividends are quarterly, declared before they are told, in the listing's currency", () => {
  const paid = rows("/stock/dividend?symbol=KO&from=2025-11-21&to=2026-11-20") as {
    declarationDate: string;
  }[];
  assert.equal(paid.length, 4);
  assert.ok(paid.every(({ declarationDate }) => Date.parse(declarationDate) <= WORLD.now));
  assert.deepEqual(rows("/stock/dividend?symbol=TSLA&from=2020-01-01&to=2026-11-20"), []);
});

Deno.test("shapes - social sentiment is empty since mid-2026, hourly rows before", () => {
  assert.deepEqual(rows("/stock/social-sentiment?symbol=AAPL&from=2026-11-01&to=2026-11-20", "data"), []);
  const [row] = rows("/stock/social-sentiment?symbol=AAPL&from=2026-05-01&to=2026-05-02", "data");
  assert.match(String(row?.atTime), /^2026-05-02 23:00:00$/);
  assert.equal(row?.mention, Number(row?.positiveMention) + Number(row?.negativeMention));
});
