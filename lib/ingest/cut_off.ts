import type { Bus, DataIngested } from "@/lib/bus/bus.ts";
import { isoTime } from "@/lib/datasets/time.ts";
import type { RunRecord } from "@/lib/store/run_log.ts";
import type { CatalogFile, Store } from "@/lib/store/store.ts";
import type { Logger } from "@/lib/telemetry/logger.ts";
import { errorsOf } from "./run_errors.ts";
import { type Running, unfinishedRun } from "./running.ts";
import { CUT_OFF } from "./settled.ts";
import type { Slots } from "./slots.ts";
import { standingFiles } from "./standing_files.ts";

/** What it takes to judge a run that is not on record. */
export interface CutOffOptions {
  readonly store: Store;
  readonly bus: Bus;
  readonly slots: Slots;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly logger: Logger;
  /** Name of this process in events. */
  readonly instance: string;
}

/**
 * Puts right what a process left that was killed: the run it was in comes on record and is told of, the files are
 * described that it wrote. Only for who has the lease, since for anybody else that run may be under way. Never throws:
 * what the volume refuses is logged.
 * @returns whether there was such a run
 */
export async function putRight(options: CutOffOptions): Promise<boolean> {
  const { store, bus, logger } = options;
  const failed = (error: unknown) => logger.error("What a killed process left not put right", { error });
  const running = unfinishedRun(store);
  if (running !== null) {
    const record = recordOf(running, options);
    const { run_id, status, rows } = record;
    logger.warning("Run put on record whose process ended in the middle of it", { run_id, status, rows });
    await store.runs.append(record).catch((error) => {
      store.runs.owe(record);
      failed(error);
    });
    bus.publish("data_ingested", eventOf(record, options));
  }
  await store.writeDataPackage().catch(failed);
  return running !== null;
}

/** What it asked for nobody knows; what it wrote is on the volume. */
function recordOf(running: Running, { store, slots, now }: CutOffOptions): RunRecord {
  const { run_id, slot } = running;
  const written = filesOf(store, run_id);
  const rows = written.reduce((sum, file) => sum + file.rows, 0) - rowsOfOthers(store, run_id);
  const started = Math.min(now(), Date.parse(running.started_at ?? slot));
  // Its last sign of life. Another machine's clock may have dated the file.
  const lastWrite = written.reduce((last, { mtimeMs }) => Math.max(last, mtimeMs), started);
  const finished = Math.min(now(), Math.round(lastWrite));
  return {
    run_id,
    slot,
    attempt: Number(run_id.split("-").at(-1)) || 1,
    trigger: running.trigger ??
      (slots.previous(Date.parse(slot)) === Date.parse(slot) ? "schedule" : "demand"),
    status: rows > 0 ? "partial" : "failed",
    started_at: isoTime(started),
    finished_at: isoTime(finished),
    duration_ms: finished - started,
    calls: 0,
    rows: Math.max(0, rows),
    quarantined: store.quarantine.all().filter((row) => row.run_id === run_id).length,
    errors: errorsOf(store, run_id)?.length ?? 0,
    files: standingFiles(store, new Set()).map(({ path }) => path).join(" "),
    note: CUT_OFF,
  };
}

function eventOf(record: RunRecord, { store, instance }: CutOffOptions): DataIngested {
  const { run_id, slot, status, started_at, finished_at, quarantined } = record;
  const files = standingFiles(store, new Set(filesOf(store, run_id).map(({ dataset }) => dataset)));
  const errors = errorsOf(store, run_id) ?? [];
  return { run_id, slot, status, started_at, finished_at, files, quarantined, errors, instance };
}

/** What earlier attempts at the slot left in the same files. */
function rowsOfOthers(store: Store, runId: string): number {
  const prefix = `${stampIn(runId)}-`;
  return store.runs.all().reduce((sum, run) => run.run_id.startsWith(prefix) ? sum + run.rows : sum, 0);
}

/** What a run and earlier attempts at its slot wrote. */
function filesOf(store: Store, runId: string): CatalogFile[] {
  return store.files().filter(({ archived, stamp }) => !archived && stamp === stampIn(runId));
}

function stampIn(runId: string): string {
  return runId.split("-")[0] ?? "";
}
