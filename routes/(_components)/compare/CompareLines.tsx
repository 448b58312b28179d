import { formatPercent } from "@/lib/market/format.ts";
import { type DrawnLines, LINES_HEIGHT, LINES_WIDTH, TIME_HEIGHT } from "@/lib/market/compare/lines.ts";
import type { LinesReading } from "@/lib/market/compare/reading.ts";
import { lineClass } from "./LineSwatch.tsx";

const FULL_HEIGHT = LINES_HEIGHT + TIME_HEIGHT;

/** Lines of performance with their names at their ends; the server and the browser draw them alike. */
export function CompareLines({ drawn, label, picked, cursor }: {
  drawn: DrawnLines;
  /** The lines in words. */
  label: string;
  /** Symbol that is told from the others; `null` for none. */
  picked: string | null;
  /** The day under the crosshair. */
  cursor: { readonly across: number; readonly reading: LinesReading } | null;
}) {
  const { lines, marks, ticks, zero, top } = drawn;
  const shade = (symbol: string) => picked === null || picked === symbol ? "" : " pale";
  return (
    <div class="compare-lines" role="img" aria-label={label}>
      <svg class="compare-marks" height={FULL_HEIGHT} aria-hidden="true">
        {marks.map(({ value, label, top }) => (
          <text key={value} class="tick" x="100%" dx="-6" y={top + 4} text-anchor="end">{label}</text>
        ))}
      </svg>
      <svg class="compare-plot" height={FULL_HEIGHT} aria-hidden="true">
        {marks.map(({ value, top }) => <line key={value} class="grid" x1="0" x2="100%" y1={top} y2={top} />)}
        {ticks.map(({ index, label, context, across }) => (
          <g key={index}>
            <line class="grid" x1={percentOf(across)} x2={percentOf(across)} y1="0" y2={LINES_HEIGHT} />
            <text class="tick" x={percentOf(across)} y={LINES_HEIGHT + 15} text-anchor={anchorOf(across)}>
              {label}
            </text>
            <text class="tick" x={percentOf(across)} y={LINES_HEIGHT + 30} text-anchor={anchorOf(across)}>
              {context}
            </text>
          </g>
        ))}
        <line class="zero" x1="0" x2="100%" y1={zero} y2={zero} />
        <svg
          viewBox={`0 0 ${LINES_WIDTH} ${LINES_HEIGHT}`}
          preserveAspectRatio="none"
          width="100%"
          height={LINES_HEIGHT}
        >
          {lines.map(({ symbol, slot, path }) => (
            <path key={symbol} class={lineClass(slot) + shade(symbol)} d={path} />
          ))}
        </svg>
        {cursor !== null && (
          <g>
            <line
              class="cursor"
              x1={percentOf(cursor.across)}
              x2={percentOf(cursor.across)}
              y1="0"
              y2={LINES_HEIGHT}
            />
            {cursor.reading.values.map(({ symbol, slot, ratio }) => (
              <circle
                key={symbol}
                class={`${lineClass(slot)} dot${shade(symbol)}`}
                cx={percentOf(cursor.across)}
                cy={top(ratio)}
                r="4"
              />
            ))}
          </g>
        )}
      </svg>
      <svg class="compare-ends" height={FULL_HEIGHT} aria-hidden="true">
        {lines.map(({ symbol, slot, end, label, changePercent }) => (
          <g key={symbol} class={`${lineClass(slot)}${shade(symbol)}`}>
            <path class="leader" d={`M0 ${end.toFixed(1)}L8 ${label.toFixed(1)}`} />
            <text x="11" y={label + 4}>
              {symbol}
              <tspan class="percent" dx="5">{formatPercent(changePercent)}</tspan>
            </text>
          </g>
        ))}
      </svg>
    </div>
  );
}

function percentOf(share: number): string {
  return `${Number((share * 100).toFixed(3))}%`;
}

/** A date at an edge stays inside. */
function anchorOf(across: number): "start" | "middle" | "end" {
  return across < 0.04 ? "start" : across > 0.96 ? "end" : "middle";
}
