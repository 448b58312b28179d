import assert from "node:assert/strict";
import type { Row } from "@/lib/datasets/dataset.ts";
import { insiderView } from "./insiders.ts";
import { transactionKind } from "./transaction_codes.ts";

const TODAY = "2026-07-01";
const trade = (date: string, code: string, shares: number, price: number, more: Row = {}): Row => ({
  symbol: "AAPL",
  name: "BRANDT O'NEIL-LEE",
  shares_held: 100,
  shares_changed: shares,
  transaction_date: date,
  transaction_code: code,
  transaction_price: price,
  currency: "USD",
  is_derivative: false,
  source: "finnhub:/stock/insider-transactions",
  ...more,
});

for (
  const [code, shares, price, words] of [
    ["S", -10_018, 181.2, "sold 10,018 shares at $181.20, worth $1.815M"],
    ["P", 1, 50, "bought 1 share at $50.00, worth $50"],
    ["M", 5_000, 0, "exercised 5,000 shares"],
    ["F", -312, 190, "gave up for tax 312 shares at $190.00, worth $59.28K"],
    ["G", -4_914, 0, "gave away 4,914 shares"],
    ["G", 4_914, 0, "was given 4,914 shares"],
    ["", -7, 0, "disposed of 7 shares"],
    ["?", 7, 0, "acquired 7 shares"],
  ] as const
) {
  Deno.test(`insiderView - code "${code}" of ${shares} is told in words`, () => {
    assert.equal(insiderView([trade("2026-06-02", code, shares, price)], TODAY).trades[0]?.words, words);
  });
}

Deno.test("insiderView - newest first, with names that do not shout, and what cannot be told left out", () => {
  const { trades } = insiderView([
    trade("2026-05-02", "S", -1, 1),
    trade("2026-06-02", "S", -2, 1),
    { ...trade("2026-06-03", "S", 0, 1), shares_changed: null },
    { ...trade("soon", "S", -3, 1) },
  ], TODAY);
  assert.deepEqual(trades.map(({ shares }) => shares), [-2, -1]);
  assert.equal(trades[0]?.name, "Brandt O'Neil-Lee");
});

Deno.test("insiderView - a month's net is of open-market trades only: no grants, no tax, no derivatives", () => {
  const { months, summary } = insiderView([
    trade("2026-06-02", "P", 10, 100),
    trade("2026-06-20", "S", -30, 100),
    trade("2026-06-20", "F", -1_000, 100),
    trade("2026-06-20", "A", 1_000, 100),
    trade("2026-06-20", "S", -1_000, 100, { is_derivative: true }),
    trade("2025-06-20", "S", -1_000, 100),
  ], TODAY);
  assert.deepEqual([months.length, months[0]?.month, months.at(-1)?.month], [12, "2025-08", "2026-07"]);
  assert.deepEqual(months.at(-2), { month: "2026-06", bought: 1_000, sold: -3_000, net: -2_000, trades: 2 });
  assert.equal(summary, "Open market since Aug 1, 2025: bought $1K, sold $3K; net sold $2K.");
});

Deno.test("insiderView - a year without an open-market trade says so", () => {
  assert.equal(
    insiderView([trade("2026-06-02", "A", 10, 0)], TODAY).summary,
    "No open-market trade since Aug 1, 2025.",
  );
});

Deno.test("transactionKind - only purchases and sales are an insider's own judgement of the price", () => {
  const open = [..."ACDEFGHIJKLMOPSUVWXZ"].filter((code) => transactionKind(code, 1).isOpenMarket);
  assert.deepEqual(open, ["P", "S"]);
});
