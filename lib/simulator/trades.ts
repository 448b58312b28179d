import { type TradingDay, tradingDayAt } from "./day.ts";
import { mix, round, textHash, unit } from "./hash.ts";
import { type MarketOptions, pathOf } from "./path.ts";

/** One trade as the socket sends it. */
export interface RawTrade {
  /** Conditions; often left out. */
  readonly c?: readonly string[];
  readonly p: number;
  readonly s: string;
  /** Epoch milliseconds. */
  readonly t: number;
  /** Shares. */
  readonly v: number;
}

/** Trades a symbol can have in one second. */
const MOST_A_SECOND = 3;

/**
 * Trades of a symbol after `from` up to `to` (epoch ms), oldest first, each at the path's price of its moment.
 * Empty outside hours and for unknown symbols.
 */
export function tradesBetween(
  symbol: string,
  from: number,
  to: number,
  options: MarketOptions = {},
): readonly RawTrade[] {
  const key = mix(options.seed ?? 1, textHash(symbol), 13);
  const found: RawTrade[] = [];
  for (let second = Math.floor(from / 1000); second <= Math.floor(to / 1000); second++) {
    const count = 1 + Math.floor(unit(mix(key, second)) * MOST_A_SECOND);
    for (let nth = 0; nth < count; nth++) {
      // Evenly spread with a jitter, so that they come out in order.
      const at = second * 1000 + Math.floor((nth + unit(mix(key, second, nth + 1))) * 1000 / count);
      const trade = at > from && at <= to ? tradeAt(symbol, at, options) : null;
      if (trade) found.push(trade);
    }
  }
  return found;
}

/** The trade at exactly one moment; null outside hours and for unknown symbols. */
export function tradeAt(symbol: string, at: number, options: MarketOptions = {}): RawTrade | null {
  const day: TradingDay = tradingDayAt(at, options.hours ?? "always");
  const path = at < day.close ? pathOf(symbol, day, options) : null;
  if (!path) return null;
  const chance = mix(options.seed ?? 1, textHash(symbol), at % 1_000_000_007);
  const trade = { p: round(path.priceAt(path.positionAt(at))), s: symbol, t: at, v: 1 + (chance & 127) };
  return (chance >>> 8) % 3 === 0 ? { c: ["1", "12"], ...trade } : trade;
}
