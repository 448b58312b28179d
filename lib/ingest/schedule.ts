import { labelOf, type Task } from "./plan.ts";

/**
 * Carries out tasks, at most `concurrency` at once, in their order, except that a task waits for those of
 * the same symbol it derives from (`dataset.after`) where they are among the tasks. Whenever a task could
 * start, one does. `perform` must not throw.
 * @throws {RangeError} when tasks wait for each other in a circle
 */
export function carryOut(
  tasks: readonly Task[],
  concurrency: number,
  perform: (task: Task) => Promise<void>,
): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const waiting = [...tasks];
  const unfinished = new Set(tasks.map(({ dataset, symbol }) => labelOf(dataset.name, symbol)));
  const isReady = ({ dataset, symbol }: Task) =>
    !(dataset.after ?? []).some((name) => unfinished.has(labelOf(name, symbol)));
  let running = 0;
  const fill = () => {
    while (running < concurrency) {
      const index = waiting.findIndex(isReady);
      if (index < 0) break;
      for (const task of waiting.splice(index, 1)) start(task);
    }
    if (running > 0) return;
    const [stuck] = waiting;
    if (stuck === undefined) resolve();
    else {
      const name = labelOf(stuck.dataset.name, stuck.symbol);
      reject(new RangeError(`Cannot carry out "${name}": it waits for what waits for it`));
    }
  };
  const start = (task: Task) => {
    running++;
    perform(task).then(() => {
      running--;
      unfinished.delete(labelOf(task.dataset.name, task.symbol));
      fill();
    }).catch(reject);
  };
  fill();
  return promise;
}
