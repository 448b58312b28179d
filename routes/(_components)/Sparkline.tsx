const WIDTH = 120;
const HEIGHT = 32;
const MARGIN = 2;

/**
 * A line of prices without axes, oldest first. In no colour of gain or loss: it begins at another moment than the
 * change that stands beside it, and the two would contradict each other.
 */
export function Sparkline({ values, label }: { values: readonly number[]; label: string }) {
  if (values.length < 2) return <span class="faint small">–</span>;
  return (
    <svg
      class="spark soft"
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
