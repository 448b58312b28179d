import type { RunError } from "@/lib/bus/bus.ts";
import type { Store } from "@/lib/store/store.ts";

const STATE = "run_errors";

/** Runs whose errors are remembered: a day of slots in which something failed. */
const MOST_RUNS = 96;
/** Errors remembered of all of them together; of one that lost everything all that its event names. */
const MOST_ERRORS = 1_000;

/** What failed in a run. */
interface Failed {
  readonly run_id: string;
  readonly errors: readonly RunError[];
}

/**
 * Remembers what failed in a run: `runs.csv` counts it, and the log that names it is elsewhere. A run without errors
 * changes nothing.
 * @throws {StoreError}
 */
export async function rememberErrors(
  store: Store,
  runId: string,
  errors: readonly RunError[],
): Promise<void> {
  if (errors.length === 0) return;
  const kept = [{ run_id: runId, errors }, ...read(store).filter((run) => run.run_id !== runId)];
  let count = 0;
  // The run itself is always kept.
  const bounded = kept.slice(0, MOST_RUNS).filter(({ errors }, i) => {
    count += errors.length;
    return i === 0 || count <= MOST_ERRORS;
  });
  await store.writeState(STATE, bounded);
}

/** What failed in a run, as far as it is remembered; `null` where it is not. */
export function errorsOf(store: Pick<Store, "readState">, runId: string): readonly RunError[] | null {
  return read(store).find((run) => run.run_id === runId)?.errors ?? null;
}

function read(store: Pick<Store, "readState">): readonly Failed[] {
  const value = store.readState(STATE);
  return Array.isArray(value) ? value.filter(isFailed) : [];
}

function isFailed(value: unknown): value is Failed {
  return typeof value === "object" && value !== null && "run_id" in value &&
    typeof value.run_id === "string" && "errors" in value && Array.isArray(value.errors) &&
    value.errors.every(isError);
}

function isError(value: unknown): value is RunError {
  if (typeof value !== "object" || value === null) return false;
  const { dataset, symbol, kind, message }: Partial<Record<keyof RunError, unknown>> = value;
  return [dataset, symbol, kind, message].every((text) => typeof text === "string");
}
