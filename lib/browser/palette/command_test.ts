import assert from "node:assert/strict";
import { type Command, rank } from "./command.ts";

const command = (title: string, kind: string, words = ""): Command => ({
  id: `${kind} ${title}`,
  title,
  kind,
  words,
});
const COMMANDS = [
  command("Market", "Page"),
  command("META Meta Platforms Inc", "Symbol"),
  command("AAPL Apple Inc", "Symbol"),
  command("A Agilent Technologies", "Symbol"),
  command("Theme: dark", "Setting", "night"),
  command("Poll now", "Action", "run ingest refresh"),
];

for (
  const [text, titles] of [
    ["", ["Market", "META Meta Platforms Inc", "AAPL Apple Inc"]],
    ["a", ["A Agilent Technologies", "AAPL Apple Inc"]],
    ["meta", ["META Meta Platforms Inc"]],
    ["apple", ["AAPL Apple Inc"]],
    ["  DARK theme ", ["Theme: dark"]],
    ["refresh", ["Poll now"]],
    ["symbol ap", ["AAPL Apple Inc"]],
    ["zzz", []],
  ] as const
) {
  Deno.test(`Palette - "${text}" finds ${titles.join(", ") || "nothing"}`, () => {
    const found = rank(COMMANDS, text, 3).map(({ title }) => title);
    assert.deepEqual(found.slice(0, titles.length), titles);
    if (titles.length === 0) assert.deepEqual(found, []);
  });
}
