import { companyOf } from "./companies.ts";
import { isForeign } from "./company.ts";
import { type RawTrade, tradeAt, tradesBetween } from "./trades.ts";
import type { World } from "./world.ts";

/** Options of {@linkcode TradesServer}. */
export interface TradesServerOptions {
  readonly world: () => World;
  /** @default 1000 */
  readonly tradesIntervalMs?: number;
  /** @default 60000 */
  readonly pingIntervalMs?: number;
}

/** Symbols one connection may subscribe to. */
const MOST_SYMBOLS = 50;
/** Trades older than this are not caught up when the clock jumps. */
const CATCH_UP_MS = 5000;

/** The WebSocket of trades: one connection a key, trades of the same path as the quotes while the market is open. */
export class TradesServer {
  readonly #options: TradesServerOptions;
  readonly #connections = new Map<string, Connection>();
  readonly #ending = new Set<Promise<void>>();

  constructor(options: TradesServerOptions) {
    this.#options = options;
  }

  /** Upgrades an authorized request. As at Finnhub, a second connection with the same key drops both. */
  accept(request: Request, key: string): Response {
    if (request.headers.get("upgrade")?.toLowerCase() !== "websocket") {
      return new Response("Expected a WebSocket", { status: 426 });
    }
    const { socket, response } = Deno.upgradeWebSocket(request, { idleTimeout: 0 });
    const connection = new Connection(socket, this.#options);
    const first = this.#connections.get(key);
    this.#connections.set(key, connection);
    const ended = connection.ended.then(() => {
      this.#ending.delete(ended);
      if (this.#connections.get(key) === connection) this.#connections.delete(key);
    });
    this.#ending.add(ended);
    if (first) {
      this.#connections.delete(key);
      first.drop();
      connection.drop();
    }
    return response;
  }

  /** Ends every connection and waits until they are gone. */
  async close(): Promise<void> {
    for (const connection of this.#connections.values()) connection.drop();
    await Promise.all(this.#ending);
  }
}

class Connection {
  readonly ended: Promise<void>;
  readonly #socket: WebSocket;
  readonly #options: TradesServerOptions;
  readonly #symbols = new Set<string>();
  readonly #timers: ReturnType<typeof setInterval>[] = [];
  #sentUntil = 0;
  #dropped = false;

  constructor(socket: WebSocket, options: TradesServerOptions) {
    this.#socket = socket;
    this.#options = options;
    socket.onopen = () => this.#start();
    socket.onmessage = ({ data }) => this.#read(data);
    this.ended = new Promise((resolve) => {
      const end = () => {
        for (const timer of this.#timers) clearInterval(timer);
        resolve();
      };
      socket.onclose = end;
      // A caller that vanished is an end like any other; nothing more can be sent to it.
      socket.onerror = end;
    });
  }

  drop(): void {
    this.#dropped = true;
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.close(1001);
  }

  #start(): void {
    if (this.#dropped) return this.#socket.close(1001);
    this.#sentUntil = this.#options.world().now;
    this.#timers.push(
      setInterval(() => this.#sendTrades(), this.#options.tradesIntervalMs ?? 1000),
      setInterval(() => this.#send({ type: "ping" }), this.#options.pingIntervalMs ?? 60_000),
    );
  }

  #read(data: unknown): void {
    const message = parsed(data);
    const symbol = message?.symbol;
    if (typeof symbol !== "string") return this.#error("Invalid message");
    if (message?.type === "unsubscribe") {
      this.#symbols.delete(symbol);
    } else if (message?.type === "subscribe") {
      if (this.#symbols.has(symbol)) return;
      if (this.#symbols.size >= MOST_SYMBOLS) return this.#error("Subscribing to too many symbols");
      if (this.#options.world().plan === "free" && isForeign(symbol)) {
        return this.#error("You don't have access to this resource.");
      }
      this.#symbols.add(symbol);
    } else this.#error("Invalid message");
  }

  #sendTrades(): void {
    const world = this.#options.world();
    const from = Math.max(this.#sentUntil, world.now - CATCH_UP_MS);
    this.#sentUntil = world.now;
    for (const symbol of this.#symbols) {
      if (!companyOf(symbol)) continue;
      const trades: readonly RawTrade[] = tradesBetween(symbol, from, world.now, world);
      // A clock that stands still, or a short interval, still sees a live market.
      const now = trades.length === 0 ? tradeAt(symbol, world.now, world) : null;
      if (now) this.#send({ data: [now], type: "trade" });
      else if (trades.length > 0) this.#send({ data: trades, type: "trade" });
    }
  }

  #error(msg: string): void {
    this.#send({ msg, type: "error" });
  }

  #send(message: unknown): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }
}

/** The object in a text message; null for anything else, which is answered as invalid. */
function parsed(data: unknown): Record<string, unknown> | null {
  if (typeof data !== "string") return null;
  try {
    const value: unknown = JSON.parse(data);
    return typeof value === "object" && value !== null ? value as Record<string, unknown> : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
