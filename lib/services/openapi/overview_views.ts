import type { Operation } from "./operations.ts";
import { AT, IF_NONE_MATCH } from "./parameters.ts";
import { cachedJson, problems } from "./responses.ts";
import {
  COUNT,
  described,
  listOf,
  nullable,
  NUMBER,
  object,
  ref,
  type Schema,
  TEXT,
  TIME,
} from "./schema.ts";

const PERCENT: Schema = { ...NUMBER, "x-unit": "percent" };
const LEVEL = nullable(described(NUMBER, "In the listing's currency."));
const SHARE: Schema = { ...NUMBER, minimum: 0, maximum: 1 };

/** What the market page shows beside the quotes. */
export const OVERVIEW_SCHEMAS: Readonly<Record<string, Schema>> = {
  Overview: object({
    levels: listOf(
      object({
        symbol: TEXT,
        week_ago: LEVEL,
        month_ago: LEVEL,
        year_high: LEVEL,
        year_low: LEVEL,
        sma_50: LEVEL,
        sma_200: LEVEL,
        average_volume: nullable(described(NUMBER, "Shares a day, mean of ten sessions.")),
      }),
      "What each price is held against; null where it is not known.",
    ),
    day: object({
      from: nullable(TIME),
      to: nullable(TIME),
      equal: listOf(PERCENT, "Mean change since the previous close, at equal distances of time."),
      weighted: listOf(PERCENT, "The same, weighted by market value."),
    }, "The index of the watchlist, today."),
    map: object({
      tiles: listOf(object({
        symbol: TEXT,
        name: TEXT,
        x: SHARE,
        y: SHARE,
        width: SHARE,
        height: SHARE,
        market_cap_millions: NUMBER,
      })),
      unvalued: listOf(TEXT, "Symbols whose market value is not known."),
      smaller: described(COUNT, "Smaller companies that are not on it."),
    }, "The watchlist as a map whose areas are market values; places are shares of its sides."),
    news: listOf(
      object({
        id: TEXT,
        headline: TEXT,
        url: TEXT,
        publisher: TEXT,
        published_at: nullable(TIME),
        "symbols?": listOf(TEXT, "Symbols of the watchlist that it is about."),
      }),
      "Headlines of the market and of the watchlist's companies, newest first.",
    ),
    news_checked_at: described(nullable(TIME), "When news of the market was last asked for with success."),
  }, "What the market page shows beside the quotes."),
};

/** The route of it. */
export const OVERVIEW_OPERATION: Operation = {
  path: "/api/overview",
  method: "get",
  operationId: "getOverview",
  tag: "Market",
  summary: "Levels, index, map and news of the watchlist",
  parameters: [AT, IF_NONE_MATCH],
  responses: { ...cachedJson(ref("Overview"), "As the market page shows it."), ...problems(400) },
};
