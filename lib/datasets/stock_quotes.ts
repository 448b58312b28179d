import * as v from "valibot";
import { Collection } from "./collection.ts";
import { PROVENANCE, provenance, SYMBOL } from "./columns.ts";
import type { Collected, CollectRequest, Dataset } from "./dataset.ts";
import { epochSeconds, number } from "./provider.ts";
import { isoTime, QUARTER_HOUR_MS } from "./time.ts";

const ENDPOINT = "/quote";
/** Clocks differ; a quote from further in the future than this is wrong. */
const FUTURE_MS = 5 * 60_000;
const PRICES = ["c", "h", "l", "o", "pc"] as const;

const rawQuote = v.looseObject({
  c: number,
  d: number,
  dp: number,
  h: number,
  l: number,
  o: number,
  pc: number,
  t: epochSeconds,
});
type RawQuote = v.InferOutput<typeof rawQuote>;

/** The last price of each symbol, as the exchange said it at `as_of`. */
export const stockQuotes: Dataset = {
  name: "stock_quotes",
  title: "Quotes",
  description: "Last price of a symbol with the day's range, as the exchange said it at `as_of`. " +
    "Every new time of the quote is a row; outside trading hours the last one stands.",
  scope: "symbol",
  endpoints: [ENDPOINT],
  cadenceMs: QUARTER_HOUR_MS,
  calls: 1,
  state: false,
  columns: [
    SYMBOL,
    { name: "price", type: "number", unit: "USD", description: "Last price.", required: true },
    { name: "change", type: "number", unit: "USD", description: "Price less the previous close." },
    {
      name: "change_percent",
      type: "number",
      unit: "percent",
      description: "Change, of the previous close.",
    },
    { name: "day_high", type: "number", unit: "USD", description: "Highest price of the day so far." },
    { name: "day_low", type: "number", unit: "USD", description: "Lowest price of the day so far." },
    { name: "day_open", type: "number", unit: "USD", description: "First price of the day." },
    { name: "previous_close", type: "number", unit: "USD", description: "Close of the previous session." },
    ...PROVENANCE,
  ],
  key: ["symbol", "as_of"],
  collect,
};

async function collect(request: CollectRequest): Promise<Collected> {
  const collection = new Collection(stockQuotes, request);
  const answer = await request.finnhub.quote(request.symbol);
  const raw = collection.data(ENDPOINT, answer);
  if (!answer.ok || raw === null) return collection.collected();
  const quote = collection.read(rawQuote, raw);
  if (quote === null) return collection.collected();

  const doubt = doubtAbout(quote, request, answer.fetchedAt);
  if (doubt !== null) {
    collection.reject(doubt, raw);
    return collection.collected();
  }
  collection.add({
    symbol: request.symbol,
    price: quote.c,
    change: quote.d,
    change_percent: quote.dp,
    day_high: quote.h || null,
    day_low: quote.l || null,
    day_open: quote.o || null,
    previous_close: quote.pc || null,
    ...provenance(collection.source(ENDPOINT), quote.t, answer.fetchedAt),
  }, raw);
  return collection.collected();
}

/** Why a quote cannot be believed, although it came with 200; null when it can. */
function doubtAbout(quote: RawQuote, request: CollectRequest, fetchedAt: number): string | null {
  if (PRICES.every((field) => !quote[field]) && quote.t === null) {
    return "All zeros: the provider does not know the symbol, or has lost its price";
  }
  const negative = PRICES.find((field) => (quote[field] ?? 0) < 0);
  if (negative !== undefined) return `Field "${negative}" is ${quote[negative]}, expected no negative price`;
  if (!quote.c) return `Field "c" is ${quote.c}, expected a price`;
  if (quote.t === null) return 'Field "t" is empty, expected the time of the quote';
  if (quote.t > fetchedAt + FUTURE_MS) return `The quote is of ${isoTime(quote.t)}, which is in the future`;
  const latest = request.known("stock_quotes", request.symbol).at(-1)?.as_of;
  if (typeof latest === "string" && isoTime(quote.t) < latest) {
    return `The quote goes backwards: it is of ${isoTime(quote.t)}, but one of ${latest} is known`;
  }
  return null;
}
