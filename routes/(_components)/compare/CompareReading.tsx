import { formatPercent } from "@/lib/market/format.ts";
import type { LinesReading } from "@/lib/market/compare/reading.ts";
import { LineSwatch } from "./LineSwatch.tsx";

/** The changes on one day, in places that stay where they are. */
export function CompareReading({ reading, since }: { reading: LinesReading | null; since: string }) {
  if (reading === null) return <p class="compare-reading" />;
  return (
    <p class="compare-reading">
      <span class="when">{reading.when}</span>
      {reading.values.map(({ symbol, slot, changePercent }) => (
        <span key={symbol} class="value">
          <LineSwatch slot={slot} /> {symbol} <span class="figure">{formatPercent(changePercent)}</span>
        </span>
      ))}
      <span class="faint">since {since}</span>
    </p>
  );
}
