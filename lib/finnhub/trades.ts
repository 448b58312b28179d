import { type Log, SILENT } from "./log.ts";
import { PriceMerger } from "./price_merger.ts";
import { errorText, redact } from "./redact.ts";
import { type Sleep, sleep as realSleep } from "./time.ts";
import { readTradeMessage, type Trade } from "./trade_messages.ts";

export type { Trade };

/** Symbols that one key may subscribe to. */
export const MAX_TRADE_SYMBOLS = 50;

/** How the trades socket stands. */
export interface TradesStatus {
  readonly connected: boolean;
  /** When it came to stand so, epoch milliseconds. */
  readonly since: number;
  /** Symbols subscribed to, or to be once connected. */
  readonly subscribed: readonly string[];
  /** Symbols left out: past the limit, or refused by the server. */
  readonly dropped: readonly string[];
  /** Connections after the first. */
  readonly reconnects: number;
  /** Messages and trades that could not be read, and deliveries that failed. */
  readonly bad: number;
  /** Epoch milliseconds; null before the first message. */
  readonly lastMessageAt: number | null;
  /** Never holds the key. */
  readonly lastError: string | null;
}

/** Options of {@linkcode createTrades}. */
export interface TradesOptions {
  readonly apiKey: string;
  /** For instance `wss://ws.finnhub.io`; the key is added as `token`, the only way the provider takes it. */
  readonly wsUrl: string;
  readonly symbols: readonly string[];
  /** At most once a second, the last price of each symbol that traded. */
  readonly onPrices: (prices: readonly Trade[]) => void;
  readonly logger?: Log;
  /** Epoch milliseconds. @default {Date.now} */
  readonly now?: () => number;
  /** @default {setTimeout} */
  readonly sleep?: Sleep;
  /** 0 to 1, for jitter. @default {Math.random} */
  readonly random?: () => number;
  /** Silence after which a connection counts as dead: two pings missed. @default {150_000} */
  readonly silenceMs?: number;
  /** @default {(url) => new WebSocket(url)} */
  readonly connect?: (url: string) => WebSocket;
}

/** Live prices of a few symbols. */
export interface Trades {
  status(): TradesStatus;
  /** Hears these symbols from now on, and no others. */
  follow(symbols: readonly string[]): void;
  close(): void;
}

/** Between two connections: doubled from the first to the last, half of it random. */
const BACKOFF_MS = { first: 1_000, last: 60_000 };

/**
 * Opens the trades socket and keeps it open: one connection a key, since a second drops both.
 *
 * @throws {TypeError} for an address that is none
 */
export function createTrades(options: TradesOptions): Trades {
  const socket = new TradesSocket(options);
  socket.run();
  return socket;
}

/** See {@linkcode createTrades}. */
export class TradesSocket implements Trades {
  readonly #options: Required<Omit<TradesOptions, "symbols" | "wsUrl">>;
  readonly #url: string;
  readonly #merger: PriceMerger;
  readonly #closing = new AbortController();
  #symbols: string[] = [];
  #dropped: string[] = [];
  /** The connection that is open. */
  #socket: WebSocket | null = null;
  #connected = false;
  #since: number;
  #connections = 0;
  #failures = 0;
  #bad = 0;
  #lastMessageAt: number | null = null;
  #lastError: string | null = null;

