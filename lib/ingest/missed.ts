import { isoTime } from "@/lib/datasets/time.ts";
import type { RunRecord } from "@/lib/store/run_log.ts";
import type { Store } from "@/lib/store/store.ts";
import { stampOf } from "@/lib/store/stamp.ts";
import { isOfSlots } from "./settled.ts";
import type { Slots } from "./slots.ts";

/** A year's slots would drown the record: after a longer absence only the newest ones, a fortnight, are named. */
const MAX_MISSED = 14 * 96;

/** Note of a slot that passed without a process to run it. */
const NO_RUN = "no run on record";

/** Notes of slots that passed without a process, this far back, are looked for; milliseconds. */
const MISSED_WITHIN_MS = 3 * 86_400_000;

/** The latest slot of the last days that passed without a process, epoch milliseconds; `undefined` where none did. */
export function lastMissed(store: Store, now: number): number | undefined {
  const runs = store.runs.all();
  // Runs are on record in the order in which they ended, so that years of them need not be looked through.
  for (let i = runs.length - 1; i >= 0; i--) {
    const run = runs[i];
    const at = Date.parse(run?.slot ?? "");
    if (run === undefined || at < now - MISSED_WITHIN_MS) return undefined;
    if (run.status === "missed" && run.note === NO_RUN) return at;
  }
  return undefined;
}

/**
 * Records as missed every slot between the newest one on record and `slot`. On a volume without runs
 * nothing was missed: the history begins now.
 * @returns how many were recorded
 */
export async function recordMissed(
  store: Store,
  slots: Slots,
  slot: number,
  now: () => number,
): Promise<number> {
  const newest = store.runs.all().filter(isOfSlots)
    .reduce((latest, { slot }) => Math.max(latest, Date.parse(slot)), -Infinity);
  if (newest === -Infinity) return 0;
  const missed = slots.between(newest, slot, MAX_MISSED);
  await store.runs.append(missed.map((at) => missedRecord(at, now(), NO_RUN)));
  return missed.length;
}

/** Records a slot as missed that came while the run before it was still under way. */
export async function recordOverrun(store: Store, slot: number, now: () => number): Promise<void> {
  await store.runs.append(missedRecord(slot, now(), "the run before was still under way"));
}

function missedRecord(slot: number, now: number, note: string): RunRecord {
  return {
    run_id: `${stampOf(slot)}-0`,
    slot: isoTime(slot),
    attempt: 0,
    trigger: "schedule",
    status: "missed",
    started_at: isoTime(now),
    finished_at: isoTime(now),
    duration_ms: 0,
    calls: 0,
    rows: 0,
    quarantined: 0,
    errors: 0,
    files: "",
    note,
  };
}
