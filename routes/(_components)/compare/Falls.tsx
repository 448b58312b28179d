import type { CompareChoice } from "@/lib/market/compare/choice.ts";
import type { CommonDays } from "@/lib/market/compare/common_days.ts";
import { FALL_BOX, fallPath } from "@/lib/market/compare/fall.ts";
import { comparedFigure } from "@/lib/market/compare/figure_names.ts";
import type { Figures } from "@/lib/market/compare/figures.ts";
import { formatPercent } from "@/lib/market/format.ts";
import { FigureLink } from "../FigureLink.tsx";
import { lineClass, LineSwatch } from "./LineSwatch.tsx";
import { dateText } from "@/lib/market/stock/words.ts";

/** How far each symbol lay below its highest so far, side by side on one scale. */
export function Falls({ choice, common, figures, slotOf, past }: {
  choice: Pick<CompareChoice, "symbols" | "range">;
  common: CommonDays;
  figures: readonly Figures[];
  slotOf: (symbol: string) => number;
  past: string | undefined;
}) {
  const deepest = Math.min(0, ...figures.map(({ drawdown }) => drawdown?.depth ?? 0));
  return (
    <ul class="compare-falls">
      {figures.map(({ symbol, drawdown }, i) => (
        <li key={symbol}>
          <h3>
            <LineSwatch slot={slotOf(symbol)} /> {symbol}
            <span class="number">
              {drawdown === null
                ? "no fall"
                : (
                  <FigureLink figure={comparedFigure("fall", choice, { symbol })} at={past}>
                    {formatPercent(drawdown.depth * 100)}
                  </FigureLink>
                )}
            </span>
          </h3>
          <svg
            viewBox={`0 0 ${FALL_BOX.width} ${FALL_BOX.height}`}
            preserveAspectRatio="none"
            role="img"
            aria-label={`Drawdown of ${symbol}`}
          >
            <path class={`${lineClass(slotOf(symbol))} fall`} d={fallPath(common.closes[i] ?? [], deepest)} />
          </svg>
          <p class="small soft">
            {drawdown === null
              ? "Never below where it had been."
              : `${dateText(drawdown.peak)} to ${dateText(drawdown.trough)}; ${
                drawdown.recovered === null
                  ? "not recovered since"
                  : `recovered ${dateText(drawdown.recovered)}`
              }`}
          </p>
        </li>
      ))}
    </ul>
  );
}
