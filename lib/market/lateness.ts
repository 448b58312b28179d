import type { RunRecord } from "@/lib/store/run_log.ts";

/** What a timer and the lease may take; a run that began later than this after its slot is late. */
const LATE_MS = 60_000;

/** How long after its slot a run began, milliseconds, where that is late; null where it is not, or none ran. */
export function latenessOf(
  run: Pick<RunRecord, "slot" | "started_at" | "status" | "trigger">,
): number | null {
  if (run.status === "missed" || (run.trigger !== "schedule" && run.trigger !== "startup")) return null;
  const late = Date.parse(run.started_at) - Date.parse(run.slot);
  return late >= LATE_MS ? late : null;
}
