import { existsSync, readFileSync } from "node:fs";

/** Real answers of Finnhub, byte for byte; not part of the project, so a clone may lack them. */
const RECORDED = new URL("../../shared/finnhub/recorded/", import.meta.url);

/** Whether the recorded answers are there. Without them the hand-written ones below stand for all. */
export const HAS_RECORDED: boolean = existsSync(RECORDED);

const DAY_MS = 86_400_000;
const day = (offset: number) => new Date(Date.now() + offset * DAY_MS).toISOString().slice(0, 10);
const seconds = (offsetMs: number) => Math.floor((Date.now() + offsetMs) / 1000);

/** What an endpoint answers: a body for status 200, or the status of a refusal. */
export type Usual = string | 403;

/** What Finnhub answers a free key: recorded where there is a recording for the symbol, hand-written otherwise. */
export function usualAnswer(path: string, params: URLSearchParams): Usual | undefined {
  const symbol = params.get("symbol") ?? "";
  const name = symbol === "AAPL" && HAS_RECORDED ? RECORDINGS[path] : undefined;
  if (name !== undefined) return readFileSync(new URL(name, RECORDED), "utf8");
  const answer = WRITTEN[path]?.(symbol);
  return answer === undefined || answer === 403 ? answer : JSON.stringify(answer);
}

/** The price that quotes of a symbol have: AAPL's is the recording's. */
export function usualPrice(symbol: string): number {
  return symbol === "AAPL" ? 308.82 : 100 + symbol.charCodeAt(0);
}

/** Time of the recorded quote and of the hand-written ones, epoch seconds: Friday 2026-05-22, 16:00 in New York. */
export const QUOTED_AT = 1779480000;

const RECORDINGS: Readonly<Record<string, string>> = {
  "/quote": "quote-AAPL.json",
  "/stock/profile2": "profile-AAPL.json",
  "/stock/recommendation": "recommendation-AAPL.json",
  "/calendar/earnings": "calendar-earnings-aapl.json",
  "/stock/peers": "peers-AAPL-industry.json",
};

const WRITTEN: Readonly<Record<string, (symbol: string) => unknown>> = {
  "/quote": (symbol) => quoteAfter(symbol, 0),
  "/stock/candle": () => 403,
  "/stock/social-sentiment": () => 403,
  "/stock/dividend": () => 403,
  "/stock/profile2": (symbol) => ({
    country: "US",
    currency: "USD",
    exchange: "NASDAQ NMS - GLOBAL MARKET",
    finnhubIndustry: "Technology",
    ipo: "1986-03-13",
    marketCapitalization: 3_000_000.5,
    name: `${symbol} Corp`,
    shareOutstanding: 7_400.25,
    ticker: symbol,
    weburl: "https://example.com/",
  }),
  "/stock/recommendation": (symbol) => [
    { buy: 24, hold: 13, period: day(-20), sell: 2, strongBuy: 15, strongSell: 0, symbol },
    { buy: 23, hold: 15, period: day(-50), sell: 2, strongBuy: 14, strongSell: 0, symbol },
  ],
  "/calendar/earnings": (symbol) => ({
    earningsCalendar: [{
      date: day(30),
      epsActual: null,
      epsEstimate: 1.93,
      hour: "amc",
      quarter: 3,
      revenueActual: null,
      revenueEstimate: 110771401872,
      symbol,
      year: 2026,
    }],
  }),
  "/stock/earnings": (symbol) => [
    {
      actual: 1.88,
      estimate: 1.9744,
      period: "2026-03-31",
      quarter: 2,
      surprise: -0.0944,
      surprisePercent: -4.78,
      symbol,
      year: 2026,
    },
    { actual: null, estimate: 2.1, period: "2026-06-30", quarter: 3, surprise: null, symbol, year: 2026 },
  ],
  "/company-news": (symbol) => [
    article(7001 + symbol.charCodeAt(0), symbol, "Shares surge after strong, record profit", -2 * 3_600_000),
    article(
      7000 + symbol.charCodeAt(0),
      symbol,
      'Supplier warns of "weak" demand, &amp; shares fall',
      -5 * 3_600_000,
    ),
  ],
  "/news":
    () => [article(9001, "", "Markets rise", -60_000), article(9002, "", "Oil falls\nagain", -120_000)],
  "/stock/financials-reported": (symbol) => ({
    cik: "1",
    symbol,
    data: [{
      accessNumber: "0000320193-25-000001",
      acceptedDate: "2025-10-30 18:12:36",
      endDate: "2025-09-28 00:00:00",
      filedDate: "2025-10-31 00:00:00",
      form: "10-K",
      quarter: 0,
      report: {
        bs: [{ concept: "us-gaap_Assets", label: "Assets", unit: "usd", value: 338516000000 }],
        cf: [{
          concept: "us-gaap_PaymentsOfDividends",
          label: "Dividends paid",
          unit: "usd",
          value: 14119000000,
        }],
        ic: [{ concept: "us-gaap_GrossProfit", label: "Gross profit", unit: "usd", value: "N/A" }],
      },
      startDate: "2024-09-30 00:00:00",
      symbol,
      year: 2025,
    }],
  }),
  "/stock/metric": (symbol) => ({
    metric: { "52WeekHigh": 350.1, "52WeekHighDate": "2026-05-01", beta: null, dividendPerShareTTM: 1.02 },
    metricType: "all",
    series: { annual: { currentRatio: [{ period: "2025-09-28", v: 1.54 }] } },
    symbol,
  }),
  "/stock/insider-transactions": (symbol) => ({
    data: [{
      change: -1250,
      filingDate: day(-9),
      id: "0000-1",
      name: "Kirkhorn Zachary",
      share: 57234,
      symbol,
      transactionCode: "S",
      transactionDate: day(-11),
      transactionPrice: 655.81,
    }],
    symbol,
  }),
  "/calendar/ipo": () => ({
    ipoCalendar: [
      {
        date: day(8),
        exchange: null,
        name: "ZENTALIS",
        numberOfShares: null,
        price: "16.00-18.00",
        status: "expected",
        symbol: "",
      },
    ],
  }),
  "/stock/market-status": () => ({
    exchange: "US",
    holiday: null,
    isOpen: false,
    session: null,
    t: seconds(0),
    timezone: "America/New_York",
  }),
};

/** The price of a symbol some minutes after its usual quote. */
export function priceAfter(symbol: string, minutes: number): number {
  return usualPrice(symbol) + minutes / 4;
}

/** The quote of a symbol some minutes after its usual one: a step that a market makes. */
export function quoteAfter(symbol: string, minutes: number): Record<string, number> {
  const usual = usualPrice(symbol);
  const price = priceAfter(symbol, minutes);
  const previous = usual - 4;
  return {
    c: price,
    d: price - previous,
    dp: (price - previous) / previous * 100,
    h: usual + 6,
    l: usual - 6,
    o: usual - 2,
    pc: previous,
    t: QUOTED_AT + 60 * minutes,
  };
}

function article(id: number, related: string, headline: string, ageMs: number): Record<string, unknown> {
  return {
    category: "company",
    datetime: seconds(ageMs),
    headline,
    id,
    image: "",
    related,
    source: "The Test",
    summary: "\n\n",
    url: `https://finnhub.io/api/news?id=${id}`,
  };
}
