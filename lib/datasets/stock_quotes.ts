import * as v from "valibot";
import { doubtAboutAnswer } from "@/lib/detector/answer.ts";
import { Collection } from "./collection.ts";
import { PROVENANCE, provenance, SYMBOL } from "./columns.ts";
import type { Collected, CollectRequest, Dataset } from "./dataset.ts";
import { PRICES } from "./freshness.ts";
import { newestInOrder } from "./in_order.ts";
import { epochSeconds, number } from "./provider.ts";
import { QUARTER_HOUR_MS } from "./time.ts";

const ENDPOINT = "/quote";

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

/** The last price of each symbol, as the exchange said it at `as_of`. */
export const stockQuotes: Dataset = {
  name: "stock_quotes",
  title: "Quotes",
  description: "Last price of a symbol with the day's range, as the exchange said it at `as_of`. " +
    "Every new time of the quote is a row; outside trading hours the last one stands.",
  scope: "symbol",
  endpoints: [ENDPOINT],
  cadenceMs: QUARTER_HOUR_MS,
  freshness: PRICES,
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
  const { symbol } = request;
  const collection = new Collection(stockQuotes, request);
  const answer = await request.finnhub.quote(symbol);
  const raw = collection.data(ENDPOINT, answer);
  if (!answer.ok || raw === null) return collection.collected();
  const quote = collection.read(rawQuote, raw);
  if (quote === null) return collection.collected();

  const row = {
    symbol,
    price: quote.c,
    change: quote.d,
    change_percent: quote.dp,
    day_high: quote.h || null,
    day_low: quote.l || null,
    day_open: quote.o || null,
    previous_close: quote.pc || null,
    ...provenance(collection.source(ENDPOINT), quote.t, answer.fetchedAt),
  };
  const { fetchedAt } = answer;
  const doubt = doubtAboutAnswer(quote, { fetchedAt, latest: latestOf(request) });
  if (doubt !== null) collection.doubt(doubt, raw, row);
  else collection.add(row, raw);
  return { ...collection.collected(), raw };
}

/** A row accepted from quarantine arrives after newer ones: so many are looked at. */
const LATEST_AMONG = 50;

/** The newest time known of the symbol. */
function latestOf({ known, symbol }: CollectRequest): number | null {
  const latest = newestInOrder(known("stock_quotes", symbol), LATEST_AMONG).at(-1)?.as_of;
  return typeof latest === "string" ? Date.parse(latest) : null;
}
