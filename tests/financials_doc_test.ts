import assert from "node:assert/strict";
import { FINANCIAL_ITEMS } from "@/lib/datasets/financial_items.ts";

Deno.test("docs/financials.md - its table is the program's own map of concepts", async () => {
  const text = await Deno.readTextFile(new URL("../docs/financials.md", import.meta.url));
  const rows = text.split("\n").filter((line) => line.startsWith("| `"))
    .map((line) => line.split("|").slice(1, -1).map((cell) => cell.trim()));
  const names = (cell = "") => cell.split(", ").map((name) => name.replaceAll("`", ""));
  assert.deepEqual(
    rows.map(([item, label, statements, concepts]) => ({
      name: names(item)[0],
      label,
      statements: names(statements),
      concepts: names(concepts),
    })),
    FINANCIAL_ITEMS.map(({ name, label, statements, concepts }) => ({ name, label, statements, concepts })),
  );
});
