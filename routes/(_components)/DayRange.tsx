import type { FigureName } from "@/lib/market/figure_address.ts";
import { formatPrice } from "@/lib/market/format.ts";
import { FigureLink } from "./FigureLink.tsx";

/** Where the price lies between a low and a high: the day's, or those of a longer time. */
export function DayRange({ low, high, price, label = "Day range", figure, at }: {
  low: number | null;
  high: number | null;
  price: number | null;
  /** @default "Day range" */
  label?: string;
  /** What names its ends. */
  figure: (end: "low" | "high") => FigureName;
  /** The instant of the past that is shown. */
  at: string | undefined;
}) {
  if (low === null || high === null || price === null) return <span class="faint small">–</span>;
  const share = high === low ? 0.5 : Math.min(1, Math.max(0, (price - low) / (high - low)));
  return (
    <>
      <svg
        class="range"
        viewBox="0 0 110 10"
        role="img"
        aria-label={`${label} ${formatPrice(low)} to ${formatPrice(high)}`}
      >
        <rect class="track" x="0" y="4" width="110" height="2" rx="1" />
        <rect class="mark" x={(share * 106).toFixed(1)} y="0" width="4" height="10" rx="1.5" />
      </svg>
      <span class="range-ends">
        <FigureLink figure={figure("low")} at={at}>{formatPrice(low)}</FigureLink>
        <FigureLink figure={figure("high")} at={at}>{formatPrice(high)}</FigureLink>
      </span>
    </>
  );
}
