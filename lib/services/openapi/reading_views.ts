import { KINDS } from "@/lib/market/calendar/event.ts";
import { MOST_STORIES, PAGE_STORIES } from "../news_view.ts";
import type { Operation } from "./operations.ts";
import { AT, IF_NONE_MATCH, INSTANT, query, SYMBOL } from "./parameters.ts";
import { cachedJson, cachedText, problems } from "./responses.ts";
import {
  COUNT,
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

const DATE: Schema = { type: "string", format: "date" };
const PERCENT: Schema = { ...NUMBER, "x-unit": "percent" };
const USD: Schema = { ...NUMBER, "x-unit": "USD" };

/** How many stories an answer has. */
export const STORIES = query(
  "limit",
  { type: "integer", minimum: 1, maximum: MOST_STORIES, default: PAGE_STORIES },
  "Stories of an answer.",
);

function eventSchema(kind: string, status: Schema, further: Readonly<Record<string, Schema>>): Schema {
  return object({
    id: described(TEXT, "Names it for good, whatever its date or state becomes."),
    kind: { const: kind },
    date: described(DATE, "Day in New York."),
    symbol: described(TEXT, "Empty where there is none."),
    status,
    ...further,
    updated_at: described(TIME, "When this was learned."),
  });
}

/** News and calendar. */
export const READING_SCHEMAS: Readonly<Record<string, Schema>> = {
  Story: object({
    id: TEXT,
    headline: TEXT,
    summary: described(TEXT, "Empty where there is none."),
    url: described(TEXT, "Empty where the provider gives no web address."),
    publisher: TEXT,
    published_at: nullable(TIME),
    time: described(TIME, "When it was published or, where nobody says, fetched."),
    symbols: listOf(TEXT, "Symbols that it came under; none of news of the market."),
    score: nullable(
      described(
        { ...NUMBER, minimum: -1, maximum: 1 },
        "Our score of the headline's words; null of news of the market.",
      ),
    ),
    tone: nullable(oneOf(["good", "bad", "neutral"], "The score in a word.")),
  }, "An article, under however many symbols and addresses the provider told it."),
  News: object({
    items: listOf(
      ref("Story"),
      "Newest first; those of one instant are not parted, so it can be a few more than asked for.",
    ),
    total: described(COUNT, "Stories that the filter lets through, on whatever page."),
    older: nullable(described(TIME, "What to give as `before` for the next page; null where there is none.")),
  }),
  CalendarEvent: {
    oneOf: [
      eventSchema("earnings", oneOf(["expected", "reported"]), {
        year: described({ type: "integer" }, "Fiscal year."),
        quarter: described({ type: "integer" }, "Fiscal quarter."),
        hour: described(
          TEXT,
          "`bmo` before the open, `amc` after the close, `dmh` during the session; empty: not said.",
        ),
        eps_estimate: nullable(USD),
        eps_actual: nullable(USD),
        surprise_percent: nullable(described(PERCENT, "Of the estimate.")),
        revenue_estimate: nullable(USD),
        revenue_actual: nullable(USD),
      }),
      eventSchema("dividend", oneOf(["ex-date", "payment"]), {
        amount: nullable(described(NUMBER, "Per share, in `currency`.")),
        currency: TEXT,
        ex_date: DATE,
        pay_date: nullable(DATE),
      }),
      eventSchema("ipo", described(TEXT, "`expected`, `priced`, `filed` or `withdrawn`."), {
        name: TEXT,
        exchange: TEXT,
        price: described(
          TEXT,
          "USD: a price, or a range such as `18.00-20.00`; empty where it is not known.",
        ),
        shares: nullable(NUMBER),
        value_usd: nullable(USD),
      }),
      eventSchema("holiday", oneOf(["closed", "early close", "late open"]), {
        name: TEXT,
        opens_at: nullable(TIME),
        closes_at: nullable(TIME),
      }),
    ],
  },
  Calendar: object({
    month: described({ type: "string", pattern: "^\\d{4}-\\d{2}$" }, "`YYYY-MM`, New York's."),
    events: listOf(ref("CalendarEvent"), "By day."),
  }),
};

const SYMBOLS = query(
  "symbol",
  { type: "array", items: SYMBOL },
  "Only what is about any of these; given more than once, or with commas.",
);
const KIND = query(
  "kind",
  { type: "array", items: oneOf(KINDS) },
  "Only these kinds; given more than once, or with commas. `holiday`: days on which the exchange is closed, or not open as long.",
);

/** The routes of them. */
export const READING_OPERATIONS: readonly Operation[] = [
  {
    path: "/api/news",
    method: "get",
    operationId: "getNews",
    tag: "Market",
    summary: "Headlines of the market and of every company, each story once",
    parameters: [
      SYMBOLS,
      query(
        "source",
        { type: "array", items: TEXT },
        "Only what any of these published; given more than once.",
      ),
      query("q", TEXT, "Words that all stand in headline, publisher or symbols."),
      query("before", INSTANT, "Only what is older: the page after the one whose `older` it is."),
      STORIES,
      AT,
      IF_NONE_MATCH,
    ],
    responses: { ...cachedJson(ref("News"), "The stories."), ...problems(400) },
  },
  {
    path: "/api/calendar",
    method: "get",
    operationId: "getCalendar",
    tag: "Market",
    summary: "A month's earnings, dividends, IPOs and market days",
    parameters: [
      query(
        "month",
        { type: "string", pattern: "^(\\d{4}-\\d{2})?$" },
        "`YYYY-MM`; without it the present one.",
      ),
      KIND,
      SYMBOLS,
      AT,
      IF_NONE_MATCH,
    ],
    responses: { ...cachedJson(ref("Calendar"), "The events."), ...problems(400) },
  },
  {
    path: "/calendar.ics",
    method: "get",
    operationId: "getCalendarFile",
    tag: "Market",
    summary: "The calendar as a file to subscribe to",
    description: "iCalendar (RFC 5545): a quarter of a year back, and on to the end of the next year.",
    parameters: [KIND, SYMBOLS, AT, IF_NONE_MATCH],
    responses: cachedText("text/calendar", "The file."),
  },
];
