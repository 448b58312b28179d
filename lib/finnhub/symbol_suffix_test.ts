import assert from "node:assert/strict";
import { symbolSuffix } from "./symbol_suffix.ts";

const CASES: readonly [string, string][] = [
  ["", ""],
  ["AAPL", ""],
  ["BRK.B", ""],
  ["BRK.A", ""],
  ["brk.b", ""],
  ["MOG.A", ""],
  ["BRK-B", ""],
  ["FOO.U", ""],
  ["SHOP.TO", ".TO"],
  ["shop.to", ".TO"],
  ["VOD.L", ".L"],
  ["SAP.F", ".F"],
  ["603020.SS", ".SS"],
  ["BBD.B.TO", ".TO"],
  ["^GSPC", "^"],
  ["OANDA:EUR_USD", "OANDA:"],
];

for (const [symbol, suffix] of CASES) {
  Deno.test(`symbolSuffix - "${symbol}" belongs to "${suffix}"`, () => {
    assert.equal(symbolSuffix(symbol), suffix);
  });
}
