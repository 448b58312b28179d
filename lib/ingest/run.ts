import type { IngestedFile, RunError, RunStatus } from "@/lib/bus/bus.ts";
import type { Collected, DatasetName, Rejected, Row } from "@/lib/datasets/dataset.ts";
import { keyOf } from "@/lib/datasets/mod.ts";
import type { Finnhub } from "@/lib/finnhub/finnhub.ts";
import type { Store } from "@/lib/store/store.ts";
import type { Logger } from "@/lib/telemetry/logger.ts";
import type { Checked } from "./checked.ts";
import { nextTurn } from "./delay.ts";
import { labelOf, type Task } from "./plan.ts";
import type { Step } from "./progress.ts";
import { carryOut } from "./schedule.ts";
import { answered, statusOf, succeeded } from "./status.ts";

/** Enough to keep 30 calls a second in flight at half a second each. */
const CONCURRENCY = 16;

/** Failures to reach the provider in a row after which the rest of the run would only wait for more of them. */
const GIVE_UP_AFTER = 2 * CONCURRENCY;

/** Errors kept in a run's event; the log has them all. */
const MAX_ERRORS = 50;

/** Kind of error of what was not tried because the run had given up. */
const SKIPPED = "skipped";

/** What one run needs. */
export interface RunOptions {
  readonly runId: string;
  readonly stamp: string;
  readonly tasks: readonly Task[];
  readonly store: Store;
  readonly finnhub: Finnhub;
  readonly provider: string;
  readonly checked: Checked;
  readonly now: () => number;
  readonly logger: Logger;
  /** Called before and after each collection. */
  readonly onProgress: (step: Step) => void;
}

/** What one run came to. */
export interface RunResult {
  readonly status: Exclude<RunStatus, "missed">;
  /** HTTP requests sent. */
  readonly calls: number;
  /** Rows written. */
  readonly rows: number;
  readonly quarantined: number;
  readonly failures: number;
  readonly errors: readonly RunError[];
  readonly files: readonly IngestedFile[];
}

/**
 * Carries out one run: collects, keeps bad rows aside, and commits each dataset as soon as its last
 * symbol is in, so that quotes are on the pages while slow datasets are still being asked for.
 * What one symbol, endpoint or file loses costs the others nothing.
 */
export function run(options: RunOptions): Promise<RunResult> {
  return new Run(options).result();
}

const UNREACHABLE: ReadonlySet<string> = new Set([
  "network",
  "timeout",
  "server",
  "rate_limited",
  "cancelled",
]);

class Run {
  readonly #options: RunOptions;
  /** Rows by task, kept until their dataset is committed. */
  readonly #collected = new Map<string, readonly Row[]>();
  readonly #left = new Map<DatasetName, number>();
  readonly #running = new Set<string>();
  readonly #succeeded = new Set<Task>();
  readonly #answered = new Set<Task>();
  readonly #errors: RunError[] = [];
  readonly #changed = new Set<DatasetName>();
  readonly #failed = new Set<Task>();
  #done = 0;
  #rows = 0;
  #quarantined = 0;
  #unreachable = 0;
  /** Why the rest of the run is not tried; empty while it is. */
  #givenUp = "";
  /** Commits follow each other: one volume, one writer. */
  #commits: Promise<void> = Promise.resolve();

  constructor(options: RunOptions) {
    this.#options = options;
    for (const { dataset } of options.tasks) {
      this.#left.set(dataset.name, (this.#left.get(dataset.name) ?? 0) + 1);
    }
  }

