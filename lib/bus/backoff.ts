/** First pause after a lost connection, milliseconds. */
const FIRST_MS = 100;
/** Reconnection is tried at least this often, milliseconds. */
const LONGEST_MS = 5_000;

/**
 * Milliseconds from the start of the attempt that failed to the start of the next: doubling up to 5 s, the
 * upper half of it random, so that processes that lost the same server do not return as one.
 */
export function backoffMs(failures: number, random: () => number): number {
  const longest = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures, 10));
  return Math.round(longest * (0.5 + 0.5 * random()));
}
