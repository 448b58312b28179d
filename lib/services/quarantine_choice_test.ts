import assert from "node:assert/strict";
import { chooseQuarantine, reasonOf } from "./quarantine_choice.ts";

const row = (dataset: string, reason: string, kind?: string) => (
  { dataset: dataset as "stock_quotes", reason, ...(kind !== undefined && { kind }) }
);
const ROWS = [
  row("stock_quotes", "250.1 is outside 249 to 250", "outside_range"),
  row("stock_quotes", "251.9 is outside 249 to 250", "outside_range"),
  row("stock_quotes", 'Column "price" is 0, expected a finite number'),
  row("earnings", 'Column "period" is "x", expected a date like 2026-05-22'),
  row("earnings", 'Column "period" is "2026-13-40", expected a date like 2026-05-22'),
];
const choose = (query: string) => chooseQuarantine(ROWS, new URLSearchParams(query));

Deno.test("chooseQuarantine - reasons are counted without their numbers, which differ every time", () => {
  assert.deepEqual(choose("").choice.reasons.map(({ count }) => count), [2, 2, 1]);
  assert.equal(reasonOf(ROWS[0] ?? assert.fail()), "Outside the day's own range");
  assert.equal(reasonOf(ROWS[3] ?? assert.fail()), reasonOf(ROWS[4] ?? assert.fail()));
});

Deno.test("chooseQuarantine - rows of a dataset, of a reason, or both; of what there is none, none", () => {
  assert.equal(choose("q_dataset=earnings").rows.length, 2);
  assert.equal(choose("q_reason=Outside+the+day's+own+range").rows.length, 2);
  assert.equal(choose("q_dataset=earnings&q_reason=Outside+the+day's+own+range").rows.length, 0);
  assert.equal(choose("q_dataset=__proto__").rows.length, 0);
  assert.deepEqual(choose("q_dataset=earnings").choice.datasets, ["earnings", "stock_quotes"]);
});
