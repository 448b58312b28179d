import type { Dataset, DatasetName, Row } from "@/lib/datasets/dataset.ts";
import { cadenceOf, turnBefore } from "./cadence.ts";
import type { Checked } from "./checked.ts";

/** One collection to make: a dataset of one symbol, or of the market (`symbol` empty). */
export interface Task {
  readonly dataset: Dataset;
  readonly symbol: string;
}

/** A collection that is due and has to wait. */
export interface Postponed extends Task {
  /** The slot in which it should have its turn, epoch milliseconds. */
  readonly until: number;
}

/** What a run will do, and what had to wait because the budget is short. */
export interface Plan {
  /** In the order in which they are begun. */
  readonly tasks: readonly Task[];
  /** In the order in which they will come. */
  readonly postponed: readonly Postponed[];
  /** Calls that the tasks need at most. */
  readonly calls: number;
  /** Calls that would have fitted. */
  readonly budget: number;
  /** The same by dataset, in order of collection. */
  readonly datasets: readonly PlannedDataset[];
}

/** A plan's part of one dataset. */
export interface PlannedDataset {
  readonly dataset: Dataset;
  /** Symbols (or the market) that are due. */
  readonly due: number;
  /** Calls planned for them. */
  readonly calls: number;
  /** Those of them that have to wait. */
  readonly postponed: number;
  /** When the last of these should have its turn, epoch milliseconds; null where none waits. */
  readonly until: number | null;
}

/** What planning needs to know. */
export interface PlanOptions {
  /** In order of collection. */
  readonly datasets: readonly Dataset[];
  readonly symbols: readonly string[];
  readonly checked: Checked;
  /** The slot it is for, epoch milliseconds. */
  readonly slot: number;
  /** From one slot to the next, milliseconds. */
  readonly slotMs: number;
  /** Calls that fit before the next slot. */
  readonly budget: number;
  /** Whether the plan is known to refuse an endpoint: what is refused costs no call. @default nothing is */
  readonly refused?: ((endpoint: string, symbol: string) => boolean) | undefined;
  /** Last row of each key known. @default none */
  readonly known?: ((dataset: DatasetName, symbol: string) => readonly Row[]) | undefined;
  /** The latest slot that passed without a process, epoch milliseconds. */
  readonly missed?: number | undefined;
  /**
   * Ask for everything, due or not: a run on demand.
   * @default false
   */
  readonly everything?: boolean | undefined;
}

/** What the whole pipeline is for: asked for in every slot, and first. */
const QUOTES: DatasetName = "stock_quotes";

/** Most of a budget that quotes may take while something else is due: a long watchlist must not know prices alone. */
const QUOTES_SHARE = 0.9;

/** Slots that what fails again and again waits at most: of what changes within the hour, and of the rest. */
const RETRY_SOON = 4;
const RETRY_LATE = 16;
const HOUR_MS = 3_600_000;

/**
 * Plans a run, never beyond the budget: quotes first, then the market's, then what was never asked, then what waited
 * longest. What does not fit waits for a later slot, where it comes earlier.
 */
export function planRun(options: PlanOptions): Plan {
  const { budget, slot, slotMs } = options;
  const due = options.datasets.flatMap((dataset) =>
    (dataset.scope === "market" ? [""] : options.symbols).map((symbol) => ({ dataset, symbol }))
  ).filter((task) => isDue(task, options)).map((task) => ({ task, calls: callsFor(task, options) }));
  const asking = due.filter(({ calls }) => calls > 0);
  const quotes = byWaiting(asking.filter(({ task }) => task.dataset.name === QUOTES), options);
  const others = byWaiting(asking.filter(({ task }) => task.dataset.name !== QUOTES), options);
  const quotesBudget = Math.max(Math.ceil(budget * QUOTES_SHARE), budget - callsOf(others));
  const first = fill(quotes, quotesBudget);
  const second = fill(others, budget - first.calls);
  const chosen = new Set([...first.chosen, ...second.chosen]);
  const planned = due.filter((each) => each.calls === 0 || chosen.has(each));
  const postponed = [
    ...postpone(first.left, quotesBudget, slot, slotMs),
    ...postpone(second.left, budget - first.calls, slot, slotMs),
  ];
  return {
    tasks: planned.map(({ task }) => task),
    postponed,
    calls: first.calls + second.calls,
    budget,
    datasets: options.datasets.map((dataset) => byDataset(dataset, planned, postponed)),
  };
}

