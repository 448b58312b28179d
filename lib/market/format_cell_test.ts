import assert from "node:assert/strict";
import type { Cell, Column, Row } from "@/lib/datasets/dataset.ts";
import { formatCell } from "./format_cell.ts";

for (
  const [name, type, cell, text] of [
    ["price", "number", null, "–"],
    ["price", "number", 301.25, "301.25"],
    ["volume", "integer", 1_234_567, "1,234,567"],
    ["year", "integer", 2026, "2026"],
    ["quarter", "integer", 0, "0"],
    ["id", "integer", 12_345_678, "12345678"],
    ["filing_id", "integer", 12_345, "12345"],
    ["is_open", "boolean", true, "yes"],
    ["is_open", "boolean", false, "no"],
    ["as_of", "datetime", "2026-07-01T13:30:00.000Z", "Jul 1, 09:30"],
    ["time", "datetime", "2026-07-01T00:00:00.000Z", "2026-07-01"],
    ["date", "date", "2026-07-01", "2026-07-01"],
    ["headline", "string", "a".repeat(160), "a".repeat(160)],
    ["headline", "string", "a".repeat(161), `${"a".repeat(160)}…`],
    ["headline", "string", "", ""],
  ] as readonly [string, Column["type"], Cell, string][]
) {
  Deno.test(`formatCell - ${type} "${name}" ${String(cell).slice(0, 30)} reads ${text.slice(0, 30)}`, () => {
    assert.equal(formatCell(cell, { name, type }, {}), text);
  });
}

Deno.test("formatCell - a long text is not cut in the middle of a character", () => {
  const text = formatCell(`${"a".repeat(159)}😀 and so on`, { name: "headline", type: "string" }, {});
  assert.equal(text, `${"a".repeat(159)}…`);
  assert.ok(text.isWellFormed());
});

Deno.test("formatCell - midnight UTC is a day in a row of a day, and the evening before in New York of a moment", () => {
  const midnight = "2026-11-23T00:00:00.000Z";
  const read = (name: string, row: Row) => formatCell(midnight, { name, type: "datetime" }, row);
  assert.equal(read("time", { interval: "1d" }), "2026-11-23");
  assert.equal(read("time", { interval: "15m" }), "Nov 22, 19:00");
  assert.equal(read("time", { score: 1 }), "2026-11-23");
  assert.equal(read("as_of", { symbol: "AAPL", price: 1 }), "Nov 22, 19:00");
  assert.equal(read("published_at", { headline: "" }), "Nov 22, 19:00");
});
