import assert from "node:assert/strict";
import { evaluate } from "./arithmetic.ts";

const VALUES = {
  price: 110,
  close: 100,
  change: [1, 0, -2, 3],
  score: [0.5, -0.5, 0.1, 0],
  cap: [10, 30, 40, 20],
};

const CASES: readonly (readonly [formula: string, result: number | null])[] = [
  ["(price ÷ close − 1) × 100", 10],
  ["price − close × 2 + 1", -89],
  ["price − close − 5", 5],
  ["−price + 1.5", -108.5],
  ["mean(change)", 0.5],
  ["sum(change × cap) ÷ sum(cap)", -0.1],
  ["count(change > 0)", 2],
  ["count(change = 0)", 1],
  ["count(change ≥ 0)", 3],
  ["count(score ≤ −0.2)", 1],
  ["number(change)", 4],
  ["mean(score where score ≥ 0.2)", 0.5],
  ["mean(score where score ≥ 2)", null],
  ["max(change, price, close)", 110],
  ["min(change, 7)", -2],
  ["first(change)", 1],
  ["last(change)", 3],
  ["abs(change − 3)", 2],
  ["abs(price)", 110],
  ["price ÷ (close − 100)", null],
  ["change", null],
  ["2 ^ 3 ^ 2", 512],
  ["−2 ^ 2", -4],
  ["(price ÷ close) ^ (1 ÷ 2)", Math.sqrt(1.1)],
  ["2 × 3 ^ 2 + 1", 19],
  ["sqrt(price − 10)", 10],
  ["round(10 ÷ 7, 3)", 1.429],
  ["sum(returns(cap))", 2 + 1 / 3 - 0.5],
  ["sum(log_returns(cap))", Math.log(2)],
  ["stdev(change)", Math.sqrt(13 / 3)],
  ["stdev(change) ^ 2 − variance(change)", 0],
  ["covariance(change, change − 1)", 13 / 3],
];

for (const [formula, result] of CASES) {
  Deno.test(`Arithmetic - ${formula} comes to ${result}`, () => {
    const value = evaluate(formula, VALUES);
    if (result === null || value === null) assert.equal(value, result);
    else assert.ok(Math.abs(value - result) < 1e-9, `${value}`);
  });
}

for (
  const formula of [
    "",
    "price +",
    "price close",
    "(price",
    "nothing",
    "toString",
    "constructor(price)",
    "price ^",
    "price & 1",
  ]
) {
  Deno.test(`Arithmetic - "${formula}" is no formula`, () => {
    assert.throws(() => evaluate(formula, VALUES), SyntaxError);
  });
}
