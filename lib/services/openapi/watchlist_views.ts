import type { Operation } from "./operations.ts";
import { IF_NONE_MATCH, SYMBOL_IN_PATH } from "./parameters.ts";
import { cachedJson, freshJson, problems } from "./responses.ts";
import { COUNT, described, FLAG, listOf, nullable, object, oneOf, ref, type Schema, TEXT } from "./schema.ts";

/** The list that the server polls, and what can be put on it. */
export const WATCHLIST_SCHEMAS: Readonly<Record<string, Schema>> = {
  Watchlist: object({
    symbols: listOf(TEXT, "What is polled, in the list's order."),
    added: listOf(TEXT, "Those that are not in STOCK_SYMBOLS."),
    removed: listOf(TEXT, "Those of STOCK_SYMBOLS that are not polled."),
    most: described(COUNT, "Symbols that the list may have."),
  }, "The symbols that the server polls."),
  WatchlistChange: object({
    symbol: TEXT,
    "action?": { ...oneOf(["add", "remove"]), default: "add" },
  }),
  WatchlistEvent: object({
    symbols: listOf(TEXT, "The list from now on, in its order."),
    quotes: listOf(ref("Quote"), "The lines that are new to it."),
  }, "The list of symbols is another one."),
  Search: object({
    query: TEXT,
    results: listOf(
      object({
        symbol: TEXT,
        name: TEXT,
        type: described(TEXT, "The provider's word for what it is, or empty."),
        polled: described(FLAG, "Whether it is on the server's list."),
      }),
      "The best first.",
    ),
    note: nullable(
      described(TEXT, "Why only the server's list was searched; null where the provider was too."),
    ),
  }, "What a search found."),
};

const CHANGE = { schema: ref("WatchlistChange") };
const ADMIN = [{ adminToken: [] }, { adminCookie: [] }, {}];

/** What can be asked of the list, and looked for to put on it. */
export const WATCHLIST_OPERATIONS: readonly Operation[] = [
  {
    path: "/api/search",
    method: "get",
    operationId: "searchSymbols",
    tag: "Market",
    summary: "Symbols by symbol or name",
    description:
      "Answers of the provider are kept for an hour, and only a few calls a minute are spent on it.",
    parameters: [
      {
        name: "q",
        in: "query",
        required: true,
        description: "Letters of a symbol or a name.",
        schema: { type: "string", minLength: 1, maxLength: 40 },
        example: "apple",
      },
      IF_NONE_MATCH,
    ],
    responses: { ...cachedJson(ref("Search"), "What was found."), ...problems(400) },
  },
  {
    path: "/api/watchlist",
    method: "get",
    operationId: "getWatchlist",
    tag: "Market",
    summary: "The symbols that the server polls",
    parameters: [IF_NONE_MATCH],
    responses: cachedJson(ref("Watchlist"), "The list."),
  },
  {
    path: "/api/watchlist",
    method: "post",
    operationId: "changeWatchlist",
    tag: "Market",
    summary: "Add a symbol to the server's list, or remove one",
    description:
      "What is added stays over a restart, and is asked for at once. What is removed is not asked for any more; what is " +
      "known of it stays. For whom it is, see /api/ingest.",
    requestBody: {
      required: true,
      content: { "application/json": CHANGE, "application/x-www-form-urlencoded": CHANGE },
    },
    security: ADMIN,
    responses: {
      ...freshJson(200, ref("Watchlist"), "The list as it is now."),
      ...problems(400, 401, 403, 404, 409, 413, 503, 507),
    },
  },
  {
    path: "/api/watchlist/{symbol}",
    method: "delete",
    operationId: "removeSymbol",
    tag: "Market",
    summary: "Remove a symbol from the server's list",
    parameters: [SYMBOL_IN_PATH],
    security: ADMIN,
    responses: {
      ...freshJson(200, ref("Watchlist"), "The list as it is now."),
      ...problems(400, 401, 403, 404, 409, 503, 507),
    },
  },
];
