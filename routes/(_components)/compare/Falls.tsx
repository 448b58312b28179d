import type { CommonDays } from "@/lib/market/compare/common_days.ts";
import { FALL_BOX, fallPath } from "@/lib/market/compare/fall.ts";
import type { Figures } from "@/lib/market/compare/figures.ts";
import { formatPercent } from "@/lib/market/format.ts";
import { lineClass, LineSwatch } from "./LineSwatch.tsx";
import { dayText } from "./day_text.ts";

/** How far each symbol lay below its highest so far, side by side on one scale. */
export function Falls({ common, figures, slotOf }: {
  common: CommonDays;
  figures: readonly Figures[];
  slotOf: (symbol: string) => number;
}) {
  const deepest = Math.min(0, ...figures.map(({ drawdown }) => drawdown?.depth ?? 0));
  return (
    <ul class="compare-falls">
      {figures.map(({ symbol, drawdown }, i) => (
        <li key={symbol}>
          <h3>
            <LineSwatch slot={slotOf(symbol)} /> {symbol}
            <span class="number">{drawdown === null ? "no fall" : formatPercent(drawdown.depth * 100)}</span>
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
              : `${dayText(drawdown.peak)} to ${dayText(drawdown.trough)}; ${
                drawdown.recovered === null
                  ? "not recovered since"
                  : `recovered ${dayText(drawdown.recovered)}`
              }`}
          </p>
        </li>
      ))}
    </ul>
  );
}
