import assert from "node:assert/strict";
import fc from "fast-check";
import { callOf } from "./day.ts";
import { formsOf } from "./inflect.ts";
import { createScorer } from "./score_headline.ts";

const score = createScorer({ happy: 3, table: 0 });

const TURNS: readonly (readonly [what: string, good: string, bad: string])[] = [
  ["what is moved decides", "Acme cuts losses", "Acme cuts guidance"],
  ["before the verb too", "Acme loss narrows", "Acme profit narrows and shrinks"],
  ["an adjective's thing decides", "Acme has fewer recalls, lower losses", "Acme sees lower revenue"],
  ["negation turns", "No slowdown at Acme", "Acme isn't growing"],
  ["a failure is bad without an object too", "Acme does not fail", "Acme trial fails"],
  ["expectations turn", "Acme sales fall less than expected", "Acme sales rise less than expected"],
  ["fears turn", "Acme not as bad as feared", "Acme as bad as feared"],
  ["who wins a lawsuit is well", "Acme wins lawsuit", "Acme loses lawsuit"],
  ["but weighs more than before", "Acme misses but shares soar", "Acme beats but shares crater"],
  ["despite weighs little", "Acme rises despite weak sales", "Acme falls despite strong sales"],
  ["entities are read", "Acme isn&#39;t struggling", "Acme isn&rsquo;t thriving"],
];
for (const [what, good, bad] of TURNS) {
  Deno.test(`createScorer - ${what}: "${good}", "${bad}"`, () => {
    assert.deepEqual([callOf(score(good)), callOf(score(bad))], [1, -1], `${score(good)} ${score(bad)}`);
  });
}

Deno.test("createScorer - a question says little, and the company's own name nothing", () => {
  assert.equal(callOf(score("Will Acme shares plunge?")), 0);
  assert.equal(callOf(score("Best Winner opens on Monday")), 1);
  assert.equal(score("Best Winner opens on Monday", "Best Winner Inc."), 0);
});

Deno.test("createScorer - a general lexicon speaks where ours is silent, and more softly", () => {
  assert.equal(callOf(score("Happy days at Acme")), 1);
  assert.ok(score("Happy days at Acme") < score("Acme soars"));
});

Deno.test("createScorer - any text has a score from -1 to 1", () => {
  fc.assert(fc.property(fc.string({ unit: "grapheme" }), fc.string(), (headline, company) => {
    const value = score(headline, company);
    assert.ok(value >= -1 && value <= 1, String(value));
  }));
  assert.ok(Math.abs(score("$1,1".repeat(20_000))) <= 1);
  assert.ok(Math.abs(score("cuts not losses but ".repeat(20_000))) <= 1);
});

for (
  const [entry, forms] of [
    ["climb", "climb climbs climbing climbed"],
    ["slip*", "slip slips slipping slipped"],
    ["rise/rose/risen", "rise rises rising rose risen"],
    ["cut*/cut", "cut cuts cutting"],
    ["worry", "worry worries worrying worried"],
    ["free", "free frees freeing freed"],
    ["pull_back", "pull_back pulls_back pulling_back pulled_back"],
  ] as const
) {
  Deno.test(`formsOf - ${entry}`, () => assert.deepEqual(formsOf(entry).sort(), forms.split(" ").sort()));
}
