import assert from "node:assert/strict";
import { gapsIn, type Heard, positionOf } from "./_heard.ts";

const list = (text: string): Heard[] =>
  text.split(", ").map((each) => {
    const [what = "", id = ""] = each.split(" ");
    return { what, id };
  });

const CASES: readonly [what: string, heard: string, gaps: readonly string[]][] = [
  ["events one after the other", "open a-3, quote a-4, quote a-5, open a-5, quote a-6", []],
  ["a reset brings what was before it", "open a-3, reset a-9, quote a-10", []],
  ["another life begins with a reset", "open a-3, quote a-4, open a-4, reset b-2, quote b-3", []],
  ["one is missing", "open a-3, quote a-5", ["quote a-5 after a-3"]],
  ["one comes twice", "open a-3, quote a-4, quote a-4", ["quote a-4 after a-4"]],
  ["it goes on from elsewhere", "open a-3, quote a-4, open a-3", ["open a-3 after a-4"]],
  ["another life without a reset", "open a-3, quote b-4", ["quote b-4 after a-3"]],
];

for (const [what, heard, gaps] of CASES) {
  Deno.test(`Heard - ${what}`, () => {
    assert.deepEqual(gapsIn(list(heard)), gaps);
    assert.equal(positionOf(list(heard)), list(heard).at(-1)?.id);
  });
}
