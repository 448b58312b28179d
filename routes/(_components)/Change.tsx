import type { FigureName } from "@/lib/market/figure_address.ts";
import { ARROWS, directionOf, formatChange, formatPercent } from "@/lib/market/format.ts";
import { FigureLink } from "./FigureLink.tsx";

/** A change since the previous close: arrow, sign and colour say the same. */
export function Change({ change, percent, figure, at }: {
  change: number | null;
  percent: number | null;
  /** What names a column of what it is of. */
  figure: (column: "change" | "change_percent") => FigureName;
  /** The instant of the past that is shown. */
  at: string | undefined;
}) {
  const direction = directionOf(change);
  return (
    <span class={direction}>
      <span aria-hidden="true">{ARROWS[direction]}</span>{" "}
      <FigureLink figure={figure("change")} at={at}>{formatChange(change)}</FigureLink>{" "}
      <span class="percent">
        (<FigureLink figure={figure("change_percent")} at={at}>{formatPercent(percent)}</FigureLink>)
      </span>
    </span>
  );
}
