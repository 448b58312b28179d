/** Bars of one scale. */
export interface BarScale {
  /** At most 0. */
  readonly least: number;
  /** At least 0. */
  readonly greatest: number;
}

/** A bar between its value and 0, in the scale's own share of the whole: 0 is the least, 1 the greatest. */
export interface BarBox {
  readonly from: number;
  readonly to: number;
}

/** The scale of values whose bars begin at 0; empty values count for nothing. */
export function barScale(values: readonly (number | null)[]): BarScale {
  let [least, greatest] = [0, 0];
  for (const value of values) {
    if (value === null || !Number.isFinite(value)) continue;
    least = Math.min(least, value);
    greatest = Math.max(greatest, value);
  }
  return { least, greatest };
}

/** Where a value lies, 0 to 1; in the middle, where nothing is apart. */
export function placeOn({ least, greatest }: BarScale, value: number): number {
  return greatest === least ? 0.5 : (value - least) / (greatest - least);
}

/** The bar of a value. */
export function barBox(scale: BarScale, value: number): BarBox {
  const [zero, end] = [placeOn(scale, 0), placeOn(scale, value)];
  return { from: Math.min(zero, end), to: Math.max(zero, end) };
}

/** A scale with room on both sides, for marks that need not begin at 0. @param room share of the whole */
export function roomyScale(least: number, greatest: number, room = 0.08): BarScale {
  const span = greatest - least || Math.abs(greatest) || 1;
  return { least: least - span * room, greatest: greatest + span * room };
}
