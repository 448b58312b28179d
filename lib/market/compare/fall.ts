import { drawdowns } from "@/lib/market/performance/mod.ts";
import { positionsKept } from "@/lib/market/thin.ts";

/** Box that a fall is drawn in; it is stretched. */
export const FALL_BOX = { width: 200, height: 60 } as const;
/** Points of a small drawing. */
const MOST_POINTS = 120;

/**
 * How far a price lay below its highest so far, as the outline of an area that hangs from the top.
 * @param closes one a day, oldest first
 * @param deepest what the foot of the box stands for, below 0: the same for all that stand side by side
 * @returns an SVG path
 */
export function fallPath(closes: readonly number[], deepest: number): string {
  const falls = drawdowns(closes).map((fall) => fall ?? 0);
  const { width, height } = FALL_BOX;
  const step = width / Math.max(1, falls.length - 1);
  const points = positionsKept(falls, falls, MOST_POINTS).map((at) => {
    const depth = deepest < 0 ? (falls[at] ?? 0) / deepest : 0;
    return `L${Number((at * step).toFixed(1))} ${Number((depth * height).toFixed(1))}`;
  });
  return `M0 0${points.join("")}L${width} 0Z`;
}
