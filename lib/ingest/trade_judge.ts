import { type Doubt, judgeQuotes, type Past, type Quote, type TradingDays } from "@/lib/detector/mod.ts";
import type { Trade } from "@/lib/finnhub/trades.ts";
import type { Store } from "@/lib/store/store.ts";
import type { Logger } from "@/lib/telemetry/mod.ts";
import { pastOn } from "./quote_past.ts";

/** What judging trades needs. */
export interface TradeJudgeOptions {
  readonly store: Store;
  readonly days: TradingDays;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly logger: Logger;
}

/** What is remembered of a symbol's trades. */
interface Heard {
  /** Time of the newest quote that `past` was made with. */
  readonly quotedAt: unknown;
  readonly past: Past;
  /** The last trade that was believed. */
  readonly last: Quote | null;
  /** Trades doubted one after the other that agree. */
  readonly held: readonly Quote[] | undefined;
}

/**
 * Lays prices of the trades socket before the detector, before anybody sees them: what jumps too far from the last
 * good price is kept out and counted. Two sightings more, five minutes apart, make it believed, as they do a quote;
 * a good quote moves the last good price at once. See docs/detector.md.
 */
export class TradeJudge {
  readonly #options: TradeJudgeOptions;
  readonly #heard = new Map<string, Heard>();
  #doubted = 0;

  constructor(options: TradeJudgeOptions) {
    this.#options = options;
  }

  /** Trades that were kept out since the start. */
  get doubted(): number {
    return this.#doubted;
  }

  /** Those of some trades that are believed. The others' moves tell a crash of the market from a lie. */
  believed(trades: readonly Trade[]): Trade[] {
    const fetchedAt = this.#options.now();
    const heard = trades.map((trade) => ({ trade, known: this.#knownOf(trade.symbol) }));
    const candidates = heard.map(({ trade, known }) => ({
      quote: quoteOf(trade, fetchedAt),
      past: { ...known.past, last: newerOf(known.past.last, known.last) },
      watch: { held: known.held },
    }));
    // The socket speaks of what was just traded: that the exchange is open is no question, nor how long a price stood.
    const judgements = judgeQuotes(candidates, { isOpen: false, days: this.#options.days });
    return judgements.flatMap(({ quote, doubt, watch }, index) => {
      const { trade, known } = heard[index] ?? {};
      if (trade === undefined || known === undefined) return [];
      const last = doubt === null ? quote : known.last;
      this.#heard.set(trade.symbol, { ...known, last, held: watch.held });
      if (doubt === null) return [trade];
      this.#doubted++;
      // A lie that goes on is one line of the log.
      if (known.held === undefined) this.#warn(trade, doubt);
      return [];
    });
  }

  #warn({ symbol, price }: Trade, { kind, reason }: Doubt): void {
    this.#options.logger.warning("Trade not believed", { symbol, price, kind, reason });
  }

  /** What is known of a symbol; its past is summed up anew when there is another quote. */
  #knownOf(symbol: string): Heard {
    const { store, days } = this.#options;
    const known = this.#heard.get(symbol);
    const quotedAt = store.ledger("stock_quotes").latest(symbol)?.as_of;
    if (known !== undefined && known.quotedAt === quotedAt) return known;
    return {
      quotedAt,
      past: pastOn(store, symbol, days),
      last: known?.last ?? null,
      held: known?.held,
    };
  }
}

/** A trade knows its price and time, and nothing of the day. */
function quoteOf({ symbol, price, at }: Trade, fetchedAt: number): Quote {
  return { symbol, price, high: null, low: null, open: null, previousClose: null, at, fetchedAt };
}

function newerOf(a: Quote | null, b: Quote | null): Quote | null {
  return a === null || (b !== null && b.at > a.at) ? b : a;
}
