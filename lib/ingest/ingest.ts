import { Cron } from "croner";
import type { DataIngested, IngestProgress } from "@/lib/bus/bus.ts";
import { isoTime } from "@/lib/datasets/time.ts";
import type { Lease } from "@/lib/store/lease.ts";
import { type Stamp, stampOf, timeOfStamp } from "@/lib/store/stamp.ts";
import { attemptRun, type Job } from "./attempt.ts";
import { type Checked, CHECKED_STATE } from "./checked.ts";
import { isAhead, OFF_MS } from "./clock.ts";
import { putRight } from "./cut_off.ts";
import { delay } from "./delay.ts";
import type { IngestOptions } from "./ingest_options.ts";
import { recordMissed, recordOverrun } from "./missed.ts";
import { Planner } from "./planner.ts";
import { Progress } from "./progress.ts";
import { unfinishedRun } from "./running.ts";
import { isSettled } from "./settled.ts";
import { Slots } from "./slots.ts";
import { RunRefused, type Triggered } from "./triggered.ts";
import { keepUp } from "./upkeep.ts";

export type { IngestOptions } from "./ingest_options.ts";
export { RunRefused, type Triggered } from "./triggered.ts";

/** How often a process that found the lease taken looks again whether the slot is done. */
const STANDBY_MS = 5_000;

/** How often a run on demand looks again where somebody holds the lease and has not said yet for which run. */
const STARTING_MS = 20;

/** Runs a slot when it is due, or on demand; one run at a time on the volume. */
export class Ingest {
  /** What the next run will do, and when what is not there yet comes. */
  readonly planner: Planner;
  readonly #options: IngestOptions;
  readonly #slots: Slots;
  readonly #progress: Progress;
  readonly #stopping = new AbortController();
  /** What the end of the process waits for. */
  readonly #underWay = new Set<Promise<unknown>>();
  #timer: Cron | null = null;
  /** Slot of this process's run, epoch milliseconds, from the lease to its release. */
  #running: number | null = null;
  #isStandingBy = false;
  #triggering: Promise<Triggered | null> | null = null;
  #overruns = 0;

