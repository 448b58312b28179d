import type { UpkeepStatus } from "@/lib/store/store.ts";

/** How the volume is kept, as the API gives it. Counts are of this process, since it started. */
export interface UpkeepView {
  /** When closed months were last looked for, ISO 8601 UTC. */
  readonly last_at: string | null;
  /** How long what is finer than a day is kept, and how much the volume may hold. */
  readonly retention_days: number;
  readonly retention_bytes: number;
  readonly archives: number;
  readonly archived_files: number;
  readonly pruned_files: number;
  readonly pruned_rows: number;
  readonly pruned_bytes: number;
  /** What went last, the latest last. */
  readonly pruned: readonly { readonly path: string; readonly rows: number; readonly bytes: number }[];
  readonly failures: number;
  /** Runs that were not begun for want of room. */
  readonly refusals: number;
  /** What is wrong with the volume now; empty when nothing is. */
  readonly warning: string;
}

/** The status as the API gives it. */
export function upkeepView(status: UpkeepStatus): UpkeepView {
  const { lastAt, retention, failures, refusals, warning } = status;
  return {
    last_at: lastAt === null ? null : new Date(lastAt).toISOString(),
    retention_days: retention.days,
    retention_bytes: retention.bytes,
    archives: status.archives,
    archived_files: status.archivedFiles,
    pruned_files: status.prunedFiles,
    pruned_rows: status.prunedRows,
    pruned_bytes: status.prunedBytes,
    pruned: status.pruned,
    failures,
    refusals,
    warning,
  };
}
