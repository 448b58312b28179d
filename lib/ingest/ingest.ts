import { Cron } from "croner";
import type { Bus, DataIngested, IngestProgress } from "@/lib/bus/bus.ts";
import type { Dataset } from "@/lib/datasets/dataset.ts";
import { isoTime } from "@/lib/datasets/time.ts";
import type { Finnhub } from "@/lib/finnhub/finnhub.ts";
import type { Lease } from "@/lib/store/lease.ts";
import type { RunRecord } from "@/lib/store/run_log.ts";
import type { Store } from "@/lib/store/store.ts";
import { stampOf, timeOfStamp } from "@/lib/store/stamp.ts";
import type { Logger } from "@/lib/telemetry/logger.ts";
import { Checked } from "./checked.ts";
import { delay } from "./delay.ts";
import { recordMissed } from "./missed.ts";
import { type Plan, planRun } from "./plan.ts";
import { run, standingFiles } from "./run.ts";
import { Slots } from "./slots.ts";

/** Share of the provider's budget that a run may plan for; the rest is for retries and the pages' searches. */
const BUDGET_SHARE = 0.9;

/** How often a process that found the lease taken looks again whether the slot is done. */
const STANDBY_MS = 5_000;

/** Note of a run that shutdown cut short: its slot is run again at the next start. */
export const INTERRUPTED = "interrupted by shutdown";

/** What the ingest needs. */
export interface IngestOptions {
  readonly store: Store;
  readonly finnhub: Finnhub;
  readonly bus: Bus;
  readonly datasets: readonly Dataset[];
  readonly symbols: readonly string[];
  /** Name for the source column: `finnhub`, or `simulator` in the demo. */
  readonly provider: string;
  readonly cron: string;
  /** Name of this process in events. */
  readonly instance: string;
  readonly now: () => number;
  readonly logger: Logger;
  /** Called at the start of each run, for what belongs to no dataset (the market's status). */
  readonly beforeRun?: () => Promise<void>;
}

/** What asked for a run. */
export type Trigger = "schedule" | "startup" | "demand";

/** Answer to a run on demand. */
export interface Triggered {
  readonly run_id: string;
  /** False when that run was under way already: one run at a time. */
  readonly started: boolean;
}

/** The run that began last, as the state `running` has it: under way while its process holds the lease. */
export interface Running {
  readonly run_id: string;
  readonly slot: string;
  /** The process that runs it. */
  readonly instance?: string;
}

/** Runs a slot when it is due, or on demand; one run at a time on the volume. */
export class Ingest {
  readonly #options: IngestOptions;
  readonly #slots: Slots;
  readonly #checked: Checked;
  readonly #stopping = new AbortController();
  #timer: Cron | null = null;
  #current: Promise<void> | null = null;
  #progress: IngestProgress | null = null;
  #overruns = 0;

  constructor(options: IngestOptions) {
    this.#options = options;
    this.#slots = new Slots(options.cron);
    this.#checked = new Checked(options.store.readState("checked"));
  }

  /** Progress of the run under way, or `null`. */
  get progress(): IngestProgress | null {
    return this.#progress;
  }

  /** Slots that passed while a run was still under way. */
  get overruns(): number {
    return this.#overruns;
  }

  /** When each dataset was last asked for with success. */
  get checked(): Checked {
    return this.#checked;
  }

  /** Next slot, epoch milliseconds. */
  get nextRun(): number {
    return this.#slots.next(this.#options.now());
  }

