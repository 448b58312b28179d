import assert from "node:assert/strict";
import fc from "fast-check";
import type { Row } from "@/lib/datasets/dataset.ts";
import { dividendEvents, earningsEvents } from "./company_events.ts";
import { type CalendarEvent, inOrder } from "./event.ts";
import { exchangeDays } from "./exchange_days.ts";
import { ipoEvents } from "./ipo_events.ts";
import { factsOf, titleOf } from "./words.ts";

const AT = "2026-11-01T00:00:00.000Z";

function earningsRow(overrides: Row): Row {
  return {
    symbol: "AAPL",
    year: 2026,
    quarter: 4,
    report_date: "2026-11-05",
    report_hour: "amc",
    eps_actual: null,
    eps_estimate: 1.98,
    surprise_percent: null,
    revenue_actual: null,
    revenue_estimate: 94_400_000_000,
    fetched_at: AT,
    ...overrides,
  };
}

const words = (event: CalendarEvent | undefined) =>
  event === undefined ? "" : [titleOf(event), ...factsOf(event).map(({ text }) => text)].join(" | ");

Deno.test("Calendar - earnings tell time of day and estimate, then result and surprise; the event stays the same", () => {
  const [expected] = earningsEvents([earningsRow({})]);
  assert.equal(expected?.status, "expected");
  assert.equal(
    words(expected),
    "Q4 2026 earnings | after the close | EPS 1.98 expected | revenue 94.4B expected",
  );
  const [reported] = earningsEvents([
    earningsRow({ report_date: "2026-11-06", eps_actual: 2.1, revenue_actual: 94_900_000_000 }),
  ]);
  assert.equal(reported?.status, "reported");
  assert.equal(reported?.id, expected?.id);
  assert.equal(
    words(reported),
    "Q4 2026 earnings | after the close | EPS 2.10, 1.98 expected | ▲ +6.06\u202f% surprise | " +
      "revenue 94.9B, 94.4B expected",
  );
});

Deno.test("Calendar - a quarter whose day nobody named is not on it, and nothing is made up of what is not known", () => {
  assert.deepEqual(earningsEvents([earningsRow({ report_date: null })]), []);
  const bare = earningsRow({ report_hour: null, eps_estimate: null, revenue_estimate: null });
  assert.equal(words(earningsEvents([bare])[0]), "Q4 2026 earnings");
  // Of an estimate of zero there is no percentage; a loss smaller than feared is a good surprise.
  const surprise = (actual: number, estimate: number) =>
    earningsEvents([earningsRow({ eps_actual: actual, eps_estimate: estimate })])[0]?.surprise_percent;
  assert.equal(surprise(1, 0), null);
  assert.equal(surprise(-1, -2), 50);
});

Deno.test("Calendar - of dividends only days that were named are on it, not rates, nor cash paid in a period", () => {
  const row = {
    symbol: "AAPL",
    date: "2026-11-09",
    amount: 0.26,
    currency: "USD",
    pay_date: null,
    fetched_at: AT,
  };
  assert.deepEqual(dividendEvents([{ ...row, kind: "annual_rate" }, { ...row, kind: "paid_in_period" }]), []);
  const events = dividendEvents([{ ...row, kind: "payment", pay_date: "2026-11-12" }]);
  assert.deepEqual(events.map(({ id, date, status }) => `${id} ${date} ${status}`), [
    "dividend-AAPL-2026-11-09-ex 2026-11-09 ex-date",
    "dividend-AAPL-2026-11-09-pay 2026-11-12 payment",
  ]);
  assert.equal(words(events[0]), "First day without the dividend | 0.2600 USD a share | paid Thu, Nov 12");
  assert.equal(dividendEvents([{ ...row, kind: "payment" }]).length, 1);
});

function ipoRow(status: string, date: string, fetched_at: string, overrides: Row = {}): Row {
  return {
    date,
    name: "Amber Foods, Inc.",
    status,
    symbol: "AMBX",
    exchange: "NYSE",
    number_of_shares: 12_000_000,
    price: "18.00-20.00",
    total_shares_value: 240_000_000,
    fetched_at,
    ...overrides,
  };
}

