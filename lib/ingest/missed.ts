import { isoTime } from "@/lib/datasets/time.ts";
import type { Store } from "@/lib/store/store.ts";
import { stampOf } from "@/lib/store/stamp.ts";
import type { Slots } from "./slots.ts";

/** A year's slots would drown the record: after a longer absence only the newest ones, a fortnight, are named. */
const MAX_MISSED = 14 * 96;

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
  const newest = store.runs.all().reduce((latest, { slot }) => Math.max(latest, Date.parse(slot)), -Infinity);
  if (newest === -Infinity) return 0;
  const missed = slots.between(newest, slot, MAX_MISSED);
  const time = isoTime(now());
  await store.runs.append(missed.map((at) => ({
    run_id: `${stampOf(at)}-0`,
    slot: isoTime(at),
    attempt: 0,
    trigger: "schedule",
    status: "missed",
    started_at: time,
    finished_at: time,
    duration_ms: 0,
    calls: 0,
    rows: 0,
    quarantined: 0,
    errors: 0,
    files: "",
    note: "no process ran it",
  })));
  return missed.length;
}
