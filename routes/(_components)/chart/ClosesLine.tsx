import type { History } from "@/lib/market/history.ts";
import { thin } from "@/lib/market/thin.ts";
import { pathOf } from "@/routes/(_components)/Sparkline.tsx";

/** Values of the line: enough for its shape, which candles take the place of. */
const MOST_POINTS = 120;

/** The closes as one line, for pages without JavaScript and until the chart is drawn. */
export function ClosesLine({ history }: { history: History }) {
  const closes = thin(history.close.map((close, i) => close * (history.adjustment[i] ?? 1)), MOST_POINTS);
  if (closes.length < 2) return <p class="empty">One bar so far; a line needs two.</p>;
  return (
    <svg
      class="spark chart-line"
      viewBox="0 0 120 32"
      preserveAspectRatio="none"
      role="img"
      aria-label={`${history.symbol}, closing prices, ${history.range}, in bars of ${history.interval}`}
    >
      <path d={pathOf(closes)} />
    </svg>
  );
}
