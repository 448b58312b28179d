import { ARROWS, directionOf, formatChange, formatPercent } from "@/lib/market/format.ts";

/** A change since the previous close: arrow, sign and colour say the same. */
export function Change({ change, percent }: { change: number | null; percent: number | null }) {
  const direction = directionOf(change);
  return (
    <span class={direction}>
      <span aria-hidden="true">{ARROWS[direction]}</span> {formatChange(change)}{" "}
      <span class="percent">({formatPercent(percent)})</span>
    </span>
  );
}
