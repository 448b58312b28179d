/** Share of a bar's place that its body takes, and where it is too narrow to be hollow. */
const BODY_SHARE = 0.7;
const NARROW_SHARE = 0.9;
const WIDEST_BODY_PX = 14;

/** How bodies are drawn; widths in whole pixels of the canvas. */
export interface Bodies {
  /** Whether a rising one is an outline; else it is narrower than a falling one. */
  readonly isHollow: boolean;
  readonly rising: number;
  readonly falling: number;
}

/**
 * How rising and falling bodies differ, whatever their colours: hollow and filled, or, where an outline has no room
 * for anything inside, narrow and wide.
 * @param step pixels of the canvas from bar to bar
 * @param ratio pixels of the canvas for one of the page
 * @param share of the usual width
 */
export function bodiesOf(step: number, ratio: number, share = 1): Bodies {
  const line = strokeOf(ratio);
  const width = Math.round(Math.min(WIDEST_BODY_PX * ratio, step * BODY_SHARE) * share);
  if (width >= 3 * line) return { isHollow: true, rising: width, falling: width };
  const falling = Math.max(2, Math.round(step * NARROW_SHARE * share));
  return { isHollow: false, rising: falling >> 1, falling };
}

/** Width of a thin stroke: one pixel of the page, whole pixels of the canvas. */
export function strokeOf(ratio: number): number {
  return Math.max(1, Math.round(ratio));
}
