import type { Sleep } from "./time.ts";
import type { Trade } from "./trade_messages.ts";

/** Trades dated further ahead than this come from a clock gone wrong; one would silence its symbol until then. */
const AHEAD_MS = 60_000;

/** Where prices go and what time it is. */
export interface PriceMergerOptions {
  readonly now: () => number;
  readonly sleep: Sleep;
  /** Least time between two deliveries, milliseconds. */
  readonly everyMs: number;
  readonly deliver: (prices: readonly Trade[]) => void;
}

/**
 * Merges trades to the last price of each symbol, delivered at once after a quiet second and then once a
 * second. By the trade's own time: one that arrives late never replaces a newer one.
 */
export class PriceMerger {
  readonly #options: PriceMergerOptions;
  readonly #latest = new Map<string, Trade>();
  readonly #changed = new Set<string>();
  #deliveredAt = -Infinity;
  #waiting: AbortController | null = null;

  constructor(options: PriceMergerOptions) {
    this.#options = options;
  }

  /** Takes trades in; gives how many were dated in the future and left out. */
  add(trades: readonly Trade[]): number {
    const now = this.#options.now();
    let bad = 0;
    for (const trade of trades) {
      if (trade.at > now + AHEAD_MS) {
        bad++;
        continue;
      }
      const known = this.#latest.get(trade.symbol);
      // The same millisecond can hold many trades: the later in the message is the later one.
      if (known && trade.at < known.at) continue;
      this.#latest.set(trade.symbol, trade);
      this.#changed.add(trade.symbol);
    }
    if (this.#changed.size > 0) this.#schedule(now);
    return bad;
  }

  /** Drops what is not delivered yet. */
  close(): void {
    this.#changed.clear();
    this.#waiting?.abort();
  }

  #schedule(now: number): void {
    if (this.#waiting) return;
    // A clock set back must not hold prices up.
    const since = Math.max(0, now - this.#deliveredAt);
    const wait = this.#options.everyMs - since;
    if (wait <= 0) return this.#deliver();
    const waiting = this.#waiting = new AbortController();
    this.#options.sleep(wait, waiting.signal).then(() => {
      this.#waiting = null;
      this.#deliver();
    }, () => {
      // Closed meanwhile: nobody wants the prices.
    });
  }

  #deliver(): void {
    const prices: Trade[] = [];
    for (const symbol of this.#changed) {
      const trade = this.#latest.get(symbol);
      if (trade) prices.push(trade);
    }
    this.#changed.clear();
    this.#deliveredAt = this.#options.now();
    if (prices.length > 0) this.#options.deliver(prices);
  }
}
