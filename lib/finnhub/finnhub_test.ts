import assert from "node:assert/strict";
import { createFinnhub, type Finnhub, type FinnhubOptions } from "./finnhub.ts";
import { json, plainFetch, serve } from "./_test_server.ts";

const KEY = "k3y-test";

function client(
  baseUrl: string,
  fetch: FinnhubOptions["fetch"],
  options: Partial<FinnhubOptions> = {},
): Finnhub {
  return createFinnhub({ apiKey: KEY, baseUrl, callsPerMinute: 60, ...(fetch ? { fetch } : {}), ...options });
}

Deno.test("createFinnhub - asks every endpoint as the official catalogue names it", async () => {
  const lists = new Set([
    "/company-news",
    "/news",
    "/stock/earnings",
    "/stock/recommendation",
    "/stock/dividend",
    "/stock/peers",
    "/stock/symbol",
  ]);
  await using server = serve((path) =>
    json(lists.has(path) ? [1] : { data: [1], earningsCalendar: [1], ipoCalendar: [1], result: [1], c: 1 })
  );
  using net = plainFetch();
  const finnhub = client(server.baseUrl, net.fetch);
  const cases: [() => Promise<{ ok: boolean }>, string, Record<string, string>][] = [
    [() => finnhub.quote("BRK.B"), "/quote", { symbol: "BRK.B" }],
    [() => finnhub.candles("AAPL", "D", 1_700_000_000_999, 1_700_086_400_000), "/stock/candle", {
      symbol: "AAPL",
      resolution: "D",
      from: "1700000000",
      to: "1700086400",
    }],
    [() => finnhub.profile("AAPL"), "/stock/profile2", { symbol: "AAPL" }],
    [() => finnhub.companyNews("AAPL", "2026-01-01", "2026-01-02"), "/company-news", {
      symbol: "AAPL",
      from: "2026-01-01",
      to: "2026-01-02",
    }],
    [() => finnhub.marketNews("general"), "/news", { category: "general" }],
    [() => finnhub.earnings("AAPL"), "/stock/earnings", { symbol: "AAPL" }],
    [() => finnhub.earningsCalendar("AAPL", "2026-01-01", "2026-02-01"), "/calendar/earnings", {
      symbol: "AAPL",
      from: "2026-01-01",
      to: "2026-02-01",
    }],
    [() => finnhub.financialsReported("AAPL", "quarterly"), "/stock/financials-reported", {
      symbol: "AAPL",
      freq: "quarterly",
    }],
    [() => finnhub.financialsReported("AAPL", "annual", "2020-01-01"), "/stock/financials-reported", {
      symbol: "AAPL",
      freq: "annual",
      from: "2020-01-01",
    }],
    [() => finnhub.metrics("AAPL"), "/stock/metric", { symbol: "AAPL", metric: "all" }],
    [() => finnhub.insiderTransactions("AAPL", "2026-01-01", "2026-02-01"), "/stock/insider-transactions", {
      symbol: "AAPL",
      from: "2026-01-01",
      to: "2026-02-01",
    }],
    [() => finnhub.recommendations("AAPL"), "/stock/recommendation", { symbol: "AAPL" }],
    [() => finnhub.socialSentiment("AAPL", "2026-01-01", "2026-02-01"), "/stock/social-sentiment", {
      symbol: "AAPL",
      from: "2026-01-01",
      to: "2026-02-01",
    }],
    [() => finnhub.dividends("AAPL", "2026-01-01", "2026-02-01"), "/stock/dividend", {
      symbol: "AAPL",
      from: "2026-01-01",
      to: "2026-02-01",
    }],
    [() => finnhub.ipoCalendar("2026-01-01", "2026-02-01"), "/calendar/ipo", {
      from: "2026-01-01",
      to: "2026-02-01",
    }],
    [() => finnhub.marketStatus(), "/stock/market-status", { exchange: "US" }],
    [() => finnhub.marketHolidays(), "/stock/market-holiday", { exchange: "US" }],
    [() => finnhub.search("apple & co"), "/search", { q: "apple & co" }],
    [() => finnhub.peers("AAPL"), "/stock/peers", { symbol: "AAPL" }],
    [() => finnhub.stockSymbols("US"), "/stock/symbol", { exchange: "US" }],
  ];
  for (const [ask, path, params] of cases) {
    assert.equal((await ask()).ok, true, path);
    const request = server.seen.at(-1);
    assert.equal(request?.path, path);
    assert.deepEqual(request?.params, params);
    assert.equal(request?.headers.get("x-finnhub-token"), KEY);
    assert.ok(!request?.url.includes(KEY));
  }
  assert.deepEqual(finnhub.stats(), { calls: cases.length, retries: 0, byOutcome: { ok: cases.length } });
  finnhub.close();
});
