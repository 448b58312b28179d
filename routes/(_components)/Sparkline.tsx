import { directionOf } from "@/lib/market/format.ts";

const WIDTH = 120;
const HEIGHT = 32;
const MARGIN = 2;

/** A line of prices without axes, oldest first, coloured by where it ended against where it began. */
export function Sparkline({ values, label }: { values: readonly number[]; label: string }) {
  const first = values[0];
  const last = values.at(-1);
  if (values.length < 2 || first === undefined || last === undefined) {
    return <span class="faint small">–</span>;
  }
  return (
    <svg
      class={`spark ${directionOf(last - first)}`}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      <path d={pathOf(values)} />
    </svg>
  );
}

/** SVG path through values at equal distances, scaled to the box. */
export function pathOf(values: readonly number[]): string {
  const low = Math.min(...values);
  const span = Math.max(...values) - low;
  const step = WIDTH / (values.length - 1);
  return values.map((value, i) => {
    const share = span === 0 ? 0.5 : (value - low) / span;
    const y = HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN);
    return `${i === 0 ? "M" : "L"}${(i * step).toFixed(1)} ${y.toFixed(1)}`;
  }).join("");
}