  /** What the next scheduled run would do. */
  plan(everything = false): Plan {
    const { datasets, symbols, now, finnhub } = this.#options;
    const at = everything ? now() : this.nextRun;
    const slotMinutes = (this.#slots.next(at) - this.#slots.previous(at)) / 60_000;
    const budget = finnhub.budget().limitPerMinute * slotMinutes * BUDGET_SHARE;
    return planRun({ datasets, symbols, checked: this.#checked, now: at, budget, everything });
  }

  /** Records missed slots, runs the last slot if nobody did, and from then on every slot. */
  start(): void {
    const { cron, now, logger } = this.#options;
    this.#timer = new Cron(cron, {
      mode: "5-part",
      timezone: "UTC",
      catch: (error) => logger.error("Slot failed", { error }),
    }, () => this.runSlot(this.#slots.previous(now()), "schedule"));
    this.runSlot(this.#slots.previous(now()), "startup").catch((error) =>
      logger.error("First run failed", { error })
    );
  }

  /** Runs a slot unless it is done; waits while another process runs it, and takes over if that one dies. */
  async runSlot(slot: number, trigger: "schedule" | "startup"): Promise<void> {
    if (this.#current !== null) {
      this.#overruns++;
      this.#options.logger.warning("Slot skipped", {
        slot: isoTime(slot),
        reason: "the run before is still under way",
      });
      return;
    }
    await this.#exclusively(async () => {
      while (!this.#stopping.signal.aborted) {
        const lease = await this.#options.store.lease();
        if (lease !== null) return await this.#runUnlessDone(lease, slot, trigger);
        await this.#options.store.refresh();
        if (this.#isDone(slot)) return;
        await delay(STANDBY_MS, this.#stopping.signal);
      }
    });
  }

  /**
   * Starts a run of everything now. During a run, this process's or another's, answers that run's id.
   * Resolves as soon as the run is under way.
   */
  async trigger(): Promise<Triggered> {
    if (this.#progress !== null) return { run_id: this.#progress.run_id, started: false };
    const { store, now } = this.#options;
    const lease = await store.lease();
    if (lease === null) {
      const running = store.readState("running") as Running | undefined;
      return { run_id: running?.run_id ?? "", started: false };
    }
    await store.refresh();
    const stamp = store.nextStamp(now());
    const attempt = 1;
    const run_id = `${stamp}-${attempt}`;
    this.#exclusively(() => this.#run(lease, { stamp, attempt, run_id, trigger: "demand" })).catch((error) =>
      this.#options.logger.error("Run on demand failed", { run_id, error })
    );
    return { run_id, started: true };
  }

  /** Stops the timer, cuts the run short and waits until what it had is on the volume. */
  async stop(): Promise<void> {
    this.#timer?.stop();
    this.#stopping.abort();
    if (this.#current !== null) this.#options.finnhub.close();
    await this.#current;
  }

  async #exclusively(work: () => Promise<void>): Promise<void> {
    const current = work();
    this.#current = current.catch(() => {});
    try {
      await current;
    } finally {
      this.#current = null;
    }
  }

  async #runUnlessDone(lease: Lease, slot: number, trigger: Trigger): Promise<void> {
    const { store } = this.#options;
    await store.refresh();
    await recordMissed(store, this.#slots, slot, this.#options.now);
    if (this.#isDone(slot)) return await lease.release();
    const interrupted = store.readState("running") as Running | undefined;
    const attempt = Math.max(
      store.runs.lastAttempt(isoTime(slot)),
      interrupted?.slot === isoTime(slot) ? Number(interrupted.run_id.split("-").at(-1)) : 0,
    ) + 1;
    const stamp = stampOf(slot);
    await this.#run(lease, { stamp, attempt, run_id: `${stamp}-${attempt}`, trigger });
  }

  /** A slot is done when a run at or after it brought data: an older stamp may not follow a newer one. */
  #isDone(slot: number): boolean {
    return this.#options.store.runs.all().some((record) =>
      Date.parse(record.slot) >= slot && record.note !== INTERRUPTED &&
      (record.status === "complete" || record.status === "partial" || Date.parse(record.slot) > slot)
    );
  }

  async #run(
    lease: Lease,
    { stamp, attempt, run_id, trigger }: { stamp: string; attempt: number; run_id: string; trigger: Trigger },
  ): Promise<void> {
    const { store, finnhub, now, provider, instance } = this.#options;
    const logger = this.#options.logger.child({ run_id });
    const started_at = isoTime(now());
    const slot = isoTime(timeOfStamp(stamp));
    const tell = (phase: IngestProgress["phase"], done: number, total: number, running: string) => {
      this.#progress = phase === "finished"
        ? null
        : { run_id, slot, phase, done, total, running, started_at, instance };
      this.#options.bus.publish("ingest_progress", {
        run_id,
        slot,
        phase,
        done,
        total,
        running,
        started_at,
        instance,
      });
    };
    const { tasks, postponed } = this.plan(trigger === "demand");
    tell("started", 0, tasks.length, "");
    logger.info("Run started", { slot, trigger, attempt, tasks: tasks.length, postponed: postponed.length });
    try {
      await store.writeState("running", { run_id, slot, instance });
      await this.#options.beforeRun?.();
      const result = await run({
        runId: run_id,
        stamp,
        tasks,
        store,
        finnhub,
        provider,
        checked: this.#checked,
        now,
        logger,
        onProgress: ({ done, total, running }) => tell("running", done, total, running),
      });
      const finished = now();
      const record: RunRecord = {
        run_id,
        slot,
        attempt,
        trigger,
        status: result.status,
        started_at,
        finished_at: isoTime(finished),
        duration_ms: finished - Date.parse(started_at),
        calls: result.calls,
        rows: result.rows,
        quarantined: result.quarantined,
        errors: result.failures,
        files: result.files.map(({ path }) => path).join(" "),
        note: this.#stopping.signal.aborted ? INTERRUPTED : "",
      };
      await store.runs.append(record);
      await store.writeState("checked", this.#checked.toJSON());
      await store.writeDataPackage();
      this.#options.bus.publish("data_ingested", {
        run_id,
        slot,
        status: result.status,
        started_at,
        finished_at: record.finished_at,
        files: result.files,
        quarantined: result.quarantined,
        errors: result.errors,
        instance,
      });
      const { duration_ms, calls, rows, quarantined, status } = record;
      logger.info("Run finished", { status, duration_ms, calls, rows, quarantined, errors: result.failures });
    } finally {
      tell("finished", tasks.length, tasks.length, "");
      await lease.release();
    }
  }

  /** The event that describes a finished run again, for a process that missed it. */
  lastIngested(): DataIngested | null {
    const record = this.#options.store.runs.last();
    if (record === undefined || record.status === "missed") return null;
    const { run_id, slot, status, started_at, finished_at, quarantined } = record;
    const files = standingFiles(this.#options.store, new Set());
    return { run_id, slot, status, started_at, finished_at, files, quarantined, errors: [] };
  }
}
