/** How strongly a correlation is tinted: from `minus-3` over `none` to `plus-3`. */
export type Tint = "minus-3" | "minus-2" | "minus-1" | "none" | "plus-1" | "plus-2" | "plus-3";

/** Correlations from which on the tint is stronger. */
const STRONGER = [0.25, 0.5, 0.75] as const;

/** The tint of a correlation; `none` where it is not known. */
export function tintOf(correlation: number | null): Tint {
  const strength = STRONGER.filter((least) => Math.abs(correlation ?? 0) >= least).length;
  if (correlation === null || strength === 0) return "none";
  const sign = correlation > 0 ? "plus" : "minus";
  return strength === 1 ? `${sign}-1` : strength === 2 ? `${sign}-2` : `${sign}-3`;
}
