import assert from "node:assert/strict";
import { HELD_OUT } from "./held_out.ts";
import { DOCUMENT, evaluations, withTables } from "./report.ts";
import { FURTHER_TUNING, TUNING } from "./tuning.ts";

Deno.test("Sentiment - docs/sentiment.md publishes what the scorer makes of the labelled headlines today", async () => {
  const document = await Deno.readTextFile(DOCUMENT);
  assert.equal(
    document,
    withTables(document),
    "stale: deno run -A --config deno.test.json tests/sentiment/report.ts",
  );
});

Deno.test("Sentiment - four of five headlines that it was not tuned with are called right, and few turned round", () => {
  const { heldOut } = evaluations();
  assert.ok(heldOut.accuracy >= 0.8, String(heldOut.accuracy));
  assert.ok(heldOut.macroF1 >= 0.8, String(heldOut.macroF1));
  assert.ok(heldOut.opposite <= HELD_OUT.length / 12, String(heldOut.opposite));
});

Deno.test("Sentiment - no headline stands in both halves, and each half has enough of every label", () => {
  const tuning = [...TUNING, ...FURTHER_TUNING];
  const all = [...tuning, ...HELD_OUT].map(({ headline }) => headline.toLowerCase());
  assert.equal(new Set(all).size, all.length);
  for (const half of [tuning, HELD_OUT]) {
    for (const label of [1, 0, -1]) {
      assert.ok(half.filter((each) => each.label === label).length >= 30, String(label));
    }
  }
});
