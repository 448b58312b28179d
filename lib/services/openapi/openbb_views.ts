import { RANGES } from "@/lib/market/history.ts";
import type { Operation } from "./operations.ts";
import { AT, IF_NONE_MATCH, query, SYMBOL } from "./parameters.ts";
import { STORIES } from "./reading_views.ts";
import { cachedJson, problems } from "./responses.ts";
import {
  described,
  listOf,
  nullable,
  NUMBER,
  object,
  oneOf,
  ref,
  type Schema,
  TEXT,
  TIME,
} from "./schema.ts";

const PRICE = nullable(NUMBER);

/** What OpenBB Workspace asks for in shapes of its own. */
export const OPENBB_SCHEMAS: Readonly<Record<string, Schema>> = {
  OpenBbBars: listOf(object({
    time: described(TIME, "Beginning of the bar."),
    open: PRICE,
    high: PRICE,
    low: PRICE,
    close: PRICE,
    volume: PRICE,
    source: TEXT,
  })),
  OpenBbArticles: listOf(object({
    title: TEXT,
    date: TIME,
    author: TEXT,
    excerpt: TEXT,
    body: described(TEXT, "Markdown."),
  })),
  OpenBbSymbols: listOf(object({ label: TEXT, value: TEXT })),
};

const FOR_OPENBB = "For OpenBB Workspace, whose pages may read it from their own origin.";

/** The routes of them. */
export const OPENBB_OPERATIONS: readonly Operation[] = [
  {
    path: "/widgets.json",
    method: "get",
    operationId: "getOpenBbWidgets",
    tag: "Operations",
    summary: "The widgets that OpenBB Workspace can show of this",
    description: FOR_OPENBB,
    parameters: [IF_NONE_MATCH],
    responses: cachedJson({ type: "object" }, "Widgets by id."),
  },
  {
    path: "/apps.json",
    method: "get",
    operationId: "getOpenBbApps",
    tag: "Operations",
    summary: "A dashboard of these widgets",
    description: FOR_OPENBB,
    parameters: [IF_NONE_MATCH],
    responses: cachedJson({ type: "array" }, "Dashboards."),
  },
  {
    path: "/api/openbb/history",
    method: "get",
    operationId: "getOpenBbHistory",
    tag: "Market",
    summary: "A stock's bars by row",
    description: FOR_OPENBB,
    parameters: [
      query("symbol", SYMBOL, "A stock of the watchlist; without it the first."),
      query("range", { ...oneOf(RANGES), default: "6M" }, "Stretch of time that ends now."),
      AT,
      IF_NONE_MATCH,
    ],
    responses: { ...cachedJson(ref("OpenBbBars"), "The bars, oldest first."), ...problems(400, 404) },
  },
  {
    path: "/api/openbb/news",
    method: "get",
    operationId: "getOpenBbNews",
    tag: "Market",
    summary: "The newest stories as a news feed",
    description: FOR_OPENBB,
    parameters: [
      query("symbol", { type: "array", items: SYMBOL }, "As of /api/news."),
      query("q", TEXT, "As of /api/news."),
      STORIES,
      AT,
      IF_NONE_MATCH,
    ],
    responses: { ...cachedJson(ref("OpenBbArticles"), "The stories."), ...problems(400) },
  },
  {
    path: "/api/openbb/symbols",
    method: "get",
    operationId: "getOpenBbSymbols",
    tag: "Market",
    summary: "The watchlist as choices",
    description: FOR_OPENBB,
    parameters: [IF_NONE_MATCH],
    responses: cachedJson(ref("OpenBbSymbols"), "The symbols."),
  },
];
