import { evenMarks, type Mark, shortened, shortPercent } from "@/lib/market/chart_scale.ts";
import { formatShare } from "@/lib/market/format.ts";
import { spreadApart } from "./spread.ts";

/** One symbol of a scatter: what it brought against how much it swung. */
export interface Dot {
  readonly symbol: string;
  readonly slot: number;
  /** Both in percent. */
  readonly volatilityPercent: number;
  readonly returnPercent: number;
}

/** A dot with its place. */
export interface PlacedDot extends Dot {
  /** Share of the width, from the left. */
  readonly across: number;
  /** Pixels from the top. */
  readonly top: number;
  /** Height of its name, which stands beside it. */
  readonly label: number;
  /** Whether the name stands on its left: on the right there is no space. */
  readonly isLeft: boolean;
}

/** A scatter, drawn. */
export interface Scatter {
  readonly dots: readonly PlacedDot[];
  readonly across: readonly (Mark & { readonly place: number })[];
  readonly up: readonly (Mark & { readonly place: number })[];
  /** Height of no return. */
  readonly zero: number;
}

/** Height of a scatter without its axis, pixels. */
export const SCATTER_HEIGHT = 260;
const LABEL_PX = 15;
/** Shares of the width and height that stay free at the edges. */
const MARGIN = 0.12;
/** Beyond this share of the width names stand on the left. */
const RIGHT = 0.75;

/** Places dots on linear scales: volatility from 0 on, returns with 0 among them. */
export function scatterOf(dots: readonly Dot[]): Scatter {
  const widest = Math.max(...dots.map(({ volatilityPercent }) => volatilityPercent), 1) * (1 + MARGIN);
  const returns = dots.map(({ returnPercent }) => returnPercent);
  const [low, high] = [Math.min(0, ...returns), Math.max(0, ...returns)];
  const margin = (high - low) * MARGIN || 1;
  const [bottom, peak] = [low - margin, high + margin];
  const top = (percent: number) => (peak - percent) / (peak - bottom) * SCATTER_HEIGHT;
  const placed = dots.map((dot) => ({
    ...dot,
    across: dot.volatilityPercent / widest,
    top: top(dot.returnPercent),
    isLeft: dot.volatilityPercent / widest > RIGHT,
  }));
  const labels = spreadApart(
    placed.map((dot) => dot.top),
    LABEL_PX,
    LABEL_PX / 2,
    SCATTER_HEIGHT - LABEL_PX / 2,
  );
  return {
    dots: placed.map((dot, i) => ({ ...dot, label: labels[i] ?? dot.top })),
    across: evenMarks(0, widest, 5).map((value) => ({
      value,
      label: shortened(formatShare(value)),
      place: value / widest,
    })),
    up: evenMarks(bottom, peak, 7).map((value) => ({ value, label: shortPercent(value), place: top(value) })),
    zero: top(0),
  };
}
