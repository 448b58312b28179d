import { type Dataset, header } from "@/lib/datasets/mod.ts";
import { INTERVALS, RANGES } from "@/lib/market/history.ts";
import { VERDICT_LABELS } from "@/lib/market/verdict.ts";
import { rowName } from "./rows.ts";
import {
  COUNT,
  described,
  FLAG,
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

const PRICE = described(NUMBER, "In the listing's currency.");

const VERDICT = oneOf(Object.keys(VERDICT_LABELS), "How far the number can be trusted to be today's.");

/** The verdicts on a dataset of all symbols. */
export const VERDICTS: Readonly<Record<string, Schema>> = {
  verdict: described(VERDICT, "The most worrying of its symbols."),
  verdicts: object(
    Object.fromEntries(Object.keys(VERDICT_LABELS).map((verdict) => [verdict, COUNT])),
    "How many symbols have each verdict; a dataset of the whole market counts as one.",
  ),
};

const QUOTE: Readonly<Record<string, Schema>> = {
  symbol: TEXT,
  name: described(TEXT, "Company's name; empty until the profile is known."),
  industry: TEXT,
  price: nullable(described(PRICE, "Last good price; null when none was ever seen.")),
  change: nullable(PRICE),
  change_percent: nullable({ ...NUMBER, "x-unit": "percent" }),
  day_open: nullable(PRICE),
  day_high: nullable(PRICE),
  day_low: nullable(PRICE),
  previous_close: nullable(PRICE),
  market_cap_millions: nullable(described(NUMBER, "Millions of the currency.")),
  source: described(TEXT, "Where the price comes from: `finnhub:/quote`, or `finnhub:trades` between slots."),
  as_of: nullable(described(TIME, "When the exchange said it.")),
  fetched_at: nullable(described(TIME, "When it was fetched.")),
  checked_at: nullable(described(TIME, "When it was last asked for with success.")),
  verdict: VERDICT,
  doubt: nullable(
    object({
      kind: described(TEXT, "One word: `frozen`, `jump`, `stale` and others."),
      reason: TEXT,
      since: TIME,
    }, "Why the provider's newest word is not believed, so that an older number stands."),
  ),
  spark: listOf(NUMBER, "Prices of about the last day, oldest first, thinned."),
};

/** What the exchange and the watchlist show. */
export const MARKET_SCHEMAS: Readonly<Record<string, Schema>> = {
  Market: object({
    is_open: FLAG,
    session: nullable(oneOf(["pre-market", "regular", "post-market"])),
    holiday: nullable(TEXT),
    opened_at: nullable(described(TIME, "When the session in progress began.")),
    next_open: nullable(described(TIME, "Null where the exchange is open round the clock.")),
    next_close: nullable(TIME),
    previous_close: nullable(TIME),
    source: oneOf(["calendar", "provider"], "Who says so: our rules, or the provider where it disagrees."),
  }, "What the exchange is doing."),
  Quote: object(QUOTE, "One line of the watchlist."),
  Freshness: object({
    as_of: nullable(
      described(
        TIME,
        "When the provider said the newest of it; where it gives no time, when that was fetched.",
      ),
    ),
    checked_at: nullable(described(TIME, "When it was last asked for with success.")),
    verdict: VERDICT,
  }, "The clocks of a dataset of one stock."),
  Quotes: object({ market: ref("Market"), quotes: listOf(ref("Quote")) }),
  History: object({
    symbol: TEXT,
    range: oneOf(RANGES),
    interval: oneOf(INTERVALS),
    sources: listOf(TEXT, "Where the bars come from, each once."),
    time: listOf(NUMBER, "Beginning of each bar, epoch seconds."),
    open: listOf(PRICE),
    high: listOf(PRICE),
    low: listOf(PRICE),
    close: listOf(PRICE),
    volume: listOf(nullable(NUMBER), "Shares; null where the bar was built from quotes."),
    source: listOf(COUNT, "Which of `sources` each bar comes from."),
    samples: listOf(
      nullable(COUNT),
      "Quotes that each bar is built of; null where it was not built from quotes.",
    ),
    expected: listOf(nullable(COUNT), "Quotes that a full bar has at least; null with `samples`."),
    adjustment: listOf(
      nullable(NUMBER),
      "What a bar's prices are multiplied with to be on today's scale; null where nothing says so.",
    ),
  }, "Bars by column, oldest first; all arrays are of one length."),
  ChartEvents: object({
    events: listOf(object({
      kind: oneOf(["earnings", "dividend", "split", "news"]),
      date: described({ type: "string", format: "date" }, "Day in New York."),
      at: nullable(described(NUMBER, "When it became known, epoch seconds; null where nobody says.")),
      text: TEXT,
    })),
  }, "What a chart marks below its bars."),
  Figure: object({
    label: TEXT,
    group: oneOf(["valuation", "profitability", "growth", "balance", "trading", "returns"]),
    value: nullable(NUMBER),
    "text?": described(TEXT, "Instead of a number."),
    "day?": described({ type: "string", format: "date" }, "The day of a high or low."),
    format: oneOf(["price", "percent", "share", "amount", "millions", "ratio"]),
    "metric?": described(TEXT, "The provider's name of it, in the dataset `company_metrics`."),
  }, "One figure of a stock."),
  QuoteUpdate: {
    ...object(Object.fromEntries(Object.entries(QUOTE).map(([name, schema]) => [`${name}?`, schema]))),
    required: ["symbol"],
    description: "What changed of a line of the watchlist; what is left out stands.",
  },
};

/** What a stock's page shows. */
export function stockSchema(datasets: readonly Dataset[]): Schema {
  const profiles = datasets.find(({ name }) => name === "company_profiles");
  return object({
    quote: ref("Quote"),
    market: ref("Market"),
    profile: profiles === undefined ? { type: "null" } : nullable(ref(rowName(profiles))),
    figures: listOf(ref("Figure")),
    freshness: object(
      Object.fromEntries(
        datasets.filter(({ scope }) => scope === "symbol").map(({ name }) => [name, ref("Freshness")]),
      ),
      "The clocks of each dataset of the stock, and the verdict on them.",
    ),
    datasets: object(
      Object.fromEntries(datasets.map((dataset) => [`${dataset.name}?`, listOf(ref(rowName(dataset)))])),
      "The newest rows of the stock's datasets.",
    ),
  });
}

/** The description of the datasets. */
export function datasetsSchema(datasets: readonly Dataset[]): Schema {
  return object({
    datasets: listOf(object({
      name: oneOf(datasets.map(({ name }) => name)),
      title: TEXT,
      description: TEXT,
      scope: oneOf(["symbol", "market"]),
      endpoints: listOf(TEXT, "What is asked of the provider."),
      substitute: nullable(described(TEXT, "What stands in where the plan refuses that.")),
      key: listOf(TEXT, "Columns that name a row."),
      columns: listOf(object({
        name: oneOf([...new Set(datasets.flatMap(header))].sort()),
        type: oneOf(["string", "integer", "number", "boolean", "date", "datetime"]),
        "unit?": TEXT,
        description: TEXT,
        "required?": FLAG,
      })),
      rows: described(COUNT, "Rows known: the last of each key."),
      files: listOf(ref("File")),
      ...VERDICTS,
      symbols: {
        type: "object",
        description: "The verdict on each symbol of the watchlist; the market's is under the empty name.",
        additionalProperties: VERDICT,
      },
    })),
  });
}
