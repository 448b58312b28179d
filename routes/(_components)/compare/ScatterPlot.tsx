import { type Dot, SCATTER_HEIGHT, scatterOf } from "@/lib/market/compare/scatter.ts";
import { formatPercent, formatShare } from "@/lib/market/format.ts";
import { lineClass } from "./LineSwatch.tsx";

const AXIS_PX = 40;

/** What each symbol brought against how much it swung; names stand beside the dots. */
export function ScatterPlot({ dots, upwards }: {
  dots: readonly Dot[];
  /** What the upward axis shows. */
  upwards: string;
}) {
  const { dots: placed, across, up, zero } = scatterOf(dots);
  const words = dots.map(({ symbol, volatilityPercent, returnPercent }) =>
    `${symbol}: ${formatPercent(returnPercent)} at ${formatShare(volatilityPercent)}`
  );
  return (
    <svg
      class="compare-scatter"
      height={SCATTER_HEIGHT + AXIS_PX}
      role="img"
      aria-label={`${upwards} against volatility. ${words.join("; ")}`}
    >
      {up.map(({ value, label, place }) => (
        <g key={value}>
          <line class="grid" x1="0" x2="100%" y1={place} y2={place} />
          <text class="mark" x="2" y={place - 4}>{label}</text>
        </g>
      ))}
      {across.map(({ value, label, place }) => (
        <g key={value}>
          <line class="grid" x1={percentOf(place)} x2={percentOf(place)} y1="0" y2={SCATTER_HEIGHT} />
          {value > 0 && (
            <text class="tick" x={percentOf(place)} y={SCATTER_HEIGHT + 16} text-anchor="middle">
              {label}
            </text>
          )}
        </g>
      ))}
      <line class="zero" x1="0" x2="100%" y1={zero} y2={zero} />
      {placed.map(({ symbol, slot, across, top, label, isLeft }) => (
        <g key={symbol} class={lineClass(slot)}>
          <circle class="dot" cx={percentOf(across)} cy={top} r="5" />
          <text
            x={percentOf(across)}
            y={label + 4}
            dx={isLeft ? -10 : 10}
            text-anchor={isLeft ? "end" : "start"}
          >
            {symbol}
          </text>
        </g>
      ))}
      <text class="tick" x="100%" y={SCATTER_HEIGHT + 34} text-anchor="end">Volatility, a year →</text>
      <text class="tick" x="2" y={SCATTER_HEIGHT + 34}>↑ {upwards}</text>
    </svg>
  );
}

function percentOf(share: number): string {
  return `${Number((share * 100).toFixed(3))}%`;
}