  async result(): Promise<RunResult> {
    const { finnhub, tasks, store } = this.#options;
    const callsBefore = finnhub.stats().calls;
    await carryOut(tasks, CONCURRENCY, (task) => this.#collect(task));
    await this.#commits;
    // What asks nobody succeeds always, and says nothing about how a run went that learned nothing.
    const asking = tasks.filter(asksProvider);
    return {
      status: statusOf({
        planned: asking.length,
        succeeded: asking.filter((task) => this.#succeeded.has(task)).length,
        answered: this.#answered.size,
        failed: this.#failed.size,
      }),
      calls: finnhub.stats().calls - callsBefore,
      rows: this.#rows,
      quarantined: this.#quarantined,
      failures: this.#failed.size,
      errors: this.#errors,
      files: standingFiles(store, this.#changed),
    };
  }

  async #collect(task: Task): Promise<void> {
    const { dataset, symbol } = task;
    const { checked, finnhub, provider, now, logger } = this.#options;
    const label = labelOf(dataset.name, symbol);
    this.#running.add(label);
    this.#progress();
    try {
      if (this.#givenUp !== "") return this.#fail(task, SKIPPED, this.#givenUp);
      // Many of them one after the other, with nothing to wait for, would keep everybody else waiting.
      if (!asksProvider(task)) await nextTurn();
      const known = (name: DatasetName, of: string) => this.#known(name, of);
      const collected = await dataset.collect({ symbol, now: now(), finnhub, provider, known });
      this.#collected.set(label, collected.rows);
      const isKept = await this.#setAside(task, collected.rejected);
      if (asksProvider(task)) this.#judgeProvider(collected);
      if (isKept && succeeded(collected.outcomes)) {
        checked.mark(dataset.name, symbol, now());
        this.#succeeded.add(task);
        if (asksProvider(task) && answered(collected.outcomes)) this.#answered.add(task);
      } else if (isKept) this.#reportOutcomes(task, collected);
    } catch (error) {
      // A dataset must not throw for what the provider says, so this is our own bug: it costs one collection.
      logger.error("Collection failed", { dataset: dataset.name, symbol, error });
      this.#fail(task, "internal", error instanceof Error ? error.message : String(error));
    } finally {
      this.#running.delete(label);
      this.#done++;
      this.#taskDone(task);
      this.#progress();
    }
  }

  /** An outage, or a key that is none, ends a run soon: with what was had, not after hours of timeouts. */
  #judgeProvider({ outcomes }: Collected): void {
    const failure = outcomes.find(({ result }) => UNREACHABLE.has(result));
    this.#unreachable = failure === undefined ? 0 : this.#unreachable + 1;
    if (this.#unreachable >= GIVE_UP_AFTER) {
      this.#giveUp(`The provider does not answer: ${failure?.message}`);
    }
    const unauthorized = outcomes.find(({ result }) => result === "unauthorized");
    if (unauthorized !== undefined) this.#giveUp(unauthorized.message ?? "The key is not valid");
  }

  #taskDone({ dataset }: Task): void {
    const left = (this.#left.get(dataset.name) ?? 0) - 1;
    this.#left.set(dataset.name, left);
    if (left === 0) this.#commits = this.#commits.then(() => this.#commit(dataset.name));
  }

  async #commit(name: DatasetName): Promise<void> {
    const { store, stamp, logger, tasks } = this.#options;
    const rows = tasks.filter((task) => task.dataset.name === name)
      .flatMap(({ symbol }) => this.#collected.get(labelOf(name, symbol)) ?? []);
    try {
      const commit = await store.commit(name, stamp, rows);
      this.#rows += commit.rows.length;
      if (commit.changed) this.#changed.add(name);
    } catch (error) {
      logger.error("Commit failed", { dataset: name, error });
      const message = error instanceof Error ? error.message : String(error);
      for (const task of tasks) {
        if (task.dataset.name !== name) continue;
        // Not on the volume, so not done, whatever the provider said.
        this.#options.checked.forget(name, task.symbol);
        this.#succeeded.delete(task);
        this.#answered.delete(task);
        this.#fail(task, "volume", message);
      }
    }
  }

  /** Last row of each key for a symbol: the volume's, and this run's that are not committed yet. */
  #known(name: DatasetName, symbol: string): readonly Row[] {
    const stored = this.#options.store.ledger(name).rows(symbol);
    const fresh = this.#collected.get(labelOf(name, symbol)) ?? [];
    const dataset = this.#options.store.datasets.find((each) => each.name === name);
    if (fresh.length === 0 || dataset === undefined) return stored;
    const replaced = new Set(fresh.map((row) => keyOf(dataset, row)));
    return [...stored.filter((row) => !replaced.has(keyOf(dataset, row))), ...fresh];
  }

  /** Whether the volume took the bad rows; where not, the good ones still stand. */
  async #setAside(task: Task, rejected: readonly Rejected[]): Promise<boolean> {
    if (rejected.length === 0) return true;
    try {
      await this.#options.store.quarantine.append(rejected, this.#options.runId);
      this.#quarantined += rejected.length;
      return true;
    } catch (error) {
      this.#options.logger.error("Bad rows not kept aside", { dataset: task.dataset.name, error });
      this.#fail(task, "volume", error instanceof Error ? error.message : String(error));
      return false;
    }
  }

  #reportOutcomes(task: Task, collected: Collected): void {
    const failure = collected.outcomes.find((outcome) => !succeeded([outcome]));
    this.#fail(task, failure?.result ?? "internal", failure?.message ?? "No endpoint answered");
  }

  #fail(task: Task, kind: string, reason: string): void {
    const { logger } = this.#options;
    const [dataset, symbol] = [task.dataset.name, task.symbol];
    this.#failed.add(task);
    if (this.#errors.length < MAX_ERRORS) this.#errors.push({ dataset, symbol, kind, message: reason });
    // One line has told of all that are skipped.
    const log = kind === SKIPPED ? logger.debug : logger.warning;
    log.call(logger, "Dataset not collected", { dataset, symbol, kind, reason });
  }

  #giveUp(reason: string): void {
    if (this.#givenUp !== "") return;
    this.#givenUp = reason;
    this.#options.logger.warning("Rest of the run skipped", { reason });
  }

  #progress(): void {
    const [running = ""] = this.#running;
    this.#options.onProgress({ done: this.#done, running });
  }
}

function asksProvider({ dataset }: Task): boolean {
  return dataset.calls > 0;
}

/** The file of each dataset that stands after a run. */
export function standingFiles(store: Store, changed: ReadonlySet<DatasetName>): IngestedFile[] {
  return store.datasets.flatMap(({ name }) => {
    const file = store.standing(name);
    return file === null ? [] : [{
      dataset: name,
      path: file.path,
      rows: file.rows,
      sha256: file.sha256,
      changed: changed.has(name),
    }];
  });
}
