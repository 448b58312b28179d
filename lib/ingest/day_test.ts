import assert from "node:assert/strict";
import type { Row } from "@/lib/datasets/dataset.ts";
import { DATASETS } from "@/lib/datasets/mod.ts";
import { QUARTER_MS, SLOT } from "./_testing.ts";
import { phaseOf } from "./cadence.ts";
import { Checked } from "./checked.ts";
import { labelOf, type Plan, planRun, type Task } from "./plan.ts";

/** A free key: 60 calls a minute, of which a run plans for nine tenths; and what it is refused. */
const BUDGET = 60 * 15 * 0.9;
const REFUSED = new Set(["/stock/candle", "/stock/dividend", "/stock/social-sentiment"]);
const SYMBOLS = Array.from({ length: 500 }, (_, i) => `S${i}`);
const DAY = 24 * 3_600_000;

/** What happened in one slot. */
interface Slot {
  readonly at: number;
  readonly plan: Plan;
  /** Calls that were made. */
  calls: number;
}

/**
 * Days of a watchlist of 500 on a virtual clock: a call a second, plan and capabilities as the ingest has them.
 * `fails` says which collections fail.
 */
function simulate(days: number, fails: (task: Task, at: number) => boolean = () => false) {
  const checked = new Checked({});
  const asked = new Map<string, number[]>();
  const refused = new Set<string>();
  const known: readonly Row[] = [];
  const slots: Slot[] = [];
  for (let at = SLOT; at < SLOT + days * DAY; at += QUARTER_MS) {
    const plan = planRun({
      datasets: DATASETS,
      symbols: SYMBOLS,
      checked,
      slot: at,
      slotMs: QUARTER_MS,
      budget: BUDGET,
      refused: (endpoint) => refused.has(endpoint),
      known: () => known,
    });
    const slot: Slot = { at, plan, calls: 0 };
    for (const task of plan.tasks) {
      for (const endpoint of task.dataset.endpoints) {
        if (refused.has(endpoint)) continue;
        // The first that asks learns it; the client spares the others the call.
        if (REFUSED.has(endpoint)) refused.add(endpoint);
        slot.calls += task.dataset.calls / task.dataset.endpoints.length;
      }
      const now = at + slot.calls * 1_000;
      if (fails(task, now)) {
        checked.fail(task.dataset.name, task.symbol, now);
        continue;
      }
      checked.mark(task.dataset.name, task.symbol, now);
      const label = labelOf(task.dataset.name, task.symbol);
      asked.set(label, [...asked.get(label) ?? [], now]);
    }
    slots.push(slot);
  }
  return { slots, asked };
}

/** Longest time between two collections, and to the end. */
function longestGap(times: readonly number[], end: number): number {
  return Math.max(...times.map((time, i) => (times[i + 1] ?? end) - time));
}

const quiet = simulate(3);

Deno.test("500 symbols on a free key - every symbol's quote in every slot", () => {
  for (const { plan } of quiet.slots) {
    assert.equal(plan.tasks.filter(({ dataset }) => dataset.name === "stock_quotes").length, 500);
  }
});

Deno.test("500 symbols on a free key - everything else within a day, from the first on", () => {
  const end = SLOT + 3 * DAY;
  for (const dataset of DATASETS) {
    for (const symbol of dataset.scope === "market" ? [""] : SYMBOLS) {
      const label = labelOf(dataset.name, symbol);
      const times = quiet.asked.get(label) ?? [];
      const [first = Infinity] = times;
      assert.ok(first < SLOT + DAY / 2, `${label} came first after ${(first - SLOT) / 3_600_000} h`);
      const most = Math.max(dataset.cadenceMs, DAY) + 2 * QUARTER_MS;
      assert.ok(longestGap(times, end) <= most, `${label}: ${longestGap(times, end) / 3_600_000} h`);
    }
  }
});

