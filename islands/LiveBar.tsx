import { type LiveSeed, useLive } from "@/lib/browser/live.ts";
import { formatCountdown, formatTime } from "@/lib/market/format.ts";
import type { MarketView } from "@/lib/market/market_view.ts";

/** State of the exchange, time to the next poll, and whether this page hears the server. */
export default function LiveBar({ seed }: { seed: LiveSeed }) {
  const { market, nextRun, progress, connected, now } = useLive(seed);
  return (
    <>
      <span>
        <span class={`dot ${market.value.is_open ? "on" : ""}`} />
        {marketLabel(market.value)}
      </span>
      <span class="next number">
        {seed.past !== undefined
          ? "The past"
          : progress.value !== null
          ? `Polling ${progress.value.done} of ${progress.value.total}`
          : nextRun.value === null
          ? "Pages only"
          : `Next poll in ${formatCountdown(nextRun.value, now.value)}`}
      </span>
      <span role="status">
        {!connected.value && (
          <span class="badge bad">
            <span class="dot off" />
            Reconnecting
          </span>
        )}
      </span>
    </>
  );
}

function marketLabel({ is_open, session, holiday, next_close, next_open }: MarketView): string {
  if (is_open) return next_close === null ? "Market open" : `Market open until ${formatTime(next_close)}`;
  if (session === "pre-market") return `Pre-market, opens ${formatTime(next_open)}`;
  if (session === "post-market") return "After hours";
  return holiday === null ? "Market closed" : `Market closed: ${holiday}`;
}
