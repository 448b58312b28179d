import { barBox, type BarScale, placeOn } from "@/lib/market/stock/bars.ts";

/** One bar of {@linkcode Bars}. */
export interface Bar {
  /** `null`: a gap. */
  readonly value: number | null;
  /** Class of its colour. */
  readonly tone: string;
  /** What it says, for who points at it. */
  readonly title: string;
}

/** Room above and below the bars, px. */
const MARGIN = 2;
/** Share of its place that a bar takes. */
const FULL = 0.66;

/**
 * Upright bars from 0, as wide as there is room: horizontally the drawing is in percent, so that it is sharp at every
 * width without a script. What the bars say stands beside them in words or in a table; `label` sums it up.
 */
export function Bars({ bars, scale, height, label }: {
  bars: readonly Bar[];
  scale: BarScale;
  /** px */
  height: number;
  label: string;
}) {
  const place = 100 / Math.max(1, bars.length);
  const y = (share: number) => round(MARGIN + (1 - share) * (height - 2 * MARGIN));
  const zero = y(placeOn(scale, 0));
  return (
    <svg class="bars" width="100%" height={height} role="img" aria-label={label}>
      {bars.map(({ value, tone, title }, i) => {
        if (value === null) {
          return <circle key={i} class="gap" cx={percent((i + 0.5) * place)} cy={zero} r="1.5" />;
        }
        const { from, to } = barBox(scale, value);
        return (
          <rect
            key={i}
            class={tone}
            x={percent((i + (1 - FULL) / 2) * place)}
            width={percent(place * FULL)}
            y={y(to)}
            // A value of next to nothing is seen all the same.
            height={Math.max(1, round(y(from) - y(to)))}
          >
            <title>{title}</title>
          </rect>
        );
      })}
      <line class="axis" x1="0" x2="100%" y1={zero} y2={zero} />
    </svg>
  );
}

/** What stands below the bars, one text a bar; the table says the same to who does not see them. */
export function BarLabels({ labels }: { labels: readonly string[] }) {
  return (
    <div class="bar-labels" aria-hidden="true">
      {labels.map((label, i) => <span key={i}>{label}</span>)}
    </div>
  );
}

/** A lying bar from 0, for a line of a table. */
export function LyingBar({ value, scale, tone }: { value: number; scale: BarScale; tone: string }) {
  const { from, to } = barBox(scale, value);
  const zero = percent(placeOn(scale, 0) * 100);
  return (
    <svg class="lying" width="100%" height="14" aria-hidden="true">
      <line class="axis" x1={zero} x2={zero} y1="0" y2="14" />
      <rect class={tone} x={percent(from * 100)} width={percent((to - from) * 100)} y="3" height="8" />
    </svg>
  );
}

/** A share of a drawing's width. @param value 0 to 100 */
export function percent(value: number): string {
  return `${round(value)}%`;
}

/** To a tenth of a pixel, or of a percent of some hundred. */
function round(value: number): number {
  return Math.round(value * 10) / 10;
}
