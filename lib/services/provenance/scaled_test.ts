import assert from "node:assert/strict";
import type { Row } from "@/lib/datasets/dataset.ts";
import { barFigure } from "@/lib/market/chart_figures.ts";
import { modelOf } from "@/lib/market/chart_model.ts";
import { DEFAULT_SETTINGS } from "@/lib/market/chart_settings.ts";
import { figureAddress } from "@/lib/market/figure_address.ts";
import { assembled, SLOT, Volume } from "../_testing.ts";
import { provenanceFor } from "./mod.ts";

const NONE = { adjusted_open: null, adjusted_high: null, adjusted_low: null, adjusted_close: null };

function bar(day: string, more: Row): Row {
  return {
    symbol: "AAPL",
    interval: "1d",
    time: `2026-06-${day}T00:00:00.000Z`,
    open: 400.5,
    high: 404,
    low: 396.25,
    close: 402,
    volume: 1_000,
    ...NONE,
    samples: null,
    expected: null,
    source: "import:aapl.csv",
    as_of: `2026-06-${day}T20:00:00.000Z`,
    fetched_at: new Date(SLOT).toISOString(),
    ...more,
  };
}

Deno.test("Chart - every number of a bar leads to a card that says the same, adjusted or raw", async () => {
  await using volume = new Volume();
  await using running = await assembled(volume);
  const { store, market } = running.services;
  await store.commit("stock_historical", "20260701_140000", [
    // Closes alone are adjusted, as most downloads have it.
    bar("01", { adjusted_close: 100.123 }),
    bar("02", { adjusted_open: 100.125, adjusted_high: 101, adjusted_low: 99.0625, adjusted_close: 100.5 }),
    bar("03", {}),
  ]);
  const history = market.history("AAPL", "MAX", "1d");
  const columns: string[] = [];
  for (const prices of ["adjusted", "raw"] as const) {
    const model = modelOf(history, { ...DEFAULT_SETTINGS, prices });
    for (const index of history.time.keys()) {
      for (const column of ["open", "high", "low", "close", "volume"] as const) {
        const figure = barFigure(model, index, column);
        assert.ok(figure);
        const query = new URLSearchParams(figureAddress(figure).split("?")[1]);
        const { value, formula, file, address } = await provenanceFor(running.services, query);
        const shown = model.bars[column][index] ?? NaN;
        assert.ok(Math.abs(Number(value) - shown) < 1e-4, `${column}: ${value}, but ${shown} is shown`);
        assert.match(file?.text ?? "", /^AAPL,1d,2026-06-0/);
        if (figure.dataset === "figures" && formula !== null) {
          assert.equal(value, shown);
          assert.ok(formula.agrees);
          assert.match(address, new RegExp(`column=${figure.column}$`));
        }
        if (prices === "adjusted" && index === 0) columns.push(figure.column);
        if (prices === "adjusted" && index === 1 && column !== "volume") {
          assert.match(address, new RegExp(`column=adjusted_${column}$`), "what is stored is no reckoning");
        }
      }
    }
  }
  assert.deepEqual(columns, ["scaled.open", "scaled.high", "scaled.low", "adjusted_close", "volume"]);
});
