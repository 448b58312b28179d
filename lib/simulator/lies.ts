import { companyOf } from "./companies.ts";
import type { Hit } from "./faults.ts";
import { round } from "./hash.ts";
import { quoteAt, type RawQuote, staleQuoteAt, ZERO_QUOTE } from "./quote.ts";
import type { World } from "./world.ts";

const HOUR_MS = 3_600_000;
const DAY_SECONDS = 86_400;
/** Of the lie `jump`: further than a stock goes in a quarter-hour. */
const JUMP = 1.4;
const SPLIT = 4;
/** Of the lie `previous_close`: neither a dividend nor a split. */
const WRONG_CLOSE = 1.1;

/** The quote that a fault makes of a symbol's, or `null` when the fault is none of that kind, or the symbol unknown. */
export function lieAbout(symbol: string, { kind, since }: Hit, world: World): RawQuote | null {
  if (kind === "zeros") return ZERO_QUOTE;
  if (companyOf(symbol) === undefined) return null;
  const quote = quoteAt(symbol, world.now, world);
  switch (kind) {
    case "stale":
      return staleQuoteAt(symbol, world.now, world);
    case "frozen":
      return { ...quoteAt(symbol, since, world), t: quote.t };
    case "backwards":
      return quoteAt(symbol, world.now - HOUR_MS, world);
    case "outside_range":
      return withPrice(quote, quote.h * 1.05);
    case "jump": {
      const lie = withPrice(quote, quote.c * JUMP);
      return { ...lie, h: Math.max(quote.h, lie.c) };
    }
    case "negative":
      return withPrice(quote, -quote.c);
    case "future":
      return { ...quote, t: quote.t + DAY_SECONDS };
    case "no_range":
      return { ...quote, h: round(quote.l * 0.99), l: round(quote.h * 1.01) };
    case "previous_close":
      return withPrice({ ...quote, pc: round(quote.pc * WRONG_CLOSE) }, quote.c);
    case "split": {
      const { c, h, l, o, pc } = quote;
      const after = {
        ...quote,
        h: round(h / SPLIT),
        l: round(l / SPLIT),
        o: round(o / SPLIT),
        pc: round(pc / SPLIT),
      };
      return withPrice(after, c / SPLIT);
    }
    default:
      return null;
  }
}

function withPrice(quote: RawQuote, price: number): RawQuote {
  const c = round(price);
  return { ...quote, c, d: round(c - quote.pc), dp: round((c - quote.pc) / quote.pc * 100, 4) };
}
