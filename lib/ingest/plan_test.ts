import assert from "node:assert/strict";
import fc from "fast-check";
import { DATASETS } from "@/lib/datasets/mod.ts";
import { dataset, QUARTER_MS, SLOT } from "./_testing.ts";
import { Checked } from "./checked.ts";
import { labelOf, type PlanOptions, planRun, type Task } from "./plan.ts";

const HOUR = 3_600_000;
const QUOTES = dataset("stock_quotes");
const NEWS = dataset("company_news", { cadenceMs: HOUR / 2 });
const EARNINGS = dataset("earnings", { cadenceMs: 12 * HOUR, calls: 2 });
const MARKET = dataset("market_news", { scope: "market", cadenceMs: QUARTER_MS });

function planOf(options: Partial<PlanOptions>) {
  const plan = planRun({
    datasets: [QUOTES, MARKET, NEWS, EARNINGS],
    symbols: ["AAPL", "MSFT"],
    checked: new Checked({}),
    now: SLOT,
    slot: SLOT,
    slotMs: QUARTER_MS,
    budget: 1_000,
    ...options,
  });
  const names = (tasks: readonly Task[]) => tasks.map(({ dataset, symbol }) => labelOf(dataset.name, symbol));
  return { tasks: names(plan.tasks), postponed: names(plan.postponed), calls: plan.calls };
}

/** Everything was last asked for at that time. */
function checkedAt(at: number, symbols = ["AAPL", "MSFT"]): Checked {
  const checked = new Checked({});
  for (const { name, scope } of DATASETS) {
    for (const symbol of scope === "market" ? [""] : symbols) checked.mark(name, symbol, at);
  }
  return checked;
}

Deno.test("planRun - the first run asks for everything, quotes first, each dataset of the market once", () => {
  assert.deepEqual(planOf({}), {
    tasks: [
      "stock_quotes AAPL",
      "stock_quotes MSFT",
      "market_news",
      "company_news AAPL",
      "company_news MSFT",
      "earnings AAPL",
      "earnings MSFT",
    ],
    postponed: [],
    calls: 9,
  });
});

const QUOTES_AND_MARKET = ["stock_quotes AAPL", "stock_quotes MSFT", "market_news"];
const NEWS_TOO = [...QUOTES_AND_MARKET, "company_news AAPL", "company_news MSFT"];

for (
  const [what, minutesAgo, tasks] of [
    ["a quarter of an hour after the last", 15, QUOTES_AND_MARKET],
    ["and those took their time", 14.2, QUOTES_AND_MARKET],
    ["half an hour after, news too", 30, NEWS_TOO],
    ["a little less, so that they are not a slot late", 29.5, NEWS_TOO],
    ["after eleven hours, still no earnings", 660, NEWS_TOO],
    ["after twelve, all", 720, [...NEWS_TOO, "earnings AAPL", "earnings MSFT"]],
  ] as const
) {
  Deno.test(`planRun - what each slot asks for: ${what}`, () => {
    assert.deepEqual(planOf({ checked: checkedAt(SLOT - minutesAgo * 60_000) }).tasks, [...tasks]);
  });
}

Deno.test("planRun - a run on demand shortly before a slot does not take the slot's quotes out of the series", () => {
  assert.deepEqual(planOf({ checked: checkedAt(SLOT - 60_000) }).tasks, QUOTES_AND_MARKET);
});

Deno.test("planRun - a run that was cut short goes on where it ended: what was asked within the slot is not asked again", () => {
  const checked = checkedAt(SLOT - 24 * HOUR);
  checked.mark("stock_quotes", "AAPL", SLOT + 1_000);
  checked.mark("market_news", "", SLOT + 2_000);
  assert.deepEqual(planOf({ checked, now: SLOT + 60_000 }).tasks, [
    "stock_quotes MSFT",
    "company_news AAPL",
    "company_news MSFT",
    "earnings AAPL",
    "earnings MSFT",
  ]);
});

Deno.test("planRun - slots finer than a dataset changes ask for quotes alone", () => {
  assert.deepEqual(planOf({ slotMs: 300_000, checked: checkedAt(SLOT - 300_000) }).tasks, [
    "stock_quotes AAPL",
    "stock_quotes MSFT",
  ]);
});

