import assert from "node:assert/strict";
import fc from "fast-check";
import { checkRow } from "./check.ts";
import type { DatasetName, Row } from "./dataset.ts";
import { type Canned, failed, requestOf } from "./fake_finnhub.ts";
import { formatRows, parseRows } from "./format.ts";
import { keyOf } from "./keys.ts";
import { DATASETS } from "./registry.ts";

/** One good row of each endpoint, to be spoilt. */
const GOOD: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  quote: { c: 308.82, d: 3.83, dp: 1.2558, h: 311.4, l: 305.84, o: 306.12, pc: 304.99, t: 1779480000 },
  candles: { c: [1], h: [1], l: [1], o: [1], s: "ok", t: [1779480000], v: [1] },
  profile: { name: "Apple Inc", ipo: "1980-12-12", marketCapitalization: 4535749.27, ticker: "AAPL" },
  companyNews: { id: 1, datetime: 1779470000, headline: "Apple beats", summary: "" },
  marketNews: { id: 1, datetime: 1779470000, headline: "Apple beats", summary: "" },
  earnings: { year: 2026, quarter: 1, period: "2026-03-31", actual: 1, estimate: 2 },
  earningsCalendar: { year: 2026, quarter: 1, date: "2026-03-31", hour: "amc", epsActual: 1 },
  financialsReported: {
    year: 2025,
    quarter: 0,
    endDate: "2025-09-27 00:00:00",
    acceptedDate: "2025-10-30 18:12:36",
    report: { cf: [{ concept: "PaymentsOfDividends", value: 1, unit: "usd" }], bs: { Assets: 1 }, ic: [] },
  },
  metrics: {
    metric: { dividendPerShareAnnual: 1.04, "52WeekLowDate": "2026-01-01" },
    series: { annual: { pe: [{ period: "2025-09-27", v: 1 }] } },
  },
  insiderTransactions: { id: "1", name: "Cook", share: 1, change: -1, transactionDate: "2026-05-01" },
  recommendations: { period: "2026-05-01", buy: 1, hold: 2 },
  socialSentiment: { atTime: "2026-05-22 10:00:00", mention: 1, score: 0.5 },
  dividends: { date: "2026-05-09", amount: 0.26, freq: 2 },
  ipoCalendar: { date: "2026-06-01", name: "X", status: "expected", price: "1-2" },
};
const OBJECTS = new Set(["quote", "candles", "profile", "metrics"]);
const ODD = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom(
    "N/A",
    "",
    "0000-00-00",
    "2026-02-30",
    0,
    -0,
    -1,
    1,
    1e300,
    4e9,
    1779480000,
    "\ud800",
    "=1",
    {},
    [],
    null,
  ),
);

/** A good row with some fields spoilt; sometimes anything at all. */
const row = (good: Readonly<Record<string, unknown>>) =>
  fc.record(
    Object.fromEntries(
      Object.entries(good).map(([field, value]) => [
        field,
        fc.oneof({ weight: 4, arbitrary: fc.constant(value) }, { weight: 1, arbitrary: ODD }),
      ]),
    ),
    { requiredKeys: [] },
  );

const canned: fc.Arbitrary<Canned> = fc.record(
  Object.fromEntries(
    Object.entries(GOOD).map(([method, good]) => [
      method,
      fc.oneof(
        {
          weight: 5,
          arbitrary: OBJECTS.has(method)
            ? row(good)
            : fc.array(fc.oneof({ weight: 4, arbitrary: row(good) }, ODD), { maxLength: 4 }),
        },
        { weight: 1, arbitrary: fc.constantFrom(failed("refused"), failed("server")) },
      ),
    ]),
  ),
);

Deno.test("DATASETS - never throw for what the provider says; every row keeps its schema and reads back the same", async () => {
  await fc.assert(
    fc.asyncProperty(canned, async (canned) => {
      const known: { [name in DatasetName]?: readonly Row[] } = {};
      for (const dataset of DATASETS) {
        const request = requestOf(
          Object.fromEntries(Object.entries(canned).map(([method, data]) => [method, () => data])),
          known,
        );
        const { rows, rejected, outcomes } = await dataset.collect(request);
        assert.ok(outcomes.length > 0, dataset.name);
        for (const row of rows) assert.equal(checkRow(dataset, row), null);
        for (const one of rejected) JSON.parse(one.raw);
        assert.equal(new Set(rows.map((row) => keyOf(dataset, row))).size, rows.length, dataset.name);
        const back = parseRows(dataset, formatRows(dataset, rows));
        assert.equal(
          JSON.stringify(back.map((row) => Object.entries(row).sort())),
          JSON.stringify(rows.map((row) => Object.entries(row).sort())),
        );
        known[dataset.name] = rows;
      }
    }),
    { numRuns: 150 },
  );
});
