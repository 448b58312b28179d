import { isoTime } from "@/lib/datasets/time.ts";
import type { RunRecord } from "@/lib/store/run_log.ts";
import type { Store } from "@/lib/store/store.ts";
import { stampOf } from "@/lib/store/stamp.ts";
import { OFF_MS } from "./clock.ts";
import { isOfSlots, NO_RUN } from "./settled.ts";
import type { Slots } from "./slots.ts";

/** A year's slots would drown the record: after a longer absence only the newest ones, a fortnight, are named. */
const MAX_MISSED = 14 * 96;

/** Note of a slot that came during the run of another. */
const OVERRUN = "the run before was still under way";

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
    if (run.status === "missed" && run.note === NO_RUN && at <= now) return at;
  }
  return undefined;
}

/**
 * Records as missed every slot between the newest that was run and `slot` that is not on record. On a volume without
 * runs nothing was missed: the history begins now.
 * @returns how many were recorded
 */
export async function recordMissed(
  store: Store,
  slots: Slots,
  slot: number,
  now: () => number,
): Promise<number> {
  // What is later is of a clock that was ahead.
  const until = isoTime(Math.max(slot, now()) + OFF_MS);
  const records = store.runs.all().filter((run) => run.slot <= until && isOfSlots(run));
  // The run for which a slot was skipped may have died, and a machine may sleep over several: before a skipped slot
  // there may be one that nobody wrote down.
  const newest = newestOf(records.filter(({ note }) => note !== OVERRUN)) || newestOf(records);
  if (newest === "") return 0;
  const known = new Set(records.filter((run) => run.slot > newest).map((run) => run.slot));
  const missed = slots.between(Date.parse(newest), slot, MAX_MISSED).filter((at) => !known.has(isoTime(at)));
  await store.runs.append(missed.map((at) => missedRecord(at, now(), NO_RUN)));
  return missed.length;
}

/** As text: to parse the times of years of runs in each slot takes longer than the run. Empty where there is none. */
function newestOf(records: readonly RunRecord[]): string {
  return records.reduce((latest, { slot }) => slot > latest ? slot : latest, "");
}

/** Records a slot as missed that came while the run before it was still under way. */
export async function recordOverrun(store: Store, slot: number, now: () => number): Promise<void> {
  await store.runs.append(missedRecord(slot, now(), OVERRUN));
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