function byDataset(
  dataset: Dataset,
  planned: readonly Due[],
  postponed: readonly Postponed[],
): PlannedDataset {
  const mine = planned.filter(({ task }) => task.dataset === dataset);
  const waiting = postponed.filter((task) => task.dataset === dataset);
  return {
    dataset,
    due: mine.length + waiting.length,
    calls: callsOf(mine),
    postponed: waiting.length,
    until: waiting.length === 0 ? null : Math.max(...waiting.map(({ until }) => until)),
  };
}

interface Due {
  readonly task: Task;
  /** At most. */
  readonly calls: number;
}

/** Calls that a collection needs at most, when those are left out that the client will not make: refused ones. */
function callsFor({ dataset: { calls, endpoints }, symbol }: Task, { refused }: PlanOptions): number {
  const open = endpoints.filter((endpoint) => refused?.(endpoint, symbol) !== true).length;
  return open === endpoints.length ? calls : Math.ceil(calls * open / endpoints.length);
}

/**
 * What was asked within the slot is not asked again: a run that was cut short goes on where it ended. What was asked
 * shortly before it, by a run on demand, is where it is asked in every slot: or that run would take the slot's prices
 * out of the series. What asks nobody is made in every run: it costs nothing, and what it derives from may have come
 * since.
 */
function isDue({ dataset, symbol }: Task, options: PlanOptions): boolean {
  const { checked, slot, slotMs, everything = false, missed = -Infinity, known = () => [] } = options;
  if (everything || dataset.calls === 0) return true;
  const last = checked.at(dataset.name, symbol);
  if (last !== undefined && last >= slot) return false;
  if (dataset.name === QUOTES) return true;
  if (retryAt({ dataset, symbol }, options) > slot) return false;
  if (last === undefined) return true;
  if (dataset.lags && last <= missed) return true;
  const turns = { dataset, symbol, known };
  const cadenceMs = cadenceOf(turns, slot);
  // Asked out of turn not long ago, on demand or late: what was so new then need not be asked again in its turn.
  return cadenceMs <= slotMs || (turnBefore(turns, slot) > last && slot - last >= cadenceMs / 2);
}

/** When what failed is asked again: in the next slot, then after two, four and more. */
function retryAt({ dataset, symbol }: Task, { checked, slotMs }: PlanOptions): number {
  const { count, at } = checked.failures(dataset.name, symbol);
  const most = dataset.cadenceMs <= HOUR_MS ? RETRY_SOON : RETRY_LATE;
  return count === 0 ? -Infinity : at + (Math.min(2 ** (count - 1), most) - 1) * slotMs;
}

/**
 * The market's two calls first; then what was never asked, of it all that is of the first symbol: that tells what the
 * plan refuses, and what is refused costs the others nothing; then what waited longest.
 */
function byWaiting(due: readonly Due[], { checked, symbols }: PlanOptions): Due[] {
  const rank = ({ task: { dataset, symbol } }: Due) =>
    dataset.scope === "market" ? -3 : checked.at(dataset.name, symbol) ?? (symbol === symbols[0] ? -2 : -1);
  return due.toSorted((a, b) => rank(a) - rank(b));
}

/** Takes in that order what fits. */
function fill(due: readonly Due[], budget: number): { chosen: Due[]; left: Due[]; calls: number } {
  const chosen: Due[] = [];
  const left: Due[] = [];
  let calls = 0;
  for (const each of due) {
    if (calls + each.calls > budget) left.push(each);
    else {
      chosen.push(each);
      calls += each.calls;
    }
  }
  return { chosen, left, calls };
}

/** When each of them should have its turn, if every slot from here on has as many calls for them as this one. */
function postpone(left: readonly Due[], perSlot: number, slot: number, slotMs: number): Postponed[] {
  let calls = 0;
  return left.map(({ task, calls: needed }) => {
    calls += needed;
    return { ...task, until: slot + slotMs * Math.ceil(calls / Math.max(1, perSlot)) };
  });
}

function callsOf(due: readonly Due[]): number {
  return due.reduce((sum, { calls }) => sum + calls, 0);
}

/** Name of a collection in logs and progress events: `company_news AAPL`, `market_news`. */
export function labelOf(dataset: DatasetName, symbol: string): string {
  return symbol === "" ? dataset : `${dataset} ${symbol}`;
}
