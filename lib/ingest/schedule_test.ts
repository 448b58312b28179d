import assert from "node:assert/strict";
import fc from "fast-check";
import type { DatasetName } from "@/lib/datasets/dataset.ts";
import { DATASETS } from "@/lib/datasets/mod.ts";
import { dataset } from "./_testing.ts";
import { labelOf, type Task } from "./plan.ts";
import { carryOut } from "./schedule.ts";

const NAMES = DATASETS.map(({ name }) => name);

/** Datasets of which each may come after some of those before it, for some symbols, in any order. */
const tasks = fc.tuple(
  fc.array(fc.array(fc.nat(NAMES.length - 1), { maxLength: 3 }), { minLength: 1, maxLength: NAMES.length }),
  fc.integer({ min: 1, max: 4 }),
  fc.nat(),
).map(([afters, symbols, seed]) => {
  const all = afters.flatMap((after, i) => {
    const names: DatasetName[] = after.filter((index) => index < i).flatMap((index) => NAMES[index] ?? []);
    const described = dataset(NAMES[i] ?? "earnings", { after: names });
    return Array.from({ length: symbols }, (_, symbol): Task => ({
      dataset: described,
      symbol: `S${symbol}`,
    }));
  });
  return all.map((task, i) => ({ task, place: Math.imul(i + 1, seed * 2 + 1) >>> 0 }))
    .sort((a, b) => a.place - b.place).map(({ task }) => task);
});

/** Performs tasks that end in an order of the test's choosing, and watches what is under way. */
async function watch(list: readonly Task[], concurrency: number, choose: (count: number) => number) {
  const underWay = new Map<Task, () => void>();
  const ended = new Set<string>();
  const begun: string[] = [];
  let most = 0;
  const done = carryOut(list, concurrency, (task) => {
    const { dataset: { name, after = [] }, symbol } = task;
    const planned = new Set(list.map(({ dataset, symbol }) => labelOf(dataset.name, symbol)));
    for (const other of after) {
      const label = labelOf(other, symbol);
      assert.ok(ended.has(label) || !planned.has(label), `${name} ${symbol} began before ${label} had ended`);
    }
    begun.push(labelOf(name, symbol));
    return new Promise<void>((resolve) => {
      underWay.set(task, resolve);
      most = Math.max(most, underWay.size);
    });
  });
  let isDone = false;
  const end = done.then(() => isDone = true);
  for (;;) {
    for (let turn = 0; turn < 10; turn++) await null;
    if (isDone) break;
    assert.ok(underWay.size > 0, "nothing is under way, and not all is done");
    const idle = list.filter((task) =>
      !begun.includes(labelOf(task.dataset.name, task.symbol)) &&
      (task.dataset.after ?? []).every((other) =>
        ended.has(labelOf(other, task.symbol)) ||
        !list.some(({ dataset, symbol }) => dataset.name === other && symbol === task.symbol)
      )
    );
    assert.ok(underWay.size === concurrency || idle.length === 0, "a task could start, and does not");
    const [task, finish] = [...underWay][choose(underWay.size)] ?? [];
    if (task === undefined || finish === undefined) throw new RangeError("The test chose no task");
    underWay.delete(task);
    ended.add(labelOf(task.dataset.name, task.symbol));
    finish();
  }
  await end;
  return { begun, most };
}

Deno.test("carryOut - carries out every task once, none before those it derives from, never more at once than allowed, never fewer than possible", async () => {
  await fc.assert(
    fc.asyncProperty(
      tasks,
      fc.integer({ min: 1, max: 20 }),
      fc.infiniteStream(fc.nat()),
      async (list, concurrency, choices) => {
        const { begun, most } = await watch(
          list,
          concurrency,
          (count) => Number(choices.next().value) % count,
        );
        assert.deepEqual(
          [...begun].sort(),
          list.map(({ dataset, symbol }) => labelOf(dataset.name, symbol)).sort(),
        );
        assert.ok(most <= concurrency);
      },
    ),
    { numRuns: 150 },
  );
});

Deno.test("carryOut - one at a time it keeps the order of tasks that wait for nothing", async () => {
  const list = ["AAPL", "MSFT", "TSLA"].map((symbol) => ({ dataset: dataset("stock_quotes"), symbol }));
  const { begun } = await watch(list, 1, () => 0);
  assert.deepEqual(begun, ["stock_quotes AAPL", "stock_quotes MSFT", "stock_quotes TSLA"]);
});

Deno.test("carryOut - tasks that wait for one that is not planned do not wait", async () => {
  const list = [{ dataset: dataset("dividends", { after: ["company_metrics"] }), symbol: "AAPL" }];
  assert.deepEqual((await watch(list, 3, () => 0)).begun, ["dividends AAPL"]);
});

Deno.test("carryOut - nothing to do is done at once", async () => {
  await carryOut([], 16, () => Promise.reject(new Error("there is no task")));
});

Deno.test("carryOut - a circle is an error and not a wait for ever", async () => {
  const list: Task[] = [
    { dataset: dataset("dividends", { after: ["financials"] }), symbol: "AAPL" },
    { dataset: dataset("financials", { after: ["dividends"] }), symbol: "AAPL" },
  ];
  await assert.rejects(carryOut(list, 2, () => Promise.resolve()), {
    name: "RangeError",
    message: 'Cannot carry out "dividends AAPL": it waits for what waits for it',
  });
});
