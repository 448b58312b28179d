import assert from "node:assert/strict";
import fc from "fast-check";
import type { Row } from "@/lib/datasets/dataset.ts";
import { datasetOf, DATASETS } from "@/lib/datasets/mod.ts";
import { newYorkDate, newYorkTime } from "@/lib/exchange/mod.ts";
import { dataset } from "./_testing.ts";
import { cadenceOf, phaseOf, turnAfter, turnBefore } from "./cadence.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const known = () => [];
const YEARS = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2030, 0, 1) });
const ANY = fc.constantFrom(
  dataset("earnings", { cadenceMs: DAY }),
  dataset("company_news", { cadenceMs: HOUR / 2 }),
  dataset("financials", { cadenceMs: 7 * DAY }),
  dataset("company_metrics", { cadenceMs: DAY, turn: "after_close" }),
);

Deno.test("turnBefore, turnAfter - any time lies between two turns, a cadence apart", () => {
  fc.assert(fc.property(ANY, fc.string(), YEARS, (dataset, symbol, at) => {
    const turns = { dataset, symbol, known };
    const [before, after] = [turnBefore(turns, at), turnAfter(turns, at)];
    assert.ok(before <= at && at < after, `${before} ${at} ${after}`);
    // Where the clocks change, a day of New York has 23 or 25 hours.
    const slack = dataset.turn === "after_close" ? HOUR : 1;
    assert.ok(Math.abs(after - before - dataset.cadenceMs) <= slack, String((after - before) / HOUR));
    assert.ok(Math.abs(turnBefore(turns, after + 1) - after) < 1);
  }));
});

Deno.test("turnBefore - a symbol's turn is at the same time of every day", () => {
  const turns = { dataset: dataset("earnings", { cadenceMs: DAY }), symbol: "AAPL", known };
  const times = [1, 2, 3, 200].map((day) => turnBefore(turns, Date.UTC(2026, 0, day, 12)) % DAY);
  assert.equal(new Set(times.map(Math.round)).size, 1);
});

Deno.test("turnBefore - after the close is from an hour after it into the night, weekends included", () => {
  const metrics = dataset("company_metrics", { cadenceMs: DAY, turn: "after_close" });
  for (const symbol of ["AAPL", "MSFT", "TSLA", "A", "B"]) {
    for (let day = 1; day <= 28; day++) {
      const turn = turnBefore({ dataset: metrics, symbol, known }, Date.UTC(2026, 10, day, 12));
      const evening = newYorkTime(newYorkDate(turn - 2 * HOUR), 17, 0);
      assert.ok(turn >= evening && turn <= evening + 8 * HOUR, `${symbol} ${day}`);
    }
  }
});

Deno.test("phaseOf - 500 symbols spread evenly: no quarter-hour of a day has many of them, midnight neither", () => {
  for (const each of DATASETS.filter(({ scope }) => scope === "symbol")) {
    const slots = Array.from({ length: 96 }, () => 0);
    for (let i = 0; i < 500; i++) {
      const slot = Math.floor(phaseOf({ dataset: each, symbol: `S${i}` }) * 96);
      slots[slot] = (slots[slot] ?? 0) + 1;
    }
    // 5.2 on average; of a Poisson distribution one of 96 beyond 15 is less likely than one in a hundred.
    assert.ok(Math.max(...slots) <= 16, `${each.name}: ${Math.max(...slots)}`);
    assert.ok(slots.filter((count) => count === 0).length <= 5, each.name);
  }
});

const NOW = Date.UTC(2026, 4, 20, 18);
for (
  const [what, name, rows, expected] of [
    ["earnings, as a rule", "earnings", [{ report_date: "2026-04-30", eps_actual: 1.5 }], DAY],
    ["earnings that are expected today", "earnings", [{ report_date: "2026-05-20", eps_actual: null }], HOUR],
    ["earnings that are a day late", "earnings", [{ report_date: "2026-05-19", eps_actual: null }], HOUR],
    ["earnings that never came", "earnings", [{ report_date: "2026-05-10", eps_actual: null }], DAY],
    ["financials, as a rule", "financials", [], 7 * DAY],
    ["financials after a release", "financials", [{ report_date: "2026-05-18", eps_actual: 1.5 }], DAY],
    ["financials long after a release", "financials", [{ report_date: "2026-03-18" }], 7 * DAY],
    [
      "financials filed after the release",
      "financials",
      [{ report_date: "2026-05-18" }, { filed_date: "2026-05-19" }],
      7 * DAY,
    ],
  ] satisfies [string, string, Row[], number][]
) {
  Deno.test(`cadenceOf - ${what}: ${expected >= DAY ? `${expected / DAY} d` : `${expected / HOUR} h`}`, () => {
    const dataset = datasetOf(name);
    assert.ok(dataset);
    const known = (from: string) =>
      rows.filter((row) => "filed_date" in row ? from === "financials" : from === "earnings");
    assert.equal(cadenceOf({ dataset, symbol: "AAPL", known }, NOW), expected);
  });
}
