import assert from "node:assert/strict";
import { historyWith } from "./_chart_testing.ts";
import { barFigure } from "./chart_figures.ts";
import { modelOf } from "./chart_model.ts";
import { DEFAULT_SETTINGS } from "./chart_settings.ts";

Deno.test("Chart - a number of a bar is the cell of its row, of the bar's own width", () => {
  const quarters = modelOf(historyWith([10, 11], { interval: "15m", volume: [5, null] }), DEFAULT_SETTINGS);
  const key = { symbol: "AAPL", interval: "15m", time: "2026-01-05T14:30:00.000Z" };
  assert.deepEqual(barFigure(quarters, 0, "high"), { dataset: "stock_historical", column: "high", key });
  assert.deepEqual(barFigure(quarters, 0, "volume"), { dataset: "stock_historical", column: "volume", key });
  assert.equal(barFigure(quarters, 1, "volume"), null, "a volume that nobody knows");
  assert.equal(barFigure(quarters, 2, "close"), null, "no such bar");
});

Deno.test("Chart - what a price between slots has changed stands in no row", () => {
  const model = modelOf(historyWith([10, 11]), DEFAULT_SETTINGS);
  const last = model.bars.at(1);
  assert.ok(last);
  model.bars.set({ ...last, close: 11.5 });
  assert.equal(barFigure(model, 1, "close"), null);
  assert.equal(barFigure(model, 1, "open")?.column, "open");
  model.bars.set({ ...last, time: last.time + 86_400 });
  assert.equal(barFigure(model, 2, "open"), null, "a day of which there is no bar yet");
});
