/** How strongly a change is coloured: from `down-3` over `flat` to `up-3`. */
export type Heat = "down-3" | "down-2" | "down-1" | "flat" | "up-1" | "up-2" | "up-3" | "unknown";

/** A move smaller than this is none, percent: what rounds to 0.00 has no colour. */
const FLAT_PERCENT = 0.005;
/** Moves from which on the colour is stronger, percent. */
const STRONGER_PERCENT = [0.75, 2] as const;

/** The colour class of a change since the previous close, in percent. */
export function heatOf(changePercent: number | null): Heat {
  if (changePercent === null) return "unknown";
  const size = Math.abs(changePercent);
  if (size < FLAT_PERCENT) return "flat";
  const strength = size < STRONGER_PERCENT[0] ? 1 : size < STRONGER_PERCENT[1] ? 2 : 3;
  return `${changePercent > 0 ? "up" : "down"}-${strength}`;
}
