import type { RunStatus } from "@/lib/bus/bus.ts";
import type { EndpointOutcome } from "@/lib/datasets/dataset.ts";

/**
 * Whether a collection has what its source can give. A refusal by the plan is normal operation: the
 * substitute, or the knowledge that there is none, is all there is to have.
 */
export function succeeded(outcomes: readonly EndpointOutcome[]): boolean {
  return outcomes.every(({ result }) => result === "ok" || result === "substituted" || result === "refused");
}

/** Whether the provider itself gave something to a collection: a substitute alone says nothing of the provider. */
export function answered(outcomes: readonly EndpointOutcome[]): boolean {
  return outcomes.some(({ result }) => result === "ok");
}

/** Counts of a run's collections. */
export interface Tally {
  readonly planned: number;
  readonly succeeded: number;
  /** Those of them for which the provider gave something. */
  readonly answered: number;
  /** Collections that failed, and files that could not be written. */
  readonly failed: number;
}

/**
 * How a run ended: `complete` when all that was planned is on the volume, `failed` when nothing of it is or nothing
 * came from the provider, `partial` in between.
 */
export function statusOf(tally: Tally): Exclude<RunStatus, "missed"> {
  if (tally.failed === 0 && tally.succeeded === tally.planned) return "complete";
  return tally.succeeded === 0 || tally.answered === 0 ? "failed" : "partial";
}
