import { isoTime } from "@/lib/datasets/time.ts";
import type { RunRecord } from "@/lib/store/run_log.ts";

/** Note of a run that shutdown cut short: its slot is run again at the next start. */
export const INTERRUPTED = "interrupted by shutdown";

/** Note of a run that was not on record when its process had died: its slot is run again too. */
export const CUT_OFF = "its process ended in the middle of it";

/** Note of a slot that passed without a process to run it. */
export const NO_RUN = "no run on record";

/**
 * Whether a slot needs no run any more: a run at or after it brought data, or one after it was tried, since an
 * older stamp may not follow a newer one.
 * @param slot epoch milliseconds
 * @param skippedCounts whether having been skipped for the run before settles it too
 * @param until epoch milliseconds; what is later is of a clock that was ahead, and settles nothing
 */
export function isSettled(
  records: readonly RunRecord[],
  slot: number,
  skippedCounts: boolean,
  until = Infinity,
): boolean {
  // As text: to parse the times of years of runs takes longer than a slot's run.
  const [wanted, last] = [isoTime(slot), until === Infinity ? "~" : isoTime(until)];
  return records.some((record) => {
    if (record.slot < wanted || record.slot > last || !isOfSlots(record)) return false;
    // A slot that is due now did not pass without a process: that was said by a clock that was ahead.
    if (record.status === "missed") return skippedCounts && record.slot === wanted && record.note !== NO_RUN;
    return record.slot > wanted || (record.status !== "failed" && !isCutShort(record));
  });
}

/** Whether a run ended before it had asked for everything. */
function isCutShort({ note }: RunRecord): boolean {
  return note === INTERRUPTED || note === CUT_OFF;
}

/** Whether a record tells of the schedule; imports, accepted rows and newcomers to the watchlist have no part in it. */
export function isOfSlots({ trigger }: RunRecord): boolean {
  return trigger !== "import" && trigger !== "redrive" && trigger !== "added";
}
