import type { RunRecord } from "@/lib/store/run_log.ts";
import type { Store } from "@/lib/store/store.ts";

const STATE = "running";

/** The run that began last: under way while its process holds the lease. */
export interface Running {
  readonly run_id: string;
  /** ISO 8601 UTC. */
  readonly slot: string;
  /** What it was made for; not known of a run of an earlier version. */
  readonly trigger?: RunRecord["trigger"];
  /** ISO 8601 UTC; not known of a run of an earlier version. */
  readonly started_at?: string;
  /** The process that runs it. */
  readonly instance?: string;
}

/** Tells other processes which run is under way, and the next start which one was cut off. */
export async function rememberRunning(store: Store, running: Running): Promise<void> {
  await store.writeState(STATE, running);
}

/** The run that began last where it is not on record: under way, or cut off with its process; `null` otherwise. */
export function unfinishedRun(store: Store): Running | null {
  const running = store.readState(STATE);
  return isRunning(running) && store.runs.byId(running.run_id) === undefined ? running : null;
}

function isRunning(value: unknown): value is Running {
  return typeof value === "object" && value !== null && "run_id" in value &&
    typeof value.run_id === "string" && "slot" in value && typeof value.slot === "string" &&
    !Number.isNaN(Date.parse(value.slot));
}
