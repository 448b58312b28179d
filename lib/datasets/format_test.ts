import assert from "node:assert/strict";
import fc from "fast-check";
import type { Cell, Dataset, Row } from "./dataset.ts";
import { formatRows, header, parseRows } from "./format.ts";
import { contentOf, keyOf } from "./keys.ts";
import { stockQuotes } from "./stock_quotes.ts";

/** A dataset with a column of each type. */
const SPECIMEN: Dataset = {
  ...stockQuotes,
  columns: [
    { name: "id", type: "integer", description: "Key.", required: true },
    { name: "note", type: "string", description: "Any text." },
    { name: "value", type: "number", description: "Any number." },
    { name: "flag", type: "boolean", description: "Yes or no." },
    { name: "fetched_at", type: "datetime", description: "Last.", required: true },
  ],
  key: ["id", "note"],
};
const AT = "2026-05-22T20:15:00.000Z";
const row = (note: Cell, value: Cell = null, flag: Cell = null, id = 1): Row => (
  { id, note, value, flag, fetched_at: AT }
);

Deno.test("formatRows - writes RFC 4180 with LF, nulls as empty cells, numbers as the shortest text", () => {
  const rows = [row('a "b", c', 0.1 + 0.2, true), row(" x\ny ", -1e-7, false), row(null)];
  assert.equal(
    formatRows(SPECIMEN, rows),
    "id,note,value,flag,fetched_at\n" +
      `1,"a ""b"", c",0.30000000000000004,true,${AT}\n` +
      `1," x\ny ",-1e-7,false,${AT}\n` +
      `1,,,,${AT}\n`,
  );
  assert.throws(() => formatRows(SPECIMEN, [row("x", NaN)]), /Cannot write dataset .* column "value" is NaN/);
});

Deno.test("parseRows - gives back every row that formatRows wrote", () => {
  const character = fc.constantFrom(
    '"',
    ",",
    "\n",
    "\r",
    " ",
    "=",
    "+",
    "@",
    "\t",
    "'",
    "é",
    "日",
    "😀",
    "\ufeff",
    "\0",
  );
  const text = fc.oneof(
    fc.string({ unit: character, minLength: 1 }),
    fc.string({ unit: "grapheme", minLength: 1 }),
    fc.constantFrom("null", "NaN", "0", "-1", "true", "\r\n", '""', "=1+1"),
  );
  const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value === 0 ? 0 : value);
  const rows = fc.array(
    fc.tuple(fc.option(text), fc.option(number), fc.option(fc.boolean()), fc.maxSafeInteger())
      .map(([note, value, flag, id]) => row(note, value, flag, id === 0 ? 0 : id)),
  );
  fc.assert(
    fc.property(rows, (rows) => assert.deepEqual(parseRows(SPECIMEN, formatRows(SPECIMEN, rows)), rows)),
    { numRuns: 500 },
  );
});

const HEADER = "id,note,value,flag,fetched_at";
const MALFORMED: readonly [name: string, text: string, error: RegExp][] = [
  ["an empty file", "", /line 1 is torn or empty/],
  ["another header", "id,name,value,flag,fetched_at\n", /line 1 is .* expected the header/],
  ["a header without a required column", "note,value,flag,fetched_at\n", /line 1 is/],
  ["a header that names a column twice", `${HEADER},note\n`, /line 1 is/],
  ["a row too short", `${HEADER}\n1,a,,,${AT}\n2,b,,${AT}\n`, /line 3 has 4 columns, expected 5/],
  ["a row too long", `${HEADER}\n1,a,,,${AT},x\n`, /line 2 has 6 columns, expected 5/],
  ["a short row and a long one", `${HEADER}\n1,a,,${AT}\n1,a,,,,${AT}\n`, /line 2 has 4 columns/],
  ["a short row among quotes", `${HEADER}\n1,"a\nb",,,${AT}\n1,"b"\n`, /line 4 has 2 columns/],
  ["a torn last line", `${HEADER}\n1,a,,,${AT}\n2,b,,,2026-05`, /line 3 is torn/],
  ["an empty line", `${HEADER}\n\n1,a,,,${AT}\n`, /line 2 is empty/],
  ["a quote never closed", `${HEADER}\n1,"a,,,${AT}\n`, /line 2 has a quote that is never closed/],
  ["a quote in the midst of a cell", `${HEADER}\n1,a"b",,,${AT}\n`, /line 2 has a quote inside/],
  ["text after a quote", `${HEADER}\n1,"a"b,,,${AT}\n`, /line 2 has text after a closing quote/],
  [
    "a number that is none",
    `${HEADER}\n1,"a\nb",,,${AT}\n2,b,12x,,${AT}\n`,
    /line 4 has no number in column "value"/,
  ],
  ["a boolean that is none", `${HEADER}\n1,a,,yes,${AT}\n`, /line 2 has no boolean in column "flag"/],
  ["CRLF", `${HEADER}\r\n1,a,,,${AT}\r\n`, /line 1 is/],
];
for (const [name, text, error] of MALFORMED) {
  Deno.test(`parseRows - refuses ${name}, naming the line`, () => {
    assert.throws(
      () => parseRows(SPECIMEN, text),
      (thrown) =>
        thrown instanceof SyntaxError &&
        thrown.message.startsWith('Cannot read dataset "stock_quotes": line') &&
        error.test(thrown.message),
    );
  });
}

Deno.test("parseRows - never returns rows of a file cut off anywhere but at a line's end", () => {
  const text = formatRows(SPECIMEN, [row('a "b"\n, c', 1.5, true, 1), row("x", null, null, 2)]);
  const whole = parseRows(SPECIMEN, text);
  for (let length = 0; length < text.length; length += 1) {
    const cut = text.slice(0, length);
    if (cut.endsWith(`${AT}\n`) || cut === `${HEADER}\n`) {
      assert.deepEqual(parseRows(SPECIMEN, cut), whole.slice(0, cut === `${HEADER}\n` ? 0 : 1));
    } else {
      assert.throws(() => parseRows(SPECIMEN, cut), SyntaxError, JSON.stringify(cut));
    }
  }
});

Deno.test("parseRows - reads a file of before an optional column came", () => {
  assert.deepEqual(parseRows(SPECIMEN, `id,note,value,fetched_at\n7,a,1,${AT}\n`), [row("a", 1, null, 7)]);
});

Deno.test("header - ends in source, as_of, fetched_at", () => {
  assert.deepEqual(header(stockQuotes).slice(-3), ["source", "as_of", "fetched_at"]);
});

Deno.test("keyOf, contentOf - tell different rows apart, whatever the text", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "\u001f", "\u001b", ",", "\0") });
  const other: Dataset = { ...SPECIMEN, key: ["note", "flag"] };
  fc.assert(fc.property(text, text, text, text, (a, b, c, d) => {
    const same = a === c && b === d;
    assert.equal(keyOf(other, row(a, null, b)) === keyOf(other, row(c, null, d)), same);
    assert.equal(contentOf(other, row(a, null, b)) === contentOf(other, row(c, null, d)), same);
  }));
});

Deno.test("contentOf - does not mind when the row was fetched, nor what a file cannot tell apart", () => {
  assert.equal(
    contentOf(SPECIMEN, { ...row("", -0), fetched_at: "2026-01-01T00:00:00.000Z" }),
    contentOf(SPECIMEN, row(null, 0)),
  );
});