for (
  const [what, rows, expected] of [
    ["an expected day", [ipoRow("expected", "2026-11-18", "1")], ["expected 2026-11-18"]],
    [
      "one that moved",
      [ipoRow("expected", "2026-11-18", "1"), ipoRow("expected", "2026-11-20", "2")],
      ["expected 2026-11-20"],
    ],
    [
      "one that moved to an earlier day",
      [ipoRow("expected", "2026-11-18", "2"), ipoRow("expected", "2026-11-20", "1")],
      ["expected 2026-11-18"],
    ],
    [
      "one that was priced",
      [ipoRow("expected", "2026-11-18", "1"), ipoRow("priced", "2026-11-19", "2")],
      ["priced 2026-11-19"],
    ],
    [
      "one that withdrew, and its filing",
      [
        ipoRow("filed", "2026-10-01", "1"),
        ipoRow("expected", "2026-11-18", "2"),
        ipoRow("withdrawn", "2026-11-17", "3"),
      ],
      ["filed 2026-10-01", "withdrawn 2026-11-17"],
    ],
    [
      "one that withdrew and comes again",
      [ipoRow("withdrawn", "2026-10-17", "1"), ipoRow("expected", "2026-11-18", "2")],
      ["withdrawn 2026-10-17", "expected 2026-11-18"],
    ],
  ] as const
) {
  Deno.test(`Calendar - an IPO: ${what}`, () => {
    assert.deepEqual(ipoEvents(rows).map(({ status, date }) => `${status} ${date}`), expected);
  });
}

Deno.test("Calendar - an IPO keeps its name from expected to priced, and says price, shares, exchange", () => {
  const [expected] = ipoEvents([ipoRow("expected", "2026-11-18", "1")]);
  const [priced] = ipoEvents([ipoRow("priced", "2026-11-19", "2", { price: "19.00" })]);
  assert.equal(expected?.id, "ipo-amber-foods-inc");
  assert.equal(priced?.id, expected.id);
  assert.equal(
    words(expected),
    "Amber Foods, Inc. | 18.00–20.00 USD | 12,000,000 shares | 240M USD in all | NYSE",
  );
  const filed = ipoRow("filed", "2026-11-18", "1", {
    symbol: null,
    exchange: null,
    number_of_shares: null,
    price: null,
    total_shares_value: null,
  });
  assert.equal(words(ipoEvents([filed])[0]), "Amber Foods, Inc.");
});

Deno.test("Calendar - no two IPOs have one name, whatever companies are called", () => {
  const rows = fc.array(fc.record({
    date: fc.constantFrom("2026-11-18", "2026-11-19", "2026-12-01"),
    name: fc.constantFrom("Amber", "Ämber", "Umber", "A-B", "阿里", "里阿", "Amber Foods"),
    status: fc.constantFrom("expected", "priced", "filed", "withdrawn"),
    fetched_at: fc.constantFrom("1", "2", "3"),
  }));
  fc.assert(fc.property(rows, (all) => {
    // As the ledger has them: one row of each key.
    const unique = [...new Map(all.map((row) => [`${row.date} ${row.name} ${row.status}`, row])).values()];
    const ids = ipoEvents(unique).map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length, ids.join(" "));
  }));
});

Deno.test("Calendar - market days by the rules, and by what the provider knows better", () => {
  const days = (corrections: Parameters<typeof exchangeDays>[2]) =>
    exchangeDays("2026-11-01", "2026-11-30", corrections).map((day) => `${day.date} ${words(day)}`);
  assert.deepEqual(days([]), [
    "2026-11-26 Thanksgiving Day | New York does not trade",
    "2026-11-27 Day after Thanksgiving | closes at 13:00 New York",
  ]);
  assert.deepEqual(
    days([
      { date: "2026-11-09", name: "Day of Mourning", hours: null },
      { date: "2026-11-27", name: "As on other days", hours: { open: [9, 30], close: [16, 0] } },
    ]),
    [
      "2026-11-09 Day of Mourning | New York does not trade",
      "2026-11-26 Thanksgiving Day | New York does not trade",
    ],
  );
});

Deno.test("Calendar - by day; on a day the exchange first, then companies by symbol, then strangers", () => {
  const events = inOrder([
    ...ipoEvents([ipoRow("expected", "2026-11-26", "1")]),
    ...earningsEvents([
      earningsRow({ symbol: "MSFT", report_date: "2026-11-26" }),
      earningsRow({ report_date: "2026-11-26" }),
      earningsRow({ symbol: "TSLA" }),
    ]),
    ...exchangeDays("2026-11-26", "2026-11-26", []),
  ]);
  assert.deepEqual(events.map(({ kind, symbol }) => `${kind} ${symbol}`.trim()), [
    "earnings TSLA",
    "holiday",
    "earnings AAPL",
    "earnings MSFT",
    "ipo AMBX",
  ]);
});
