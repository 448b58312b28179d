import type { Task } from "./plan.ts";

/**
 * Carries out tasks, at most `concurrency` at once, in their order, except that a task waits for those of
 * the same symbol it derives from (`dataset.after`). `perform` must not throw.
 */
export async function carryOut(
  tasks: readonly Task[],
  concurrency: number,
  perform: (task: Task) => Promise<void>,
): Promise<void> {
  const waiting = [...tasks];
  const unfinished = new Set(tasks.map(keyOfTask));
  const isReady = ({ dataset, symbol }: Task) =>
    !(dataset.after ?? []).some((name) => unfinished.has(`${name} ${symbol}`));
  const worker = async () => {
    for (;;) {
      const index = waiting.findIndex(isReady);
      if (index < 0) return;
      const [task] = waiting.splice(index, 1);
      if (task === undefined) return;
      await perform(task);
      unfinished.delete(keyOfTask(task));
    }
  };
  // A worker ends when nothing is ready; what becomes ready later is taken by the worker that made it so.
  await Promise.all(Array.from({ length: Math.min(concurrency, tasks.length) }, worker));
}

/** Name of a task, as in progress events: `company_news AAPL`, `market_news`. */
export function keyOfTask({ dataset, symbol }: Task): string {
  return `${dataset.name} ${symbol}`;
}
