import type { CollectRequest } from "./dataset.ts";
import { DAY_MS } from "./time.ts";

/**
 * Where the window begins that is asked of the provider, epoch milliseconds: `usualMs` back, and where more time has
 * passed since the last collection, a day before that, so that an absence leaves no hole; `longestMs` back at most.
 */
export function windowStart(
  { now, checkedAt = now }: Pick<CollectRequest, "now" | "checkedAt">,
  usualMs: number,
  longestMs: number,
): number {
  return Math.max(now - longestMs, Math.min(now - usualMs, checkedAt - DAY_MS));
}
