import type { RunRecord } from "@/lib/store/run_log.ts";

const TONES: Readonly<Record<RunRecord["status"], string>> = {
  complete: "good",
  partial: "warn",
  failed: "bad",
  missed: "",
};

/** How a run ended. */
export function RunBadge({ status }: { status: RunRecord["status"] }) {
  return <span class={`badge ${TONES[status]}`}>{status}</span>;
}
