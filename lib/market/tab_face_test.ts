import assert from "node:assert/strict";
import { iconOf, marketTitle, stockTitle } from "./tab_face.ts";
import { quoteOf } from "./_testing.ts";

const NARROW = "\u202f";
const moves = (percent: number | null) => [quoteOf({ change_percent: percent, market_cap_millions: 1 })];

for (
  const [percent, title, icon] of [
    [0.42, `▲ 0.42${NARROW}% · Market · Quarterhour`, "/tab-up-green.svg"],
    [-0.13, `▼ −0.13${NARROW}% · Market · Quarterhour`, "/tab-down-red.svg"],
    [0, `• 0.00${NARROW}% · Market · Quarterhour`, "/logo.svg"],
    [0.001, `• 0.00${NARROW}% · Market · Quarterhour`, "/logo.svg"],
    [null, "Market · Quarterhour", "/logo.svg"],
  ] as const
) {
  Deno.test(`Tab - a market that moved by ${percent} is "${title}"`, () => {
    assert.equal(marketTitle(moves(percent)), title);
    assert.equal(iconOf(moves(percent), "green"), icon);
  });
}

Deno.test("Tab - where gains are red the arrow keeps its direction and changes its colour", () => {
  assert.equal(iconOf(moves(1), "red"), "/tab-up-red.svg");
  assert.equal(iconOf(moves(-1), "red"), "/tab-down-green.svg");
});

Deno.test("Tab - a stock tells its price and move, and what is not known not at all", () => {
  const quote = { symbol: "AAPL", price: 182.45, change_percent: -0.13 };
  assert.equal(stockTitle(quoteOf(quote)), `AAPL 182.45 ▼ −0.13${NARROW}% · Quarterhour`);
  assert.equal(stockTitle(quoteOf({ ...quote, change_percent: null })), "AAPL 182.45 · Quarterhour");
  assert.equal(stockTitle(quoteOf({ ...quote, price: null, change_percent: null })), "AAPL · Quarterhour");
});