  constructor(options: TradesOptions) {
    const { symbols, wsUrl, ...rest } = options;
    this.#options = {
      logger: SILENT,
      now: Date.now,
      sleep: realSleep,
      random: Math.random,
      silenceMs: 150_000,
      connect: (url) => new WebSocket(url),
      ...rest,
    };
    this.#url = socketAddress(wsUrl, options.apiKey);
    this.#since = this.#options.now();
    this.follow(symbols);
    const { now, sleep } = this.#options;
    this.#merger = new PriceMerger({
      now,
      sleep,
      everyMs: 1_000,
      deliver: (prices) => this.#deliver(prices),
    });
  }

  status(): TradesStatus {
    return {
      connected: this.#connected,
      since: this.#since,
      subscribed: [...this.#symbols],
      dropped: [...this.#dropped],
      reconnects: Math.max(0, this.#connections - 1),
      bad: this.#bad,
      lastMessageAt: this.#lastMessageAt,
      lastError: this.#lastError,
    };
  }

  follow(symbols: readonly string[]): void {
    const distinct = [...new Set(symbols)];
    const before = this.#symbols;
    this.#symbols = distinct.slice(0, MAX_TRADE_SYMBOLS);
    this.#dropped = distinct.slice(MAX_TRADE_SYMBOLS);
    if (this.#dropped.length > 0) {
      this.#options.logger.warning("Too many symbols for live prices", { dropped: this.#dropped });
    }
    // First those that go: a key may have only so many at a time.
    this.#tell("unsubscribe", before.filter((symbol) => !this.#symbols.includes(symbol)));
    this.#tell("subscribe", this.#symbols.filter((symbol) => !before.includes(symbol)));
  }

  #tell(type: "subscribe" | "unsubscribe", symbols: readonly string[]): void {
    if (this.#socket?.readyState !== WebSocket.OPEN) return;
    for (const symbol of symbols) this.#socket.send(JSON.stringify({ type, symbol }));
  }

  /** Closes the connection for good; nothing is delivered afterwards. */
  close(): void {
    this.#closing.abort();
    this.#merger.close();
  }

  /** Connects, and again whenever the connection ends, until closed. Never rejects. */
  async run(): Promise<void> {
    const { signal } = this.#closing;
    while (!signal.aborted) {
      const reason = await this.#connection(signal);
      this.#stand(false);
      if (signal.aborted) break;
      this.#lastError = redact(reason, this.#options.apiKey);
      const backoff = Math.min(BACKOFF_MS.last, BACKOFF_MS.first * 2 ** Math.min(10, this.#failures++));
      const waitMs = Math.round(backoff * (0.5 + this.#options.random() / 2));
      this.#options.logger.warning("Trades socket lost", { reason: this.#lastError, waitMs });
      try {
        await this.#options.sleep(waitMs, signal);
      } catch (error) {
        if (!signal.aborted) throw error;
      }
    }
  }

  /** One connection from its opening to its end; resolves with the reason of the end. */
  async #connection(closing: AbortSignal): Promise<string> {
    const { promise: ended, resolve: end } = Promise.withResolvers<string>();
    let socket: WebSocket;
    try {
      socket = this.#options.connect(this.#url);
    } catch (error) {
      return errorText(error, this.#options.apiKey);
    }
    this.#connections++;
    const watch = new AbortController();
    const heard = { at: this.#options.now() };
    const close = () => end("closed");
    closing.addEventListener("abort", close, { once: true });
    socket.onopen = () => {
      this.#stand(true);
      this.#socket = socket;
      this.#tell("subscribe", this.#symbols);
    };
    socket.onmessage = (event) => {
      this.#lastMessageAt = heard.at = this.#options.now();
      // A connection that speaks is a good one: the next backoff starts small.
      this.#failures = 0;
      this.#take(event.data);
    };
    socket.onerror = (event) => end(event instanceof ErrorEvent && event.message ? event.message : "error");
    socket.onclose = (event) => end(`closed by the server (${event.code})`);
    this.#watch(heard, watch.signal).then((silent) => silent && end("silent for too long"));
    const reason = await ended;
    this.#socket = null;
    watch.abort();
    closing.removeEventListener("abort", close);
    release(socket);
    return reason;
  }

  /** Resolves with true once nothing was heard for too long, with false when nobody watches any more. */
  async #watch(heard: { readonly at: number }, signal: AbortSignal): Promise<boolean> {
    const { silenceMs, now, sleep } = this.#options;
    for (let wait = silenceMs; wait > 0; wait = heard.at + silenceMs - now()) {
      try {
        // Never longer than the silence itself: the clock may have been set back meanwhile.
        await sleep(Math.min(wait, silenceMs), signal);
      } catch (error) {
        if (!signal.aborted) throw error;
        return false;
      }
    }
    return true;
  }

  #take(data: unknown): void {
    const message = readTradeMessage(data);
    if (message.type === "bad") this.#bad++;
    else if (message.type === "error") this.#refused(message.message);
    else if (message.type === "trades") {
      // Symbols nobody asked for would pile up in memory.
      const wanted = message.trades.filter((trade) => this.#symbols.includes(trade.symbol));
      this.#bad += message.bad + message.trades.length - wanted.length + this.#merger.add(wanted);
    }
  }

  /** The server's error names no symbol; it takes them in order, so the last one is the one too many. */
  #refused(message: string): void {
    this.#lastError = redact(message, this.#options.apiKey).slice(0, 200);
    const tooMany = /too many symbols/i.test(message);
    const symbol = tooMany ? this.#symbols.pop() : undefined;
    if (symbol !== undefined) this.#dropped.unshift(symbol);
    this.#options.logger.warning("Trades socket refused", { reason: this.#lastError, symbol });
  }

  #deliver(prices: readonly Trade[]): void {
    try {
      this.#options.onPrices(prices);
    } catch (error) {
      this.#bad++;
      this.#lastError = errorText(error, this.#options.apiKey);
      this.#options.logger.warning("Cannot deliver live prices", { reason: this.#lastError });
    }
  }

  #stand(connected: boolean): void {
    if (this.#connected === connected) return;
    this.#connected = connected;
    this.#since = this.#options.now();
    if (connected) this.#options.logger.info("Trades socket open", { symbols: this.#symbols.length });
  }
}

/** Lets go of a connection without waiting for its farewell, which a dead one never sends. */
function release(socket: WebSocket): void {
  socket.onopen =
    socket.onmessage =
    socket.onerror =
    socket.onclose =
      null;
  // Also breaks off a connection that is still being made.
  socket.close();
}

function socketAddress(wsUrl: string, apiKey: string): string {
  const url = URL.parse(wsUrl);
  if (url === null || !/^wss?:$/.test(url.protocol)) {
    throw new TypeError(`Cannot use the socket's address "${wsUrl}": expected ws(s)://host`);
  }
  url.searchParams.set("token", apiKey);
  return url.href;
}
