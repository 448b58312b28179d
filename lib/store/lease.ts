import { openOrCreate } from "./sharing.ts";
import { StoreError } from "./store_error.ts";

/** How often a lock that another process holds is tried again, milliseconds: longer than a commit takes. */
const RETRY_MS = 5;

/** The right to ingest: one process on a volume has it at a time. */
export interface Lease {
  /** Gives it back; again does nothing. */
  release(): Promise<void>;
}

/**
 * Takes a lock on a file, created where it is missing. The operating system frees it when the process ends,
 * by `kill -9` too: nothing has to expire, no clock is trusted.
 * @returns `null` when somebody, this process included, holds it
 * @throws {StoreError}
 */
export async function acquire(path: string): Promise<Lease | null> {
  const file = await openOrCreate(path, { read: true, write: true }).catch((error) => {
    throw StoreError.from(`lock "${path}"`, error);
  });
  try {
    if (!await file.tryLock(true)) {
      file.close();
      return null;
    }
  } catch (error) {
    file.close();
    throw StoreError.from(`lock "${path}"`, error);
  }
  let held = true;
  return {
    async release() {
      if (!held) return;
      held = false;
      await file.unlock();
      file.close();
    },
  };
}

/**
 * Does some work while holding a lock; waits for it where another process has it.
 * @param patienceMs how long to wait
 * @throws {StoreError} `busy` after that: the holder hangs
 */
export async function withLock<T>(path: string, work: () => Promise<T>, patienceMs = 10_000): Promise<T> {
  const lease = await acquireWithin(path, patienceMs);
  try {
    return await work();
  } finally {
    await lease.release();
  }
}

async function acquireWithin(path: string, patienceMs: number): Promise<Lease> {
  for (let waited = 0;; waited += RETRY_MS) {
    const lease = await acquire(path);
    if (lease !== null) return lease;
    if (waited >= patienceMs) {
      throw new StoreError(`Cannot lock "${path}": another process has held it for ${patienceMs} ms`, "busy");
    }
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
}
