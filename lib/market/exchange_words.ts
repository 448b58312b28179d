import { formatCountdown, formatTime } from "./format.ts";
import type { MarketView } from "./market_view.ts";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** What the exchange does: `Market open until 16:00`, `Pre-market, opens 09:30`, `Market closed: Christmas`. */
export function exchangeWords({ is_open, session, holiday, next_close, next_open }: MarketView): string {
  if (is_open) return next_close === null ? "Market open" : `Market open until ${formatTime(next_close)}`;
  if (session === "pre-market") return `Pre-market, opens ${formatTime(next_open)}`;
  if (session === "post-market") return "After hours";
  return holiday === null ? "Market closed" : `Market closed: ${holiday}`;
}

/**
 * Time left to the next bell: `closes in 2:14:05`, `opens in 2 d 13 h`; empty where there is none.
 * @param now epoch milliseconds
 */
export function bellWords({ is_open, next_close, next_open }: MarketView, now: number): string {
  const bell = is_open ? next_close : next_open;
  if (bell === null) return "";
  const left = Date.parse(bell) - now;
  const time = left < DAY_MS
    ? formatCountdown(bell, now)
    : `${Math.floor(left / DAY_MS)}\u202fd ${Math.floor(left % DAY_MS / HOUR_MS)}\u202fh`;
  return `${is_open ? "closes" : "opens"} in ${time}`;
}
