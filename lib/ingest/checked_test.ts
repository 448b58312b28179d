import assert from "node:assert/strict";
import { Checked } from "./checked.ts";

Deno.test("Checked - remembers the last success over a restart, by dataset and symbol", () => {
  const checked = new Checked(undefined);
  checked.mark("stock_quotes", "AAPL", 1_000);
  checked.mark("stock_quotes", "MSFT", 2_000);
  checked.mark("market_news", "", 3_000);
  const restored = new Checked(JSON.parse(JSON.stringify(checked)));
  assert.equal(restored.at("stock_quotes", "AAPL"), 1_000);
  assert.equal(restored.at("stock_quotes", "TSLA"), undefined);
  assert.equal(restored.at("market_news", ""), 3_000);
  assert.equal(restored.latest("stock_quotes"), 2_000);
  assert.equal(restored.latest("market_news"), 3_000);
  assert.equal(restored.latest("earnings"), undefined);
});

Deno.test("Checked - a dataset is not taken for another whose name begins alike", () => {
  const checked = new Checked({ "company_news_letters AAPL": 9, "company_news AAPL": 1 });
  assert.equal(checked.latest("company_news"), 1);
});

Deno.test("Checked - what another process saved is taken over, and never sets a newer time back", () => {
  const checked = new Checked({ "stock_quotes AAPL": 5, "stock_quotes MSFT": 5 });
  checked.reload({ "stock_quotes AAPL": 9, "stock_quotes MSFT": 1, "market_news ": 7 });
  assert.deepEqual(checked.toJSON(), { "stock_quotes AAPL": 9, "stock_quotes MSFT": 5, "market_news ": 7 });
});

Deno.test("Checked - a success that did not reach the volume is forgotten", () => {
  const checked = new Checked({ "earnings AAPL": 5 });
  checked.forget("earnings", "AAPL");
  assert.equal(checked.at("earnings", "AAPL"), undefined);
  assert.deepEqual(checked.toJSON(), {});
});

for (
  const saved of [undefined, null, 7, "text", [], [1, 2], { "stock_quotes AAPL": "soon" }, { a: { b: 1 } }]
) {
  Deno.test(`Checked - a spoilt state file is a fresh start: ${JSON.stringify(saved)}`, () => {
    assert.equal(new Checked(saved).at("stock_quotes", "AAPL"), undefined);
  });
}