Deno.test("500 symbols on a free key - never over the budget, planned or made; news with what is left", () => {
  for (const { plan, calls } of quiet.slots) {
    assert.ok(plan.calls <= BUDGET && calls <= BUDGET, `${plan.calls} planned, ${calls} made`);
  }
  // After the first hours the news of each symbol come every half hour.
  const news = SYMBOLS.map((symbol) =>
    quiet.asked.get(`company_news ${symbol}`)?.filter((at) => at > SLOT + DAY)
  );
  for (const times of news) {
    assert.ok(longestGap(times ?? [], SLOT + 3 * DAY) <= 4 * QUARTER_MS, String(times?.length));
  }
});

Deno.test("500 symbols on a free key - no herd: what is daily spreads over the day, and has its time of the day", () => {
  const daily = DATASETS.filter(({ cadenceMs, scope, turn, endpoints }) =>
    scope === "symbol" && cadenceMs === DAY && turn !== "after_close" &&
    !endpoints.some((one) => REFUSED.has(one))
  );
  assert.ok(daily.length >= 4);
  const names = new Set(daily.map(({ name }) => name));
  for (const { at, plan } of quiet.slots.filter(({ at }) => at >= SLOT + 2 * DAY)) {
    const count = plan.tasks.filter(({ dataset }) => names.has(dataset.name)).length;
    const average = daily.length * 500 / 96;
    assert.ok(count < 2.5 * average, `${new Date(at).toISOString()}: ${count}, on average ${average}`);
  }
  for (const dataset of daily) {
    for (const symbol of ["S0", "S123", "S499"]) {
      const last = quiet.asked.get(`${dataset.name} ${symbol}`)?.at(-1) ?? 0;
      const late = (last - phaseOf({ dataset, symbol }) * DAY) % DAY;
      assert.ok(late >= 0 && late <= 2 * QUARTER_MS, `${dataset.name} ${symbol}: ${late / 60_000} min`);
    }
  }
});

Deno.test("500 symbols on a free key - refusals cost a call each, not a call a symbol", () => {
  const calls = quiet.slots.slice(0, 96).reduce((sum, slot) => sum + slot.calls, 0);
  const planned = quiet.slots.slice(0, 96).reduce((sum, slot) => sum + slot.plan.calls, 0);
  assert.ok(planned - calls <= 4 * REFUSED.size, `${planned} planned, ${calls} made`);
});

Deno.test("500 symbols on a free key - an endpoint that fails for hours takes little from the others, and is caught up with", () => {
  const [from, to] = [SLOT + DAY, SLOT + DAY + 6 * 3_600_000];
  const isDown = ({ dataset }: Task, at: number) =>
    dataset.name === "insider_transactions" && at >= from && at < to;
  // And one symbol of which nothing can be had but its price.
  const isOdd = ({ dataset, symbol }: Task) => symbol === "S7" && dataset.name === "financials";
  const { slots, asked } = simulate(3, (task, at) => isDown(task, at) || isOdd(task));
  for (const { plan, at } of slots) {
    assert.equal(plan.tasks.filter(({ dataset }) => dataset.name === "stock_quotes").length, 500);
    const tried = plan.tasks.filter((task) => isDown(task, at)).length;
    assert.ok(tried <= 60, `${tried} tried in vain in one slot`);
  }
  for (const symbol of SYMBOLS) {
    const times = asked.get(`insider_transactions ${symbol}`) ?? [];
    // At most the outage and the longest wait for the next try, four hours, beyond the day.
    assert.ok(longestGap(times, SLOT + 3 * DAY) <= DAY + 10.5 * 3_600_000, symbol);
  }
  const odd = slots.filter(({ plan }) => plan.tasks.some(isOdd)).length;
  assert.ok(odd < 25, `${odd} tries in three days`);
});

Deno.test("500 symbols on a free key - the first plan says until when the rest has to wait, and keeps its word", () => {
  const [first] = quiet.slots;
  assert.ok(first);
  assert.ok(first.plan.postponed.length > 4_000);
  for (const { dataset, symbol, until } of first.plan.postponed) {
    const [came = Infinity] = quiet.asked.get(labelOf(dataset.name, symbol)) ?? [];
    assert.ok(
      came < until + 2 * QUARTER_MS,
      `${dataset.name} ${symbol}: ${(came - until) / 60_000} min late`,
    );
  }
});
