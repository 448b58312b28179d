import type { Store } from "@/lib/store/store.ts";

/** Longest upkeep of the volume after a run, milliseconds; what is left is for the next. */
const MOST_MS = 60_000;

/**
 * Archives and prunes between two runs, where no other process is at it: in half the time until the next at most.
 * @param nextRun epoch milliseconds
 * @param mayGoOn whether nobody waits for its end
 */
export async function keepUp(
  store: Store,
  now: () => number,
  nextRun: number,
  mayGoOn: () => boolean,
): Promise<void> {
  const until = Math.min(now() + MOST_MS, (now() + nextRun) / 2);
  const hasTime = () => mayGoOn() && now() < until;
  const lease = hasTime() ? await store.lease() : null;
  if (lease === null) return;
  try {
    await store.upkeep.run(hasTime);
  } finally {
    await lease.release();
  }
}
