import type { DataIngested } from "@/lib/bus/bus.ts";
import { isoTime } from "@/lib/datasets/time.ts";
import type { Finnhub } from "@/lib/finnhub/finnhub.ts";
import type { RunRecord } from "@/lib/store/run_log.ts";
import type { Store } from "@/lib/store/store.ts";
import type { Logger } from "@/lib/telemetry/logger.ts";
import { type Checked, CHECKED_STATE } from "./checked.ts";
import type { Task } from "./plan.ts";
import type { Step } from "./progress.ts";
import type { QuoteJudge } from "./quote_judge.ts";
import { run, type RunResult } from "./run.ts";
import { rememberErrors } from "./run_errors.ts";
import { rememberRunning } from "./running.ts";
import { standingFiles } from "./standing_files.ts";
import { INTERRUPTED } from "./settled.ts";

/** Characters of a run's remark. */
const MOST_NOTE = 500;

/** One run to make. */
export interface Job {
  readonly run_id: string;
  readonly stamp: string;
  /** The slot's time, or for a run on demand the time it was asked for, ISO 8601 UTC. */
  readonly slot: string;
  readonly attempt: number;
  readonly trigger: RunRecord["trigger"];
  readonly tasks: readonly Task[];
}

/** What it is made with. */
export interface AttemptOptions {
  readonly store: Store;
  readonly finnhub: Finnhub;
  readonly provider: string;
  readonly instance: string;
  readonly checked: Checked;
  readonly judge?: QuoteJudge | undefined;
  readonly now: () => number;
  readonly logger: Logger;
  /** Aborted when the process shuts down. */
  readonly stopping: AbortSignal;
  readonly onProgress: (step: Step) => void;
  /** Called when the volume has it that the run is under way: killed from now on, it will be on record nevertheless. */
  readonly onBegun: () => void;
  /** What belongs to no dataset (the market's status). It costs the run nothing when it fails. */
  readonly beforeRun?: (() => Promise<void>) | undefined;
}

/**
 * Makes a run, and leaves on the volume its record and what the next run needs to know. Never throws: what the
 * volume refuses is logged, and the record of a run is kept until the volume takes it.
 * @returns the event that tells of it
 */
export async function attemptRun(job: Job, options: AttemptOptions): Promise<DataIngested> {
  const { store, checked, now, logger, instance, stopping, onBegun } = options;
  const { run_id, slot, attempt, trigger } = job;
  const started = now();
  const saved = (what: string, work: Promise<unknown>) =>
    work.then(() => true, (error) => {
      logger.error(`${what} not saved`, { error });
      return false;
    });
  await saved(
    "Run under way",
    rememberRunning(store, { run_id, slot, trigger, started_at: isoTime(started), instance }),
  );
  onBegun();
  const refusal = await store.upkeep.admit();
  const result = refusal === null ? await perform(job, options) : { ...nothing(store), notes: [refusal] };
  const kept = await store.upkeep.takeNote();
  // A clock that was set back meanwhile makes no run end before it began.
  const finished = Math.max(started, now());
  const record: RunRecord = {
    run_id,
    slot,
    attempt,
    trigger,
    status: result.status,
    started_at: isoTime(started),
    finished_at: isoTime(finished),
    duration_ms: finished - started,
    calls: result.calls,
    rows: result.rows,
    quarantined: result.quarantined,
    errors: result.failures,
    files: result.files.map(({ path }) => path).join(" "),
    note: stopping.aborted && result.status !== "complete" ? INTERRUPTED : noteOf([...result.notes, kept]),
  };
  // Before the record: who finds that finds all that is to be said of the run.
  await saved("Errors of the run", rememberErrors(store, run_id, result.errors));
  await saved("Times of the last success", store.writeState(CHECKED_STATE, checked.toJSON()));
  if (!await saved("Run record", store.runs.append(record))) store.runs.owe(record);
  await saved("Description of the files", store.writeDataPackage());
  const { status, duration_ms, calls, rows, quarantined, errors, finished_at, started_at } = record;
  logger.info("Run finished", { status, duration_ms, calls, rows, quarantined, errors });
  return {
    run_id,
    slot,
    status,
    started_at,
    finished_at,
    files: result.files,
    quarantined,
    errors: result.errors,
    instance,
  };
}

/** What is worth a remark, as much of it as a line of a table holds. */
function noteOf(notes: readonly string[]): string {
  const text = notes.filter((note) => note !== "").join("; ");
  return text.length > MOST_NOTE ? `${text.slice(0, MOST_NOTE)}…` : text;
}

/** The run itself, with what belongs to no dataset asked for beside it. */
async function perform({ run_id, stamp, tasks }: Job, options: AttemptOptions): Promise<RunResult> {
  const { store, finnhub, provider, checked, judge, now, logger, onProgress, beforeRun } = options;
  const beside = beforeRun?.().catch((error) => logger.warning("Market status not saved", { error }));
  try {
    return await run({
      runId: run_id,
      stamp,
      tasks,
      store,
      finnhub,
      provider,
      checked,
      judge,
      now,
      logger,
      onProgress,
    });
  } catch (error) {
    logger.error("Run failed", { error });
    return nothing(store);
  } finally {
    await beside;
  }
}

/** What a run came to that did nothing. */
function nothing(store: Store): RunResult {
  const files = standingFiles(store, new Set());
  return { status: "failed", calls: 0, rows: 0, quarantined: 0, failures: 1, errors: [], files, notes: [] };
}
