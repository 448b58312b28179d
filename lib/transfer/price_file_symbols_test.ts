import assert from "node:assert/strict";
import { BAR, read, refuses } from "./_testing.ts";

const NAMES: readonly [file: string, symbol: string | null][] = [
  ["AAPL.csv", "AAPL"],
  ["aapl.csv", "AAPL"],
  ["zm.csv", null],
  ["zm_us_d.csv", "ZM"],
  ["brk-b.us.txt", "BRK-B"],
  ["MSFT (1).csv", "MSFT"],
  ["TSLA_daily.csv", "TSLA"],
  ["BRK-B.csv", "BRK-B"],
  ["NVDA-2020-2024.csv", "NVDA"],
  ["prices.csv", null],
  ["DATA.csv", null],
  ["my portfolio.csv", null],
];
for (const [file, symbol] of NAMES) {
  Deno.test(`readPriceFile - takes "${file}" for prices of ${symbol ?? "nobody"}`, async () => {
    const text = `Date,Open,High,Low,Close\n2024-01-02${BAR}\n`;
    if (symbol === null) return await refuses(read(file, text), /--symbol/);
    assert.equal((await read(file, text)).bars[0]?.symbol, symbol);
  });
}

Deno.test("readPriceFile - takes the symbol that was said: for want of one, of several, or in place of another", async () => {
  const prices = `Date,Open,High,Low,Close\n2024-01-02${BAR}\n`;
  assert.equal((await read("x-1.csv", prices, { symbol: "brk.b" })).bars[0]?.symbol, "BRK.B");
  const two = `Date,Ticker,Open,High,Low,Close\n2024-01-02,AAPL${BAR}\n2024-01-02,MSFT${BAR}\n`;
  const one = await read("x.csv", two, { symbol: "MSFT" });
  assert.deepEqual(one.bars.map(({ symbol }) => symbol), ["MSFT"]);
  assert.deepEqual(one.notes, ["Prices of others left out, as only MSFT was asked for: AAPL"]);
  await refuses(read("x.csv", two, { symbol: "TSLA" }), /prices of AAPL, MSFT, none of TSLA/);
  const renamed = await read("x.csv", `Date,Ticker,Open,High,Low,Close\n2024-01-02,BRK-B${BAR}\n`, {
    symbol: "BRK.B",
  });
  assert.deepEqual([renamed.bars[0]?.symbol, renamed.notes], ["BRK.B", [
    "The file says BRK-B, taken as BRK.B",
  ]]);
  await refuses(read("x.csv", prices, { symbol: "no symbol" }), /"no symbol" is no symbol/);
});