  constructor(options: IngestOptions) {
    this.#options = options;
    this.#slots = new Slots(options.cron);
    this.planner = new Planner(this.#slots, options);
    this.#progress = new Progress((progress) => options.bus.publish("ingest_progress", progress));
  }

  /** Progress of this process's run under way, or `null`. */
  get progress(): IngestProgress | null {
    return this.#progress.current;
  }

  /** Slots that passed while a run of this process was still under way. */
  get overruns(): number {
    return this.#overruns;
  }

  /** When each dataset was last asked for with success. */
  get checked(): Checked {
    return this.#options.checked;
  }

  /** Next slot, epoch milliseconds. */
  get nextRun(): number {
    return this.planner.nextRun;
  }

  /**
   * Puts right what a killed process left, records missed slots, runs the last slot if nobody did, and from then on
   * every slot. Again when what stood in the way is gone.
   */
  start(): void {
    const { cron, now, logger } = this.#options;
    if (this.#isStopping) return;
    this.#timer?.stop();
    this.#timer = new Cron(cron, {
      mode: "5-part",
      timezone: "UTC",
      catch: (error) => logger.error("Slot failed", { error }),
    }, () => this.runSlot(this.#slots.previous(now()), "schedule"));
    this.#track(this.#takeUp()).then(() => this.runSlot(this.#slots.previous(now()), "startup"))
      .catch((error) => logger.error("First run failed", { error }));
  }

  /**
   * Runs a slot unless it is done, or the clock is wrong. Where another process runs it, waits for that, and takes
   * over if it dies.
   * @throws {StoreError} when the volume cannot be read or locked
   */
  runSlot(slot: number, trigger: "schedule" | "startup"): Promise<void> {
    return this.#track(this.#runSlot(slot, trigger));
  }

  async #runSlot(slot: number, trigger: "schedule" | "startup"): Promise<void> {
    const { store, now } = this.#options;
    if (this.#running !== null) return this.#running < slot ? await this.#skip(slot) : undefined;
    // Who stands by looks after every slot that comes meanwhile.
    if (this.#isStandingBy) return;
    this.#isStandingBy = true;
    try {
      const reason = await this.#options.clock?.refusal() ?? null;
      if (reason !== null) {
        return this.#options.logger.warning("Slot not run", { slot: isoTime(slot), reason });
      }
      while (!this.#isStopping) {
        const lease = await store.lease();
        const due = Math.max(slot, this.#slots.previous(now()));
        if (lease !== null) {
          this.#isStandingBy = false;
          return await this.#holding(lease, due, (cutOff) => this.#slotJob(due, trigger, cutOff));
        }
        // This process's own run on demand has it: the slot came during that.
        if (this.#running !== null) return this.#running < due ? await this.#skip(due) : undefined;
        await store.refresh();
        if (this.#isSettled(due, trigger, unfinishedRun(store) !== null)) return;
        await delay(this.#options.standbyMs ?? STANDBY_MS, this.#stopping.signal);
      }
    } finally {
      this.#isStandingBy = false;
    }
  }

  /**
   * Starts a run of everything now, or of these symbols alone. During a run, this process's or another's, answers that
   * run's id. Resolves as soon as the run is under way; with `null` when the process is shutting down.
   * @throws {StoreError} when the volume cannot be read or locked
   * @throws {RunRefused} while the clock is wrong
   */
  async trigger(symbols?: readonly string[]): Promise<Triggered | null> {
    if (this.#triggering !== null) {
      const triggered = await this.#triggering;
      return triggered && { ...triggered, started: false };
    }
    this.#triggering = this.#trigger(symbols);
    try {
      return await this.#triggering;
    } finally {
      this.#triggering = null;
    }
  }

  async #trigger(symbols?: readonly string[]): Promise<Triggered | null> {
    const { store, now, logger, clock } = this.#options;
    const reason = await clock?.refusal() ?? null;
    if (reason !== null) throw new RunRefused(reason);
    while (!this.#isStopping) {
      if (this.progress !== null) return { run_id: this.progress.run_id, started: false };
      const lease = await store.lease();
      if (lease !== null) {
        const begun = Promise.withResolvers<Triggered | null>();
        const jobOf = () => {
          const stamp = store.nextStamp(now());
          const slot = isAhead(store, now()) ? now() : timeOfStamp(stamp);
          const attempt = store.runs.lastAttempt(isoTime(slot)) + 1;
          return this.#job(stamp, slot, attempt, symbols === undefined ? "demand" : "added", symbols);
        };
        const onBegun = ({ run_id }: Job) => begun.resolve({ run_id, started: true });
        this.#track(this.#holding(lease, now(), jobOf, onBegun)).then(() => begun.resolve(null), (error) => {
          logger.error("Run on demand failed", { error });
          begun.reject(error);
        });
        return await begun.promise;
      }
      await store.runs.refresh();
      // Where this process holds it, what is not on record was cut off.
      const running = this.#running === null ? unfinishedRun(store) : null;
      if (running !== null) return { run_id: running.run_id, started: false };
      await delay(STARTING_MS, this.#stopping.signal);
    }
    return null;
  }

  /** Stops the timer, cuts the run short and waits until what it had is on the volume. */
  async stop(): Promise<void> {
    this.#timer?.stop();
    this.#stopping.abort();
    if (this.#running !== null) this.#options.finnhub.close();
    await Promise.allSettled(this.#underWay);
  }

  get #isStopping(): boolean {
    return this.#stopping.signal.aborted;
  }

  #track<T>(work: Promise<T>): Promise<T> {
    this.#underWay.add(work);
    const done = () => void this.#underWay.delete(work);
    work.then(done, done);
    return work;
  }

  /** What a killed process left is put right before the provider or the clock has been asked for anything. */
  async #takeUp(): Promise<void> {
    // Who has the lease has seen to it. A slot that comes meanwhile is the last one when this is done.
    const lease = this.#running === null ? await this.#options.store.lease() : null;
    if (lease !== null) await this.#holding(lease, Infinity, () => null);
  }

  /** Makes a run, if there is one to make, and gives the lease back whatever happens. */
  async #holding(
    lease: Lease,
    slot: number,
    jobOf: (cutOff: boolean) => Job | null | Promise<Job | null>,
    onBegun: (job: Job) => void = () => {},
  ): Promise<void> {
    const { store, bus, checked, beforePlan } = this.#options;
    let ingested: DataIngested | null = null;
    this.#running = slot;
    try {
      await store.refresh();
      checked.reload(store.readState(CHECKED_STATE));
      beforePlan?.();
      const cutOff = await putRight({ ...this.#options, slots: this.#slots });
      const job = this.#isStopping ? null : await jobOf(cutOff);
      if (job !== null) ingested = await this.#run(job, onBegun);
    } finally {
      this.#running = null;
      this.planner.end();
      this.#progress.end();
      await lease.release();
    }
    // Only now, so that who hears it can ask for the next run.
    if (ingested === null) return;
    bus.publish("data_ingested", ingested);
    await this.#keepUp();
  }

  /** Between two runs; gives way to the next, and to whoever asks for one. */
  #keepUp(): Promise<void> {
    const { store, now } = this.#options;
    return keepUp(store, now, this.nextRun, () => !this.#isStopping && this.#triggering === null);
  }

  async #run(job: Job, onBegun: (job: Job) => void): Promise<DataIngested> {
    const { instance, now } = this.#options;
    const logger = this.#options.logger.child({ run_id: job.run_id });
    const { run_id, slot, trigger, attempt, tasks } = job;
    this.planner.begin(tasks);
    const started_at = isoTime(now());
    return await attemptRun(job, {
      ...this.#options,
      logger,
      stopping: this.#stopping.signal,
      onBegun: () => {
        this.#progress.begin({ run_id, slot, started_at, total: tasks.length, instance });
        logger.info("Run started", { slot, trigger, attempt, tasks: tasks.length });
        onBegun(job);
      },
      onProgress: (step) => this.#progress.advance(step),
    });
  }

  /** The run of a slot; `null` where nothing is left to do. */
  async #slotJob(slot: number, trigger: "schedule" | "startup", cutOff: boolean): Promise<Job | null> {
    const { store, now } = this.#options;
    await recordMissed(store, this.#slots, slot, now);
    if (this.#isSettled(slot, trigger, cutOff)) return null;
    // No stamp goes back, though the clock that made the last ones was ahead.
    const stamp = isAhead(store, now()) ? store.nextStamp(slot) : stampOf(slot);
    return this.#job(stamp, slot, store.runs.lastAttempt(isoTime(slot)) + 1, trigger);
  }

  #job(
    stamp: Stamp,
    slot: number,
    attempt: number,
    trigger: Job["trigger"],
    symbols?: readonly string[],
  ): Job {
    const { tasks, postponed } = this.planner.plan(slot, trigger === "demand", symbols);
    const run_id = `${stamp}-${attempt}`;
    if (postponed.length > 0) {
      const { logger } = this.#options;
      logger.info("Part of the run postponed", { run_id, tasks: tasks.length, postponed: postponed.length });
    }
    return { run_id, stamp, slot: isoTime(slot), attempt, trigger, tasks };
  }

  async #skip(slot: number): Promise<void> {
    const { store, now, logger } = this.#options;
    this.#overruns++;
    logger.warning("Slot skipped", { slot: isoTime(slot), reason: "the run before is still under way" });
    await recordOverrun(store, slot, now);
  }

  /**
   * A slot that was skipped is not run late by a process that stood by; it is by one that just started, and where
   * the run that made it late died.
   */
  #isSettled(slot: number, trigger: "schedule" | "startup", cutOff: boolean): boolean {
    const { store, now } = this.#options;
    return isSettled(store.runs.all(), slot, trigger === "schedule" && !cutOff, now() + OFF_MS);
  }
}
