import assert from "node:assert/strict";
import { DATASETS } from "@/lib/datasets/registry.ts";
import { chartCommands } from "./chart_commands.ts";
import { rank } from "./command.ts";
import { DOWNLOADS } from "./downloads.ts";

Deno.test("Palette - every dataset can be had as CSV, by its title", () => {
  assert.deepEqual(DOWNLOADS, Object.fromEntries(DATASETS.map(({ name, title }) => [name, title])));
});

Deno.test("Palette - a stock's chart is changed by name, and keeps what else was chosen", () => {
  const commands = chartCommands("?range=1Y&overlays=sma20", undefined);
  const best = (text: string) => rank(commands, text, 1)[0];
  assert.equal(best("sma 50")?.href, "?range=1Y&overlays=sma20,sma50");
  assert.equal(best("sma 20")?.title, "SMA 20: take away");
  assert.equal(best("sma 20")?.href, "?range=1Y");
  assert.equal(best("log")?.href, "?range=1Y&scale=log&overlays=sma20");
  assert.equal(best("rsi")?.href, "?range=1Y&overlays=sma20&panes=volume,rsi");
});
