import type { IngestedFile, RunError, RunStatus } from "@/lib/bus/bus.ts";
import type { Collected, DatasetName, Rejected, Row } from "@/lib/datasets/dataset.ts";
import type { Finnhub } from "@/lib/finnhub/finnhub.ts";
import type { Store } from "@/lib/store/store.ts";
import type { Logger } from "@/lib/telemetry/logger.ts";
import type { Checked } from "./checked.ts";
import { nextTurn } from "./delay.ts";
import { KnownRows } from "./known_rows.ts";
import { labelOf, type Task } from "./plan.ts";
import type { Step } from "./progress.ts";
import { providerFault, UNREACHABLE } from "./provider_fault.ts";
import type { CollectedQuote, JudgedQuotes, QuoteJudge } from "./quote_judge.ts";
import { carryOut } from "./schedule.ts";
import { standingFiles } from "./standing_files.ts";
import { answered, statusOf, succeeded } from "./status.ts";

/** Enough to keep 30 calls a second in flight at half a second each. */
const CONCURRENCY = 16;

/** Failures to reach the provider in a row after which the rest of the run would only wait for more of them. */
const GIVE_UP_AFTER = 2 * CONCURRENCY;

/** Errors kept in a run's event; the log has them all. */
const MAX_ERRORS = 50;

const QUOTES: DatasetName = "stock_quotes";

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
  /** Judges the quotes, once all are in; without it all are believed. */
  readonly judge?: QuoteJudge | undefined;
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
  /** For the run's record. */
  readonly notes: readonly string[];
}

/**
 * Carries out one run: collects, keeps bad rows aside, and commits each dataset as soon as its last
 * symbol is in, so that quotes are on the pages while slow datasets are still being asked for.
 * What one symbol, endpoint or file loses costs the others nothing.
 */
export function run(options: RunOptions): Promise<RunResult> {
  return new Run(options).result();
}

class Run {
  readonly #options: RunOptions;
  /** Rows by task, kept until their dataset is committed. */
  readonly #collected = new Map<string, readonly Row[]>();
  readonly #known: KnownRows;
  readonly #left = new Map<DatasetName, number>();
  readonly #running = new Set<string>();
  readonly #succeeded = new Set<Task>();
  readonly #answered = new Set<Task>();
  readonly #errors: RunError[] = [];
  readonly #changed = new Set<DatasetName>();
  readonly #failed = new Set<Task>();
  readonly #quotes: CollectedQuote[] = [];
  /** Resolved when the run's quotes were judged and committed. */
  readonly #quotesDone = Promise.withResolvers<void>();
  readonly #notes: string[] = [];
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
    this.#known = new KnownRows(options.store, (name, of) => this.#collected.get(labelOf(name, of)) ?? []);
    for (const { dataset } of options.tasks) {
      this.#left.set(dataset.name, (this.#left.get(dataset.name) ?? 0) + 1);
    }
    if (options.judge === undefined || !this.#left.has(QUOTES)) this.#quotesDone.resolve();
  }

  async result(): Promise<RunResult> {
    const { finnhub, tasks, store } = this.#options;
    const callsBefore = finnhub.stats().calls;
    await carryOut(tasks, CONCURRENCY, (task) => this.#collect(task));
    await this.#commits;
    if (this.#givenUp === "") this.#rememberFailures();
    // What asks nobody succeeds always, and says nothing about how a run went that learned nothing.
    const asking = tasks.filter(asksProvider);
    const status = statusOf({
      planned: asking.length,
      succeeded: asking.filter((task) => this.#succeeded.has(task)).length,
      answered: this.#answered.size,
      failed: this.#failed.size,
    });
    const fault = status === "failed" || this.#givenUp !== "" ? providerFault(this.#errors) : "";
    return {
      status,
      calls: finnhub.stats().calls - callsBefore,
      rows: this.#rows,
      quarantined: this.#quarantined,
      failures: this.#failed.size,
      errors: this.#errors,
      files: standingFiles(store, this.#changed),
      notes: fault === "" ? this.#notes : [fault, ...this.#notes],
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
      // What derives from quotes derives from those that are believed.
      if (dataset.after?.includes(QUOTES)) await this.#quotesDone.promise;
      const checkedAt = checked.at(dataset.name, symbol);
      const collected = await dataset.collect({
        symbol,
        now: now(),
        finnhub,
        provider,
        checkedAt,
        known: (name, of, part) => this.#known.rows(name, of, part),
        knownRow: (name, key) => this.#known.row(name, symbol, key),
      });
      this.#collected.set(label, collected.rows);
      if (dataset.name === QUOTES) this.#quotes.push({ raw: null, ...collected, symbol });
      const isKept = await this.#setAside([task], collected.rejected);
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

  /** What the provider fails to give is asked for less and less; an outage of all of it says nothing of the one. */
  #rememberFailures(): void {
    const { checked, now } = this.#options;
    for (const { dataset, symbol } of this.#failed) checked.fail(dataset.name, symbol, now());
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
    const { store, stamp, logger, runId, judge } = this.#options;
    const tasks = this.#options.tasks.filter((task) => task.dataset.name === name);
    try {
      const judged = judge !== undefined && name === QUOTES ? await this.#judgeQuotes(judge, tasks) : null;
      const rows = tasks.flatMap(({ symbol }) => this.#collected.get(labelOf(name, symbol)) ?? []);
      const commit = await store.commit(name, stamp, rows);
      this.#rows += commit.rows.length;
      if (commit.changed) this.#changed.add(name);
      if (judge === undefined || judged === null) return;
      const concluded = await judge.conclude(judged, { runId, stamp });
      this.#rows += concluded.rows;
      this.#quarantined += concluded.quarantined;
      this.#notes.push(...concluded.notes);
      if (concluded.rows > 0) this.#changed.add("stock_historical");
    } catch (error) {
      logger.error("Commit failed", { dataset: name, error });
      this.#failOnVolume(tasks, error);
    } finally {
      if (name === QUOTES) this.#quotesDone.resolve();
    }
  }

  /** Leaves the quotes that are believed, and keeps the others aside. */
  async #judgeQuotes(judge: QuoteJudge, tasks: readonly Task[]): Promise<JudgedQuotes> {
    const judged = await judge.judge(this.#quotes);
    const believed = Map.groupBy(judged.rows, ({ symbol }) => String(symbol));
    for (const { symbol } of tasks) {
      this.#collected.set(labelOf(QUOTES, symbol), believed.get(symbol) ?? []);
    }
    const doubted = new Set(judged.rejected.map(({ symbol }) => symbol));
    await this.#setAside(tasks.filter(({ symbol }) => doubted.has(symbol)), judged.rejected);
    return judged;
  }

  /** Not on the volume, so not done, whatever the provider said. */
  #failOnVolume(tasks: readonly Task[], error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    for (const task of tasks) {
      this.#options.checked.forget(task.dataset.name, task.symbol);
      this.#succeeded.delete(task);
      this.#answered.delete(task);
      this.#fail(task, "volume", message);
    }
  }

  /** Whether the volume took the bad rows; where not, the good ones still stand. */
  async #setAside(tasks: readonly Task[], rejected: readonly Rejected[]): Promise<boolean> {
    if (rejected.length === 0) return true;
    try {
      await this.#options.store.quarantine.append(rejected, this.#options.runId);
      this.#quarantined += rejected.length;
      return true;
    } catch (error) {
      const [dataset] = tasks.map((task) => task.dataset.name);
      this.#options.logger.error("Bad rows not kept aside", { dataset, error });
      this.#failOnVolume(tasks, error);
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
