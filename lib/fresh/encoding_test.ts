import assert from "node:assert/strict";
import { acceptedEncoding } from "./encoding.ts";

for (
  const [header, expected] of [
    [null, null],
    ["", null],
    ["gzip, deflate, br", "br"],
    ["gzip", "gzip"],
    ["br;q=0.5, gzip;q=0.8", "gzip"],
    ["br;q=0, gzip", "gzip"],
    ["*", "br"],
    ["br;q=0, *", "gzip"],
    ["GZIP ; q=1.0", "gzip"],
    ["identity, deflate", null],
    ["br;q=nonsense", null],
    ["br;q=7", null],
  ] as const
) {
  Deno.test(`acceptedEncoding - answers "${header}" with ${expected}`, () => {
    assert.equal(acceptedEncoding(header, ["br", "gzip"]), expected);
  });
}
