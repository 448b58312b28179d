/** What one answer told of our clock. */
export interface ClockReading {
  /** By how much our clock is ahead of the provider's, milliseconds; negative where it is behind. */
  readonly aheadMs: number;
  /** When the answer came, epoch milliseconds by our clock. */
  readonly at: number;
}

/**
 * Reads our clock against an answer's `Date` (RFC 9110, 6.6.1), right to about a second and half the way there and back.
 * @param date epoch milliseconds; the header has whole seconds, of which half is over on average
 */
export function readClock(date: number, sentAt: number, receivedAt: number): ClockReading | null {
  return Number.isNaN(date) ? null : { aheadMs: (sentAt + receivedAt) / 2 - (date + 500), at: receivedAt };
}
