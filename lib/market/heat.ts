/** How strongly a change is coloured: from `down-4` over `flat` to `up-4`. */
export type Heat = `${"down" | "up"}-${1 | 2 | 3 | 4}` | "flat" | "unknown";

/** A move smaller than this is none, percent: what rounds to 0.00 has no colour. */
const FLAT_PERCENT = 0.005;

/** Moves from which on the colour is stronger, percent; a map's key names them. */
export const HEAT_STEPS: readonly [number, number, number] = [0.5, 1.5, 4];

/** The colour class of a change since the previous close, in percent. */
export function heatOf(changePercent: number | null): Heat {
  if (changePercent === null) return "unknown";
  const size = Math.abs(changePercent);
  if (size < FLAT_PERCENT) return "flat";
  const [some, much, most] = HEAT_STEPS;
  const strength = size < some ? 1 : size < much ? 2 : size < most ? 3 : 4;
  return `${changePercent > 0 ? "up" : "down"}-${strength}`;
}
