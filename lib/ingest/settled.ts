import type { RunRecord } from "@/lib/store/run_log.ts";

/** Note of a run that shutdown cut short: its slot is run again at the next start. */
export const INTERRUPTED = "interrupted by shutdown";

/**
 * Whether a slot needs no run any more: a run at or after it brought data, or one after it was tried, since an
 * older stamp may not follow a newer one.
 * @param slot epoch milliseconds
 * @param skippedCounts whether being on record as missed settles it too
 */
export function isSettled(records: readonly RunRecord[], slot: number, skippedCounts: boolean): boolean {
  return records.some((record) => {
    if (!isOfSlots(record)) return false;
    const at = Date.parse(record.slot);
    if (record.status === "missed") return skippedCounts && at === slot;
    return at > slot || (at === slot && record.status !== "failed" && record.note !== INTERRUPTED);
  });
}

/** Whether a record tells of the schedule; imports, accepted rows and newcomers to the watchlist have no part in it. */
export function isOfSlots({ trigger }: RunRecord): boolean {
  return trigger !== "import" && trigger !== "redrive" && trigger !== "added";
}
