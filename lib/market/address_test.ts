import assert from "node:assert/strict";
import { addressAt } from "./address.ts";

Deno.test("addressAt - keeps the instant, whatever the address has already", () => {
  const at = "2026-07-01T14:00:00.000Z", written = "at=2026-07-01T14%3A00%3A00.000Z";
  assert.equal(addressAt("/", at), `/?${written}`);
  assert.equal(addressAt("?range=1Y", at), `?range=1Y&${written}`);
  assert.equal(addressAt("/stocks/AAPL#news", at), `/stocks/AAPL?${written}#news`);
  assert.equal(addressAt("/stocks/AAPL#news", undefined), "/stocks/AAPL#news");
});
