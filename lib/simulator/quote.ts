import { dayBefore, type TradingDay, tradingDayAt } from "./day.ts";
import { round } from "./hash.ts";
import { closingPrice, type MarketOptions, pathOf } from "./path.ts";

/** `/quote` as Finnhub answers it; `d` and `dp` are null for an unknown symbol. */
export interface RawQuote {
  /** Current price. */
  readonly c: number;
  /** Change since the previous close. */
  readonly d: number | null;
  /** The same in percent. */
  readonly dp: number | null;
  readonly h: number;
  readonly l: number;
  readonly o: number;
  /** Close of the trading day before. */
  readonly pc: number;
  /** Epoch seconds; outside hours the time of the close. */
  readonly t: number;
}

/** What Finnhub answers, with 200, for a symbol it does not know, and at times for one it does. */
export const ZERO_QUOTE: RawQuote = { c: 0, d: null, dp: null, h: 0, l: 0, o: 0, pc: 0, t: 0 };

/**
 * The simulated quote of a symbol at a time (epoch ms): a pure function of symbol, second, seed and hours.
 * Unknown symbols get zeros.
 */
export function quoteAt(symbol: string, at: number, options: MarketOptions = {}): RawQuote {
  const second = Math.floor(at / 1000) * 1000;
  return quoteOn(symbol, tradingDayAt(second, options.hours ?? "always"), second, options);
}

/** The last quote of the trading day before: what a provider that hangs shows. */
export function staleQuoteAt(symbol: string, at: number, options: MarketOptions = {}): RawQuote {
  const hours = options.hours ?? "always";
  const day = dayBefore(tradingDayAt(at, hours), hours);
  return quoteOn(symbol, day, day.close, options);
}

function quoteOn(symbol: string, day: TradingDay, second: number, options: MarketOptions): RawQuote {
  const path = pathOf(symbol, day, options);
  const before = closingPrice(symbol, day.previousIndex, options);
  if (!path || before === null) return ZERO_QUOTE;
  const at = Math.min(second, day.close);
  const position = path.positionAt(at);
  const { high, low } = path.rangeOf(0, position);
  const c = round(path.priceAt(position)), pc = round(before);
  return {
    c,
    d: round(c - pc),
    dp: round((c - pc) / pc * 100, 4),
    h: round(high),
    l: round(low),
    o: round(path.priceAt(0)),
    pc,
    t: at / 1000,
  };
}
