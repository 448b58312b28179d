import { parse, stringify } from "@std/csv";
import type { RunStatus } from "@/lib/bus/bus.ts";
import { messageOf } from "./store_error.ts";
import { RUNS } from "./volume.ts";

/** One run of a slot, or a slot that had none. */
export interface RunRecord {
  /** `<stamp>-<attempt>`. */
  readonly run_id: string;
  /** The slot's time, or for a run on demand the time it was asked for, ISO 8601 UTC. */
  readonly slot: string;
  /** Counts the runs of a slot from 1; 0 for a missed slot. */
  readonly attempt: number;
  /**
   * `schedule`: its time had come. `startup`: nobody had run the last slot. `demand`: asked for. `seed`: the demo's
   * past. `import`: price files, `redrive`: a row accepted from quarantine, and `added`: all of symbols that came onto
   * the watchlist; these have no part in the slots.
   */
  readonly trigger: "schedule" | "startup" | "demand" | "seed" | "import" | "redrive" | "added";
  /** `missed` slots are on record without having run. */
  readonly status: RunStatus;
  /** ISO 8601 UTC. */
  readonly started_at: string;
  /** ISO 8601 UTC. */
  readonly finished_at: string;
  /** Milliseconds. */
  readonly duration_ms: number;
  /** Calls to the provider. */
  readonly calls: number;
  /** Rows that were new. */
  readonly rows: number;
  /** Rows that were kept aside because they failed their check. */
  readonly quarantined: number;
  /** Fetches that failed. */
  readonly errors: number;
  /** Names of the files that stand after the run, separated by spaces. */
  readonly files: string;
  /** Remark on one line. */
  readonly note: string;
}

/** Columns of `runs.csv`, in order. */
export const RUN_COLUMNS = [
  "run_id",
  "slot",
  "attempt",
  "trigger",
  "status",
  "started_at",
  "finished_at",
  "duration_ms",
  "calls",
  "rows",
  "quarantined",
  "errors",
  "files",
  "note",
] as const satisfies readonly (keyof RunRecord)[];

/** Where each stands in a line, found once: a year has 35,040 lines. */
const PLACES = Object.fromEntries(RUN_COLUMNS.map((column, place) => [column, place])) as Readonly<
  Record<keyof RunRecord, number>
>;

const TRIGGERS: readonly string[] = [
  "schedule",
  "startup",
  "demand",
  "seed",
  "import",
  "redrive",
  "added",
] satisfies RunRecord["trigger"][];
const STATUSES: readonly string[] = ["complete", "partial", "failed", "missed"] satisfies RunStatus[];

/** A record's line, with its line feed and no other. */
export function lineOf(record: RunRecord): string {
  const cells = RUN_COLUMNS.map((column) => String(record[column]).replaceAll(/[\r\n]+/g, " "));
  return stringify([cells]);
}

/** The record of a line, without its line feed; `null` when it is none. */
export function recordOf(line: string): RunRecord | null {
  const cells = cellsOf(line);
  const cell = (column: keyof RunRecord) => cells[PLACES[column]] ?? "";
  const trigger = cell("trigger");
  const status = cell("status");
  if (cells.length !== RUN_COLUMNS.length || !isTrigger(trigger) || !isStatus(status)) return null;
  const record = {
    run_id: cell("run_id"),
    slot: cell("slot"),
    attempt: Number(cell("attempt")),
    trigger,
    status,
    started_at: cell("started_at"),
    finished_at: cell("finished_at"),
    duration_ms: Number(cell("duration_ms")),
    calls: Number(cell("calls")),
    rows: Number(cell("rows")),
    quarantined: Number(cell("quarantined")),
    errors: Number(cell("errors")),
    files: cell("files"),
    note: cell("note"),
  };
  const { attempt, duration_ms, calls, rows, quarantined, errors } = record;
  // One that is no number spoils the sum.
  const isWhole = Number.isFinite(attempt + duration_ms + calls + rows + quarantined + errors);
  return isWhole && !Number.isNaN(Date.parse(record.slot)) ? record : null;
}

/** Cells of a line; none when it is no CSV. */
function cellsOf(line: string): readonly string[] {
  // The usual line, which needs no parser.
  if (!line.includes('"')) return line.split(",");
  try {
    return parse(line)[0] ?? [];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw new Error(`Cannot read a line of "${RUNS}": ${messageOf(error)}`, { cause: error });
  }
}

function isTrigger(text: string): text is RunRecord["trigger"] {
  return TRIGGERS.includes(text);
}

function isStatus(text: string): text is RunStatus {
  return STATUSES.includes(text);
}
