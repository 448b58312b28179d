import assert from "node:assert/strict";
import fc from "fast-check";
import { DATASETS } from "@/lib/datasets/mod.ts";
import { dataset, QUARTER_MS, SLOT } from "./_testing.ts";
import { Checked } from "./checked.ts";
import { labelOf, type PlanOptions, planRun, type Task } from "./plan.ts";

const HOUR = 3_600_000;
const QUOTES = dataset("stock_quotes");
const NEWS = dataset("company_news", { lags: true });
const EARNINGS = dataset("earnings", { cadenceMs: 24 * HOUR, calls: 2 });
const MARKET = dataset("market_news", { scope: "market" });

function planOf(options: Partial<PlanOptions>) {
  const plan = planRun({
    datasets: [QUOTES, MARKET, NEWS, EARNINGS],
    symbols: ["AAPL", "MSFT"],
    checked: new Checked({}),
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

const EVERY_SLOT = [
  "stock_quotes AAPL",
  "stock_quotes MSFT",
  "market_news",
  "company_news AAPL",
  "company_news MSFT",
];
const ALL = [...EVERY_SLOT, "earnings AAPL", "earnings MSFT"];

Deno.test("planRun - the first run asks for everything, quotes first, each dataset of the market once", () => {
  assert.deepEqual(planOf({}), { tasks: ALL, postponed: [], calls: 9 });
});

for (
  const [what, hoursAgo, tasks] of [
    ["a quarter of an hour after the last", 0.25, EVERY_SLOT],
    ["and those took their time", 0.24, EVERY_SLOT],
    ["after eleven hours, still no earnings", 11, EVERY_SLOT],
    ["after a day, all", 24, ALL],
  ] as const
) {
  Deno.test(`planRun - what each slot asks for: ${what}`, () => {
    assert.deepEqual(planOf({ checked: checkedAt(SLOT - hoursAgo * HOUR) }).tasks, tasks);
  });
}

Deno.test("planRun - a run on demand shortly before a slot does not take the slot's quotes out of the series", () => {
  assert.deepEqual(planOf({ checked: checkedAt(SLOT - 60_000) }).tasks, EVERY_SLOT);
});

Deno.test("planRun - a run that was cut short goes on where it ended: what was asked within the slot is not asked again", () => {
  const checked = checkedAt(SLOT - 24 * HOUR);
  checked.mark("stock_quotes", "AAPL", SLOT + 1_000);
  checked.mark("market_news", "", SLOT + 2_000);
  assert.deepEqual(planOf({ checked }).tasks, [
    "stock_quotes MSFT",
    "company_news AAPL",
    "company_news MSFT",
    "earnings AAPL",
    "earnings MSFT",
  ]);
});

Deno.test("planRun - slots finer than a dataset changes ask for quotes alone", () => {
  const datasets = [QUOTES, dataset("company_news", { cadenceMs: HOUR })];
  assert.deepEqual(planOf({ datasets, slotMs: 300_000, checked: checkedAt(SLOT - 300_000) }).tasks, [
    "stock_quotes AAPL",
    "stock_quotes MSFT",
  ]);
});

Deno.test("planRun - what asks nobody, or is refused, is made whatever the budget, and costs none of it", () => {
  const datasets = [
    QUOTES,
    EARNINGS,
    dataset("dividends", { endpoints: ["/stock/dividend"] }),
    dataset("technical_indicators", { calls: 0, cadenceMs: 12 * HOUR }),
  ];
  const symbols = ["AAPL"];
  const refused = (endpoint: string) => endpoint === "/stock/dividend";
  assert.deepEqual(planOf({ datasets, symbols, budget: 1, refused }), {
    tasks: ["stock_quotes AAPL", "dividends AAPL", "technical_indicators AAPL"],
    postponed: ["earnings AAPL"],
    calls: 1,
  });
  assert.deepEqual(planOf({ datasets, symbols, checked: checkedAt(SLOT + 1) }).tasks, [
    "technical_indicators AAPL",
  ]);
});

Deno.test("planRun - of two endpoints of which one is refused, the other is paid for", () => {
  const both = dataset("earnings", { endpoints: ["/stock/earnings", "/calendar/earnings"], calls: 2 });
  const refused = (endpoint: string, symbol: string) =>
    endpoint === "/stock/earnings" && symbol === "SHOP.TO";
  assert.equal(planOf({ datasets: [both], symbols: ["AAPL", "SHOP.TO"], refused }).calls, 3);
});

Deno.test("planRun - on demand everything is asked for, however new", () => {
  assert.equal(planOf({ everything: true, checked: checkedAt(SLOT + 1) }).tasks.length, 7);
});

Deno.test("planRun - a short budget takes quotes, the market's, what was never asked, then what waited longest", () => {
  const checked = checkedAt(SLOT - 25 * HOUR);
  checked.mark("company_news", "AAPL", SLOT - 30 * HOUR);
  checked.forget("earnings", "MSFT");
  assert.deepEqual(planOf({ checked, budget: 6 }), {
    tasks: ["stock_quotes AAPL", "stock_quotes MSFT", "market_news", "company_news AAPL", "earnings MSFT"],
    postponed: ["company_news MSFT", "earnings AAPL"],
    calls: 6,
  });
});

Deno.test("planRun - of what was never asked, all of the first symbol: it tells what the plan refuses", () => {
  const datasets = [QUOTES, NEWS, dataset("dividends"), EARNINGS];
  assert.deepEqual(planOf({ datasets, budget: 6 }).tasks, [
    "stock_quotes AAPL",
    "stock_quotes MSFT",
    "company_news AAPL",
    "dividends AAPL",
    "earnings AAPL",
  ]);
});

Deno.test("planRun - a budget too short for all quotes takes turns with them, and leaves the rest a tenth", () => {
  const symbols = Array.from({ length: 40 }, (_, i) => `S${i}`);
  const checked = checkedAt(SLOT - QUARTER_MS, symbols);
  const seen = new Set<string>();
  for (let slot = SLOT; slot < SLOT + 3 * QUARTER_MS; slot += QUARTER_MS) {
    const plan = planRun({
      datasets: [QUOTES, NEWS],
      symbols,
      checked,
      slot,
      slotMs: QUARTER_MS,
      budget: 20,
    });
    assert.ok(plan.calls <= 20);
    assert.equal(plan.tasks.filter(({ dataset }) => dataset.name === "company_news").length, 2);
    for (const { dataset, symbol } of plan.tasks) {
      checked.mark(dataset.name, symbol, slot + 1);
      if (dataset.name === "stock_quotes") seen.add(symbol);
    }
  }
  assert.equal(seen.size, symbols.length);
});

Deno.test("planRun - what is postponed says until when, in the order in which it comes", () => {
  const symbols = ["A", "B", "C", "D", "E"];
  const plan = planRun({
    datasets: [QUOTES, NEWS],
    symbols,
    checked: checkedAt(SLOT - HOUR, symbols),
    slot: SLOT,
    slotMs: QUARTER_MS,
    budget: 7,
  });
  assert.deepEqual(
    plan.postponed.map(({ symbol, until }) => [symbol, (until - SLOT) / QUARTER_MS]),
    [["C", 1], ["D", 1], ["E", 2]],
  );
});

Deno.test("planRun - after slots that passed without a process, what lags behind is asked for out of turn", () => {
  const calendar = dataset("ipo_calendar", { scope: "market", cadenceMs: 24 * HOUR, lags: true });
  const datasets = [QUOTES, calendar, EARNINGS];
  const checked = checkedAt(SLOT - 3 * HOUR);
  const quotes = ["stock_quotes AAPL", "stock_quotes MSFT"];
  assert.deepEqual(planOf({ datasets, checked }).tasks, quotes);
  assert.deepEqual(planOf({ datasets, checked, missed: SLOT - QUARTER_MS }).tasks, [
    ...quotes,
    "ipo_calendar",
  ]);
  checked.mark("ipo_calendar", "", SLOT - QUARTER_MS + 1);
  assert.deepEqual(planOf({ datasets, checked, missed: SLOT - QUARTER_MS }).tasks, quotes, "once");
});

Deno.test("planRun - what fails again and again is asked for less and less, quotes always", () => {
  const checked = new Checked({});
  const tried: Record<string, number[]> = { stock_quotes: [], company_news: [], earnings: [] };
  for (let slot = 0; slot < 60; slot++) {
    const at = SLOT + slot * QUARTER_MS;
    const { tasks } = planRun({
      datasets: [QUOTES, NEWS, EARNINGS],
      symbols: ["AAPL"],
      checked,
      slot: at,
      slotMs: QUARTER_MS,
      budget: 100,
    });
    for (const { dataset } of tasks) {
      tried[dataset.name]?.push(slot);
      checked.fail(dataset.name, "AAPL", at + 20_000);
    }
  }
  assert.equal(tried["stock_quotes"]?.length, 60);
  assert.deepEqual(tried["company_news"]?.slice(0, 6), [0, 1, 3, 7, 11, 15]);
  assert.deepEqual(tried["earnings"], [0, 1, 3, 7, 15, 31, 47]);
  checked.mark("earnings", "AAPL", SLOT);
  assert.equal(checked.failures("earnings", "AAPL").count, 0);
});

Deno.test("planRun - what is due is planned or postponed, never lost, and never over the budget", () => {
  fc.assert(fc.property(
    fc.nat(60),
    fc.nat(400),
    fc.array(fc.tuple(fc.nat(DATASETS.length - 1), fc.nat(9), fc.nat(30 * HOUR), fc.nat(3))),
    fc.subarray(["/stock/candle", "/stock/dividend", "/stock/earnings"]),
    (symbolCount, budget, marks, refusals) => {
      const symbols = Array.from({ length: symbolCount }, (_, i) => `S${i}`);
      const checked = new Checked({});
      for (const [dataset, symbol, ago, failures] of marks) {
        const name = DATASETS[dataset]?.name ?? "earnings";
        checked.mark(name, `S${symbol}`, SLOT - ago);
        for (let i = 0; i < failures; i++) checked.fail(name, `S${symbol}`, SLOT - ago);
      }
      const refused = (endpoint: string) => refusals.includes(endpoint);
      const options = { datasets: DATASETS, symbols, checked, slot: SLOT, slotMs: QUARTER_MS, refused };
      const all = planRun({ ...options, budget: Infinity });
      const plan = planRun({ ...options, budget });
      assert.equal(all.postponed.length, 0);
      const labels = (tasks: readonly Task[]) => tasks.map((task) => labelOf(task.dataset.name, task.symbol));
      assert.deepEqual(
        new Set([...labels(plan.tasks), ...labels(plan.postponed)]),
        new Set(labels(all.tasks)),
      );
      assert.equal(plan.tasks.length + plan.postponed.length, all.tasks.length);
      assert.ok(plan.calls <= budget);
      assert.ok(plan.postponed.every(({ until }) => until > SLOT));
      const places = plan.tasks.map(({ dataset }) => DATASETS.indexOf(dataset));
      assert.deepEqual(places, places.toSorted((a, b) => a - b), "in order of collection");
    },
  ));
});
