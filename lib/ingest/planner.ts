import type { Dataset, DatasetName } from "@/lib/datasets/dataset.ts";
import type { Finnhub } from "@/lib/finnhub/finnhub.ts";
import { symbolSuffix } from "@/lib/finnhub/symbol_suffix.ts";
import type { Store } from "@/lib/store/store.ts";
import { turnAfter } from "./cadence.ts";
import type { Checked } from "./checked.ts";
import { OFF_MS } from "./clock.ts";
import { lastMissed } from "./missed.ts";
import type { Outlook } from "./outlook.ts";
import { type Plan, planRun, type Task } from "./plan.ts";
import type { Slots } from "./slots.ts";

/** Share of the provider's budget that a run may plan for; the rest is for retries and the pages' searches. */
const BUDGET_SHARE = 0.9;

const MINUTE_MS = 60_000;

/** What the planner goes by. */
export interface PlannerOptions {
  readonly datasets: readonly Dataset[];
  /** Read for every plan: the watchlist may be another then. */
  readonly symbols: readonly string[];
  readonly checked: Checked;
  readonly finnhub: Finnhub;
  readonly store: Store;
  readonly now: () => number;
}

/** Plans runs from what is known now: when what was asked, what the plan covers, how many calls there are. */
export class Planner {
  readonly #options: PlannerOptions;
  readonly #slots: Slots;
  /** What the run under way collects. */
  #running: { readonly tasks: readonly Task[]; readonly since: number } | null = null;

  constructor(slots: Slots, options: PlannerOptions) {
    this.#options = options;
    this.#slots = slots;
  }

  /** Next slot, epoch milliseconds. */
  get nextRun(): number {
    return this.#slots.next(this.#options.now());
  }

  /**
   * What a run that begins now would do. Of the calls it has those up to the next slot, and at least a minute's.
   * @param slot the slot it is for, epoch milliseconds
   * @param everything due or not: a run on demand
   * @param symbols all of these, due or not, and nothing else
   */
  plan(slot: number, everything: boolean, symbols?: readonly string[]): Plan {
    const { checked, now } = this.#options;
    return this.#plan(now(), slot, checked, everything, symbols);
  }

  /** What the next scheduled run will do, if the one under way gets what it asks for. */
  next(): Plan {
    const { checked, now } = this.#options;
    const then = this.#running === null ? checked : checked.with(this.#running.tasks, now());
    return this.#plan(this.nextRun, this.nextRun, then, false);
  }

  /** A run has begun, and will end. */
  begin(tasks: readonly Task[]): void {
    this.#running = { tasks, since: this.#options.now() };
  }

  /** The run under way has ended. */
  end(): void {
    this.#running = null;
  }

  /** Looks at the run under way, then at the plan of the next: planned once, when first needed. */
  outlook(): Outlook {
    const { checked } = this.#options;
    const { tasks = [], since = 0 } = this.#running ?? {};
    const at = this.nextRun;
    let plan: Plan | undefined;
    return (dataset, symbol) => {
      const isIt = (task: Task) => task.dataset.name === dataset.name && task.symbol === symbol;
      const asked = checked.at(dataset.name, symbol);
      if (tasks.some(isIt) && (asked === undefined || asked < since)) return { state: "running" };
      plan ??= this.next();
      const postponed = plan.postponed.find(isIt);
      if (asked === undefined) {
        return postponed === undefined
          ? { state: "planned", at }
          : { state: "postponed", at: postponed.until };
      }
      const next = plan.tasks.some(isIt) ? at : postponed?.until ?? this.#nextTurn(dataset, symbol, asked);
      return { state: "asked", asked, at: next };
    };
  }

  #plan(
    at: number,
    slot: number,
    checked: Checked,
    everything: boolean,
    only?: readonly string[],
  ): Plan {
    const { datasets, finnhub, store } = this.#options;
    const next = this.#slots.next(at);
    const minutes = Math.max(MINUTE_MS, next - at) / MINUTE_MS;
    return planRun({
      datasets: only === undefined ? datasets : datasets.filter(({ scope }) => scope === "symbol"),
      symbols: only ?? this.#options.symbols,
      checked: checked.until(at + OFF_MS),
      slot,
      slotMs: next - this.#slots.previous(at),
      budget: Math.floor(finnhub.budget().limitPerMinute * minutes * BUDGET_SHARE),
      refused: this.#refused(),
      known: (dataset, symbol) => store.ledger(dataset).rows(symbol),
      missed: lastMissed(store, at),
      everything: everything || only !== undefined,
    });
  }

  /** The slot of the next turn of what was asked for at that time. */
  #nextTurn(dataset: Dataset, symbol: string, asked: number): number {
    const known = (name: DatasetName, of: string) => this.#options.store.ledger(name).rows(of);
    return this.#slots.next(turnAfter({ dataset, symbol, known }, asked) - 1);
  }

  /** What the client will not ask, because the plan refused it: at most one call a day. */
  #refused(): (endpoint: string, symbol: string) => boolean {
    const refused = new Set(
      this.#options.finnhub.capabilities().filter(({ allowed }) => !allowed)
        .map(({ endpoint, suffix }) => `${endpoint} ${suffix}`),
    );
    return (endpoint, symbol) => refused.has(`${endpoint} ${symbolSuffix(symbol)}`);
  }
}
