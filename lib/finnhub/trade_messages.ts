/** One trade as the socket tells it. */
export interface Trade {
  readonly symbol: string;
  readonly price: number;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** What a message of the trades socket says; `bad` counts what could not be read of it. */
export type TradeMessage =
  | { readonly type: "trades"; readonly trades: readonly Trade[]; readonly bad: number }
  | { readonly type: "ping" }
  | { readonly type: "error"; readonly message: string }
  | { readonly type: "bad" };

const BAD: TradeMessage = { type: "bad" };

/** Reads one message. Never throws: what the socket sends is not ours to trust. */
export function readTradeMessage(data: unknown): TradeMessage {
  const message = parse(data);
  if (message === null) return BAD;
  if (message.type === "ping") return { type: "ping" };
  if (message.type === "error") {
    return { type: "error", message: typeof message.msg === "string" ? message.msg : "" };
  }
  if (message.type !== "trade" || !Array.isArray(message.data)) return BAD;
  const trades = message.data.map(readTrade).filter((trade) => trade !== null);
  return { type: "trades", trades, bad: message.data.length - trades.length };
}

function readTrade(data: unknown): Trade | null {
  if (!isObject(data)) return null;
  const { s: symbol, p: price, t: at } = data;
  if (typeof symbol !== "string" || typeof price !== "number" || typeof at !== "number") return null;
  return price > 0 && Number.isFinite(price) && Number.isFinite(at) ? { symbol, price, at } : null;
}

function parse(data: unknown): Record<string, unknown> | null {
  if (typeof data !== "string") return null;
  try {
    const message: unknown = JSON.parse(data);
    return isObject(message) ? message : null;
  } catch {
    // Counted as bad by the caller.
    return null;
  }
}

function isObject(data: unknown): data is Record<string, unknown> {
  return typeof data === "object" && data !== null && !Array.isArray(data);
}
