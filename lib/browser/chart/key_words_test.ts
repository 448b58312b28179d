import assert from "node:assert/strict";
import { CHART_KEYS } from "./key_words.ts";
import { actionOf } from "./keys.ts";

const NAMES: Readonly<Record<string, string>> = {
  "←": "ArrowLeft",
  "→": "ArrowRight",
  "Page Up": "PageUp",
  "Page Down": "PageDown",
  "Esc": "Escape",
};

Deno.test("Keys - every key that the chart's help names does something", () => {
  for (const key of CHART_KEYS.flatMap(([keys]) => keys.split("  "))) {
    const shiftKey = key.startsWith("Shift ");
    const name = key.replace("Shift ", "");
    const event = { key: NAMES[name] ?? name, shiftKey, ctrlKey: false, metaKey: false, altKey: false };
    assert.notEqual(actionOf(event), null, key);
  }
});