Deno.test("planRun - what asks nobody is made in every run, whatever the budget", () => {
  const datasets = [QUOTES, EARNINGS, dataset("technical_indicators", { calls: 0, cadenceMs: 12 * HOUR })];
  const symbols = ["AAPL"];
  assert.deepEqual(planOf({ datasets, symbols, budget: 0 }), {
    tasks: ["stock_quotes AAPL", "technical_indicators AAPL"],
    postponed: ["earnings AAPL"],
    calls: 1,
  });
  assert.deepEqual(planOf({ datasets, symbols, checked: checkedAt(SLOT + 1) }).tasks, [
    "technical_indicators AAPL",
  ]);
});

Deno.test("planRun - on demand everything is asked for, however new", () => {
  assert.equal(planOf({ everything: true, checked: checkedAt(SLOT + 1) }).tasks.length, 7);
});

Deno.test("planRun - a short budget takes quotes always, then what was never asked, then what waited longest", () => {
  const checked = checkedAt(SLOT - 13 * HOUR);
  checked.mark("company_news", "AAPL", SLOT - 20 * HOUR);
  checked.forget("earnings", "MSFT");
  assert.deepEqual(planOf({ checked, budget: 5 }), {
    tasks: ["stock_quotes AAPL", "stock_quotes MSFT", "earnings MSFT", "company_news AAPL"],
    postponed: ["market_news", "company_news MSFT", "earnings AAPL"],
    calls: 5,
  });
  assert.deepEqual(planOf({ budget: 0 }).tasks, ["stock_quotes AAPL", "stock_quotes MSFT"]);
});

Deno.test("planRun - what is due is planned or postponed, never lost, never over the budget but for quotes", () => {
  fc.assert(fc.property(
    fc.nat(60),
    fc.nat(400),
    fc.array(fc.tuple(fc.nat(DATASETS.length - 1), fc.nat(9), fc.nat(30 * HOUR))),
    (symbolCount, budget, marks) => {
      const symbols = Array.from({ length: symbolCount }, (_, i) => `S${i}`);
      const checked = new Checked({});
      for (const [dataset, symbol, ago] of marks) {
        checked.mark(DATASETS[dataset]?.name ?? "earnings", `S${symbol}`, SLOT - ago);
      }
      const options = { datasets: DATASETS, symbols, checked, now: SLOT, slot: SLOT, slotMs: QUARTER_MS };
      const all = planRun({ ...options, budget: Infinity });
      const plan = planRun({ ...options, budget });
      assert.equal(all.postponed.length, 0);
      assert.equal(plan.tasks.length + plan.postponed.length, all.tasks.length);
      assert.equal(plan.calls, plan.tasks.reduce((sum, { dataset }) => sum + dataset.calls, 0));
      assert.ok(plan.calls <= Math.max(budget, symbolCount));
      assert.equal(
        plan.tasks.filter(({ dataset }) => dataset.name === "stock_quotes").length,
        all.tasks.filter(({ dataset }) => dataset.name === "stock_quotes").length,
      );
    },
  ));
});

Deno.test("planRun - what is postponed comes within a few slots: nothing starves", () => {
  const symbols = Array.from({ length: 40 }, (_, i) => `S${i}`);
  const checked = new Checked({});
  const missing = new Set(
    DATASETS.flatMap(({ name, scope }) =>
      (scope === "market" ? [""] : symbols).map((symbol) => labelOf(name, symbol))
    ),
  );
  for (let slot = SLOT, slots = 1; missing.size > 0; slot += QUARTER_MS, slots++) {
    const plan = planRun({
      datasets: DATASETS,
      symbols,
      checked,
      now: slot,
      slot,
      slotMs: QUARTER_MS,
      budget: 200,
    });
    for (const { dataset, symbol } of plan.tasks) {
      checked.mark(dataset.name, symbol, slot + 1);
      missing.delete(labelOf(dataset.name, symbol));
    }
    // 40 × 14 + 2 calls, of which 40 a slot are quotes and 160 are left for the rest.
    assert.ok(slots <= 4, `after ${slots} slots ${missing.size} collections were never made`);
  }
});
