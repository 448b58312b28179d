import assert from "node:assert/strict";
import fc from "fast-check";
import { HttpError } from "fresh";
import { instantOf, integerOf, oneOf, symbolOf } from "./parameters.ts";

/** What it reads, or the message of the problem. */
function read(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    assert.equal(error.status, 400);
    return error.message;
  }
}

for (
  const [text, symbol] of [
    ["AAPL", "AAPL"],
    ["brk.b", "BRK.B"],
    ["BINANCE:BTCUSDT", "BINANCE:BTCUSDT"],
    ["^GSPC", "^GSPC"],
    ["%5Egspc", "^GSPC"],
    ["A".repeat(16), "A".repeat(16)],
    ["A".repeat(17), /expected up to 16 letters/],
    ["", /Cannot read symbol ""/],
    [undefined, /Cannot read symbol ""/],
    ["../../etc/passwd", /Cannot read symbol/],
    ["%2e%2e%2fetc", /Cannot read symbol "\.\.\/ETC"/],
    ["AAPL;rm", /Cannot read symbol/],
    ["AAPL\n", /Cannot read symbol/],
    [".", /Cannot read symbol/],
    ["..", /Cannot read symbol/],
    [".INX", ".INX"],
    ["%", /Cannot read symbol "%"/],
    ["%E0%A4%A", /Cannot read symbol/],
    ["х", /Cannot read symbol/],
  ] as const
) {
  Deno.test(`symbolOf - ${JSON.stringify(text)?.slice(0, 30)}`, () => {
    const result = read(() => symbolOf(text));
    if (typeof symbol === "string") assert.equal(result, symbol);
    else assert.match(String(result), symbol);
  });
}

for (
  const [text, at] of [
    ["2026-11-20", Date.UTC(2026, 10, 20)],
    ["2026-11-20T14:30Z", Date.UTC(2026, 10, 20, 14, 30)],
    ["2026-11-20T14:30:15.123Z", Date.UTC(2026, 10, 20, 14, 30, 15, 123)],
    ["2026-11-20T14:30:00+01:00", Date.UTC(2026, 10, 20, 13, 30)],
    ["2028-02-29", Date.UTC(2028, 1, 29)],
    ["2026-02-29", null],
    ["2026-02-31T00:00:00Z", null],
    ["2026-13-01", null],
    ["2026-11-20T25:00:00Z", null],
    ["2026-11-20T14:30:00", null],
    ["20 Nov 2026", null],
    ["1763649000", null],
    ["", null],
    ["2026-11-20 14:30", null],
  ] as const
) {
  Deno.test(`instantOf - "${text}" ${at === null ? "is a problem that says what is wanted" : "is read"}`, () => {
    const result = read(() => instantOf(new URLSearchParams({ from: text }), "from"));
    if (at === null) assert.match(String(result), /^Cannot read from ".*": expected a date such as/);
    else assert.equal(result, at);
  });
}

Deno.test("instantOf, integerOf, oneOf - what is absent has its fallback", () => {
  const none = new URLSearchParams();
  assert.equal(instantOf(none, "from"), undefined);
  assert.equal(integerOf(none, "limit", { least: 1, most: 9, fallback: 4 }), 4);
  assert.equal(oneOf(none, "order", ["oldest", "newest"], "oldest"), "oldest");
});

Deno.test("integerOf - reads whole numbers within its bounds and nothing else", () => {
  const bounds = { least: 1, most: 500, fallback: 9 };
  for (const text of ["1", "007", "500"]) {
    assert.equal(read(() => integerOf(new URLSearchParams({ limit: text }), "limit", bounds)), Number(text));
  }
  for (const text of ["0", "501", "-1", "1.5", "1e2", "", " 1", "0x10", "NaN", "99999999999999999999"]) {
    assert.equal(
      read(() => integerOf(new URLSearchParams({ limit: text }), "limit", bounds)),
      `Cannot read limit "${text}": expected 1 to 500`,
    );
  }
});

Deno.test("oneOf - another word is a problem that names the right ones, not the whole of the wrong one", () => {
  const query = new URLSearchParams({ order: "x".repeat(5_000) });
  assert.equal(
    read(() => oneOf(query, "order", ["oldest", "newest"], "oldest")),
    `Cannot read order "${"x".repeat(40)}…": expected one of oldest, newest`,
  );
});

Deno.test("parameters - whatever the text, it is read or it is a problem of the client's", () => {
  fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
    const query = new URLSearchParams({ p: text });
    const symbol = read(() => symbolOf(text));
    assert.ok(
      /^[A-Z0-9.^:-]{1,16}$/.test(String(symbol)) || /^Cannot read symbol/.test(String(symbol)),
    );
    read(() => instantOf(query, "p"));
    read(() => integerOf(query, "p", { least: 0, most: 10, fallback: 0 }));
    read(() => oneOf(query, "p", ["a"], "a"));
  }));
});
