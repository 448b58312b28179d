import assert from "node:assert/strict";
import fc from "fast-check";
import { parse, stringify } from "./mod.ts";

Deno.test("parse - reads rows of strings, quotes, LF and CRLF", () => {
  assert.deepEqual(parse('a,b\r\n"c ""d""","e,\nf"\n'), [["a", "b"], ['c "d"', "e,\nf"]]);
});

Deno.test("parse - names columns by the first row or by the option", () => {
  assert.deepEqual(parse("\ufeffa,b\n1,2\n", { skipFirstRow: true }), [{ a: "1", b: "2" }]);
  assert.deepEqual(parse("1;2\n", { columns: ["x", "y"], separator: ";" }), [{ x: "1", y: "2" }]);
  assert.deepEqual(parse("a,b\n1,2\n", { skipFirstRow: true, columns: ["x", "y"] }), [{ x: "1", y: "2" }]);
});

const MALFORMED: readonly [name: string, run: () => unknown, error: RegExp][] = [
  ["an unclosed quote", () => parse('a,"b\n'), /Cannot parse CSV: Quote Not Closed/],
  [
    "a row too short for its names",
    () => parse("a,b\n1\n", { skipFirstRow: true }),
    /record 2 has 1 fields, expected 2/,
  ],
  ["another width than asked for", () => parse("a,b\n1\n", { fieldsPerRecord: 0 }), /record 2 has 1 fields/],
  ["no header", () => parse("", { skipFirstRow: true }), /expected a header/],
];
for (const [name, run, error] of MALFORMED) {
  Deno.test(`parse - refuses ${name}`, () => {
    assert.throws(run, (thrown) => thrown instanceof SyntaxError && error.test(thrown.message));
  });
}

Deno.test("parse and stringify - refuse options they do not support", () => {
  const strange: Record<string, unknown> = { dialect: "excel" };
  assert.throws(() => parse("a\n", strange), /option "dialect" is not supported/);
  assert.throws(() => stringify([], strange), /option "dialect" is not supported/);
  assert.throws(() => stringify([{ a: 1 }]), /expected option "columns"/);
});

Deno.test("stringify - writes header, quotes, nulls and the mark", () => {
  const rows = [{ a: 'x "y"', b: null, c: 1.5 }];
  assert.equal(
    stringify(rows, { columns: ["a", { prop: "b", header: "B" }, "c"] }),
    'a,B,c\n"x ""y""",,1.5\n',
  );
  assert.equal(stringify(rows, { columns: ["c"], headers: false, bom: true, crlf: true }), "\ufeff1.5\r\n");
  assert.equal(stringify([[1, true, undefined]], { separator: ";" }), "1;true;\n");
  assert.equal(stringify([], { columns: ["a"] }), "a\n");
});

Deno.test("parse - gives back what stringify wrote, whatever the text", () => {
  const cell = fc.oneof(
    fc.string(),
    fc.string({ unit: fc.constantFrom('"', ",", "\n", "\r", " ", "=", "é") }),
  );
  fc.assert(fc.property(fc.array(fc.tuple(fc.constant("x"), cell, cell)), (rows) => {
    assert.deepEqual(parse(stringify(rows)), rows);
  }));
});
