import { HttpError } from "fresh";
import type { Failed } from "@/lib/finnhub/answer.ts";
import { StoreError } from "@/lib/store/store_error.ts";
import { oneOf, symbolOf } from "./parameters.ts";
import type { Services } from "./services.ts";
import { fieldsOf } from "./small_body.ts";
import { MOST_SYMBOLS } from "./watchlist.ts";

/** The list that the server polls, and how it differs from what it was configured with. */
export interface WatchlistView {
  readonly symbols: readonly string[];
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Symbols that the list may have. */
  readonly most: number;
}

/** What is to be done about a symbol. */
export interface WatchlistRequest {
  readonly symbol: string;
  readonly action: "add" | "remove";
}

/** Describes the list. */
export function watchlistView({ watchlist }: Pick<Services, "watchlist">): WatchlistView {
  return { symbols: watchlist.symbols, ...watchlist.changes, most: MOST_SYMBOLS };
}

/**
 * What a request wants done: `{"symbol": "NFLX"}` adds, as JSON or a form; `action` may say `remove`.
 * @throws {HttpError} 400 when it says nothing of the kind
 */
export async function watchlistRequestOf(request: Request): Promise<WatchlistRequest> {
  const fields = await fieldsOf(request, '{"symbol": "NFLX"}');
  return {
    symbol: symbolOf(fields.get("symbol")?.trim()),
    action: oneOf(new URLSearchParams([...fields]), "action", ["add", "remove"], "add"),
  };
}

/**
 * Adds a symbol that the provider knows and this key may ask for.
 * @throws {HttpError} 404 for a symbol that the provider does not know, 409 for one that the plan refuses or that does
 * not fit any more, 503 when the provider cannot be asked, 507 when the volume is full
 */
export async function addSymbol(services: Services, symbol: string): Promise<WatchlistView> {
  const { watchlist, logger } = services;
  if (!watchlist.symbols.includes(symbol)) {
    await requireKnown(services, symbol);
    if (await changed(watchlist.add(symbol))) logger.info("Symbol added to the watchlist", { symbol });
  }
  return watchlistView(services);
}

/**
 * Takes a symbol off the list.
 * @throws {HttpError} 404 for one that is not on it, 409 for the last, 507 when the volume is full
 */
export async function removeSymbol(services: Services, symbol: string): Promise<WatchlistView> {
  if (!await changed(services.watchlist.remove(symbol))) {
    throw new HttpError(404, `"${symbol}" is not on the server's list`);
  }
  services.logger.info("Symbol removed from the watchlist", { symbol });
  return watchlistView(services);
}

/** A price is proof enough. A known symbol's quote is all zeros at times: then the search decides. */
async function requireKnown({ finnhub, search }: Services, symbol: string): Promise<void> {
  const quote = await finnhub.quote(symbol);
  if (!quote.ok) throw unasked(quote, symbol);
  if (typeof quote.data["c"] === "number" && quote.data["c"] > 0) return;
  const found = await search.find(symbol, true);
  if (found === "busy") throw new HttpError(503, "Many searches at once: try again in a minute");
  if (!found.ok && found.kind !== "refused") throw unasked(found, symbol);
  const matches = found.ok ? found.data : [];
  if (matches.some((match) => match.symbol === symbol)) return;
  const others = matches.slice(0, 3).map((match) => match.symbol).join(", ");
  throw new HttpError(
    404,
    `The provider knows no symbol "${symbol}"${others === "" ? "" : `; perhaps ${others}`}`,
  );
}

function unasked({ kind, message }: Failed, symbol: string): HttpError {
  return kind === "refused"
    ? new HttpError(409, `This key's plan has no quotes of "${symbol}"`)
    : new HttpError(503, `The provider could not be asked about "${symbol}": ${message}`);
}

async function changed(change: Promise<boolean>): Promise<boolean> {
  try {
    return await change;
  } catch (error) {
    if (error instanceof RangeError) throw new HttpError(409, error.message, { cause: error });
    if (error instanceof StoreError) {
      throw new HttpError(error.code === "full" ? 507 : 503, error.message, { cause: error });
    }
    throw error;
  }
}
