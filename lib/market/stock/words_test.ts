import assert from "node:assert/strict";
import { counted } from "../format.ts";
import { currencyIn, formatLargeMoney, formatMoney } from "./money.ts";
import { distanceText, formatRatio, rangePlaceText } from "./words.ts";

for (
  const [day, text] of [
    ["2026-07-01", "today"],
    ["2026-07-02", "tomorrow"],
    ["2026-06-30", "yesterday"],
    ["2026-09-06", "in 67 days"],
    ["2026-06-19", "12 days ago"],
    ["2025-10-01", "9 months ago"],
    ["1980-12-12", "45 years ago"],
  ] as const
) {
  Deno.test(`distanceText - ${day}, seen from July 1, 2026: ${text}`, () => {
    assert.equal(distanceText("2026-07-01", day), text);
  });
}

Deno.test("formatMoney - in the currency's usual form; what is no currency is taken for dollars", () => {
  assert.equal(formatMoney(186.88, "USD"), "$186.88");
  assert.equal(formatMoney(-2, "EUR"), "−€2.00");
  assert.equal(formatMoney(5, "gold"), "$5.00");
  assert.equal(formatMoney(null, "USD"), "–");
});

Deno.test("formatLargeMoney - K, M, B and T with four figures", () => {
  const texts = [59_280, 1_871_963, 435_769e6, 2.703872e12, -1.2e9, 50, 0].map((value) =>
    formatLargeMoney(value, "USD")
  );
  assert.deepEqual(texts, ["$59.28K", "$1.872M", "$435.8B", "$2.704T", "−$1.2B", "$50", "$0"]);
});

Deno.test("currencyIn - reads the currency out of every form of unit that providers write", () => {
  const units = ["usd", "USD per share", "iso4217:EUR", "shares", "million USD", ""];
  assert.deepEqual(units.map(currencyIn), ["USD", "USD", "EUR", "", "", ""]);
});

Deno.test("words - counts with their nouns, ratios with two decimals", () => {
  assert.deepEqual([counted(1, "share"), counted(10_018, "share")], ["1 share", "10,018 shares"]);
  assert.deepEqual([formatRatio(0.3275), formatRatio(-0.001), formatRatio(-4), formatRatio(null)], [
    "0.33",
    "0.00",
    "−4.00",
    "–",
  ]);
});

Deno.test("rangePlaceText - a price that left the range is not said to be at its end", () => {
  assert.equal(rangePlaceText(140, 100, 200), "is 40\u202f% of the way from the low to the high");
  assert.equal(rangePlaceText(100, 100, 200), "is 0\u202f% of the way from the low to the high");
  assert.match(rangePlaceText(99.99, 100, 200), /^is below the low/);
  assert.match(rangePlaceText(200.01, 100, 200), /^is above the high/);
});
