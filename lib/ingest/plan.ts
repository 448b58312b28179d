import type { Dataset, DatasetName } from "@/lib/datasets/dataset.ts";
import type { Checked } from "./checked.ts";

/** One collection to make: a dataset of one symbol, or of the market (`symbol` empty). */
export interface Task {
  readonly dataset: Dataset;
  readonly symbol: string;
}

/** What a run will do, and what had to wait because the budget is short. */
export interface Plan {
  readonly tasks: readonly Task[];
  readonly postponed: readonly Task[];
  /** Calls that the tasks need at most. */
  readonly calls: number;
}

/** What planning needs to know. */
export interface PlanOptions {
  readonly datasets: readonly Dataset[];
  readonly symbols: readonly string[];
  readonly checked: Checked;
  /** When the run starts, epoch milliseconds. */
  readonly now: number;
  /** The slot it is for, epoch milliseconds; `now` or a little before. */
  readonly slot: number;
  /** From one slot to the next, milliseconds. */
  readonly slotMs: number;
  /** Calls that fit before the next slot. */
  readonly budget: number;
  /**
   * Ask for everything, due or not: a run on demand.
   * @default false
   */
  readonly everything?: boolean;
}

/** A dataset is due a little early rather than a whole slot late. */
const EARLY_MS = 60_000;

/** What the whole pipeline is for: asked for in every slot, and first. */
const QUOTES: DatasetName = "stock_quotes";

/**
 * Plans a run: quotes first, whatever the budget; then what was never asked, then what waited longest.
 * What does not fit into the budget waits for a later slot, where it comes earlier.
 */
export function planRun(options: PlanOptions): Plan {
  const { checked } = options;
  const due = options.datasets.flatMap((dataset) =>
    (dataset.scope === "market" ? [""] : options.symbols).map((symbol) => ({ dataset, symbol }))
  ).filter((task) => isDue(task, options));
  const quotes = due.filter((task) => task.dataset.name === QUOTES);
  const others = due.filter((task) => task.dataset.name !== QUOTES);
  if (callsOf(others) + callsOf(quotes) > options.budget) {
    const waited = (task: Task) => checked.at(task.dataset.name, task.symbol) ?? 0;
    others.sort((a, b) => waited(a) - waited(b));
  }
  const tasks = [...quotes];
  const postponed: Task[] = [];
  let calls = callsOf(quotes);
  for (const task of others) {
    const { calls: needed } = task.dataset;
    if (needed > 0 && calls + needed > options.budget) postponed.push(task);
    else {
      tasks.push(task);
      calls += needed;
    }
  }
  return { tasks, postponed, calls };
}

/**
 * What was asked within the slot is not asked again: a run that was cut short goes on where it ended. What was
 * asked shortly before it, by a run on demand, is: or that run would take the slot's prices out of the series. What
 * asks nobody is made in every run: it costs nothing, and what it derives from may have come since.
 */
function isDue({ dataset, symbol }: Task, options: PlanOptions): boolean {
  const { checked, now, slot, slotMs, everything = false } = options;
  const last = checked.at(dataset.name, symbol);
  if (everything || last === undefined || dataset.calls === 0) return true;
  if (last >= slot) return false;
  return dataset.name === QUOTES || dataset.cadenceMs <= slotMs || now - last >= dataset.cadenceMs - EARLY_MS;
}

function callsOf(tasks: readonly Task[]): number {
  return tasks.reduce((sum, task) => sum + task.dataset.calls, 0);
}

/** Name of a collection in logs and progress events: `company_news AAPL`, `market_news`. */
export function labelOf(dataset: DatasetName, symbol: string): string {
  return symbol === "" ? dataset : `${dataset} ${symbol}`;
}
