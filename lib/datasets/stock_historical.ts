import * as v from "valibot";
import type { Answer } from "@/lib/finnhub/answer.ts";
import { newYorkDate } from "@/lib/exchange/mod.ts";
import { adjustedLike } from "./adjusted.ts";
import { type Bar, barsOf, samplesOf } from "./bars.ts";
import { Collection } from "./collection.ts";
import { PROVENANCE, provenance, SYMBOL } from "./columns.ts";
import type { Collected, CollectRequest, Column, Dataset, Row } from "./dataset.ts";
import { BARS } from "./freshness.ts";
import { newestInOrder } from "./in_order.ts";
import { keyOf } from "./keys.ts";
import { epochSeconds, number, text } from "./provider.ts";
import { DAY_MS, isoTime, QUARTER_HOUR_MS } from "./time.ts";

const ENDPOINT = "/stock/candle";
/** Source of bars built from our own quotes. */
const FROM_QUOTES = "derived:quotes";
/** Every run builds the bars of the last dates again, so that one that came late or was cut short is made good. */
const DATES_REBUILT = 2;
/** Quotes of those dates at most: one a minute round the clock, and some that came late. */
const MOST_QUOTES = 4000;
/** What they come to where each slot is a quarter-hour, twice over. */
const USUAL_QUOTES = 512;
const DAILY_WINDOW_MS = 366 * DAY_MS;
/** The provider gives at most one month of intraday candles a call. */
const INTRADAY_WINDOW_MS = 30 * DAY_MS;

const rawCandles = v.looseObject({ s: text });
const rawCandle = v.looseObject({ t: epochSeconds, o: number, h: number, l: number, c: number, v: number });

/** Prices that a later split, or dividend, does not cut; `null` where the source has none. */
const ADJUSTED: readonly Column[] = ["open", "high", "low", "close"].map((name) => ({
  name: `adjusted_${name}`,
  type: "number",
  unit: "USD",
  description: name === "close"
    ? "Last price adjusted by the source: of the provider's daily candles for splits, of imports as the file has it " +
      "(mostly for splits and dividends); empty where it gives none, as quotes do."
    : `The ${name} adjusted as \`adjusted_close\` is; empty where the source adjusts closes alone.`,
}));

/** Daily and quarter-hour bars. */
export const stockHistorical: Dataset = {
  name: "stock_historical",
  title: "Price history",
  description:
    "Open, high, low and close of each day and quarter-hour, with adjusted prices beside them where the source " +
    "gives both. Where the plan refuses candles, bars are built from the quotes seen: those have no volume, and " +
    "say how many samples they are made of. Price files can be imported.",
  scope: "symbol",
  endpoints: [ENDPOINT],
  substitute: "Bars built from our own quotes",
  cadenceMs: QUARTER_HOUR_MS,
  freshness: BARS,
  calls: 2,
  after: ["stock_quotes"],
  state: false,
  columns: [
    SYMBOL,
    {
      name: "interval",
      type: "string",
      description: "Width of the bar: `1d` or `15m`; `30m` or `60m` where a price file has no finer ones.",
      required: true,
    },
    {
      name: "time",
      type: "datetime",
      description: "Start of the bar; of a daily bar the date of its session in New York, at midnight UTC.",
      required: true,
    },
    {
      name: "open",
      type: "number",
      unit: "USD",
      description:
        "First price, as the source gives it: as traded, but of the provider's daily candles and of many downloads " +
        "adjusted for the splits up to then. So are high, low and close.",
      required: true,
    },
    { name: "high", type: "number", unit: "USD", description: "Highest price.", required: true },
    { name: "low", type: "number", unit: "USD", description: "Lowest price.", required: true },
    { name: "close", type: "number", unit: "USD", description: "Last price.", required: true },
    {
      name: "volume",
      type: "number",
      unit: "shares",
      description: "Shares traded; empty where built from quotes.",
    },
    ...ADJUSTED,
    { name: "samples", type: "integer", unit: "quotes", description: "Quotes the bar is built of." },
    {
      name: "expected",
      type: "integer",
      unit: "quotes",
      description: "Quotes that a full bar has at least: one for each quarter-hour it covers.",
    },
    ...PROVENANCE,
  ],
  key: ["symbol", "interval", "time"],
  collect,
};

async function collect(request: CollectRequest): Promise<Collected> {
  const collection = new Collection(stockHistorical, request);
  const { finnhub, symbol, now } = request;
  const daily = await finnhub.candles(symbol, "D", now - DAILY_WINDOW_MS, now);
  addCandles(collection, request, "1d", daily);
  if (daily.ok) {
    addCandles(
      collection,
      request,
      "15m",
      await finnhub.candles(symbol, "15", now - INTRADAY_WINDOW_MS, now),
    );
  }
  // Another failure than a refusal passes: a bar from quotes would only stand where a better one comes soon.
  if (daily.ok ? collection.size === 0 : daily.kind === "refused") addBarsFromQuotes(collection, request);
  return collection.collected();
}

function addCandles(
  collection: Collection,
  { symbol }: CollectRequest,
  interval: "1d" | "15m",
  answer: Answer<Record<string, unknown>>,
): void {
  if (!answer.ok) return collection.fail(ENDPOINT, answer);
  const candles = collection.read(rawCandles, answer.data);
  collection.outcome(ENDPOINT, "ok", candles?.s === "no_data" ? `No ${interval} candles` : undefined);
  for (const raw of candlesOf(answer.data)) {
    const candle = collection.read(rawCandle, raw);
    if (candle === null) continue;
    const { t, o, h, l, c } = candle;
    if (h !== null && l !== null && (l > h || l <= 0)) {
      collection.reject(`The candle's low ${l} and high ${h} are no range of prices`, raw);
      continue;
    }
    if (t === null) {
      collection.reject('Field "t" is empty, expected the time of the candle', raw);
      continue;
    }
    const row = {
      symbol,
      interval,
      // Midnight in New York and midnight UTC have both been sent for a day; both are that day in UTC.
      time: isoTime(interval === "1d" ? Math.floor(t / DAY_MS) * DAY_MS : t),
      open: o,
      high: h,
      low: l,
      close: c,
      volume: candle.v,
      // The provider adjusts daily candles for splits, and those alone.
      ...(interval === "1d" ? adjustedCells(o, h, l, c) : NOT_ADJUSTED),
      samples: null,
      expected: null,
      ...provenance(collection.source(ENDPOINT), t, answer.fetchedAt),
    };
    collection.add(adjustedLike(row, collection.earlier(row)), raw);
  }
}

/** The provider's parallel arrays as one object a candle, in the order sent. */
function candlesOf(data: Readonly<Record<string, unknown>>): Record<string, unknown>[] {
  const { t } = data;
  if (!Array.isArray(t)) return [];
  const at = (field: string, index: number): unknown => {
    const values = data[field];
    return Array.isArray(values) ? values[index] : undefined;
  };
  return t.map((time, index) => ({
    t: time,
    o: at("o", index),
    h: at("h", index),
    l: at("l", index),
    c: at("c", index),
    v: at("v", index),
  }));
}

function addBarsFromQuotes(collection: Collection, request: CollectRequest): void {
  const { symbol } = request;
  const quotes = recent((newest) => request.known("stock_quotes", symbol, { newest }));
  const standing = (key: string) => request.knownRow("stock_historical", key);
  for (const row of barsFromQuotes(symbol, quotes, standing)) {
    collection.add(row);
  }
  const message = `Bars from our quotes: ${collection.size}`;
  collection.outcome(ENDPOINT, "substituted", message);
}

/**
 * The bars that quotes make, but for those in whose place a better one stands.
 * @param quotes of one symbol, oldest first, and all of each date among them
 * @param standing the bar that is known of a key
 */
export function barsFromQuotes(
  symbol: string,
  quotes: readonly Row[],
  standing: (key: string) => Row | undefined,
): Row[] {
  return barsOf(samplesOf(quotes)).flatMap((bar) => {
    const row = barRow(symbol, bar);
    const before = standing(keyOf(stockHistorical, row));
    return isBetter(before, bar) ? [] : [adjustedLike(row, before)];
  });
}

/** The row of `stock_historical` for a bar built from quotes. */
export function barRow(symbol: string, bar: Bar): Row {
  const { interval, open, high, low, close, samples, expected } = bar;
  return {
    symbol,
    interval,
    time: isoTime(bar.time),
    open,
    high,
    low,
    close,
    volume: null,
    ...NOT_ADJUSTED,
    samples,
    expected,
    ...provenance(FROM_QUOTES, bar.asOf, bar.fetchedAt),
  };
}

/** The adjusted cells of a row. */
export function adjustedCells(
  open: number | null,
  high: number | null,
  low: number | null,
  close: number | null,
): Record<"adjusted_open" | "adjusted_high" | "adjusted_low" | "adjusted_close", number | null> {
  return { adjusted_open: open, adjusted_high: high, adjusted_low: low, adjusted_close: close };
}

/** The adjusted cells of a row whose source adjusts nothing. */
const NOT_ADJUSTED = adjustedCells(null, null, null, null);

/**
 * Whether the known bar is better than one from quotes: it was imported, or the provider gave it after its end (one
 * given before is half a bar).
 */
function isBetter(known: Row | undefined, bar: Bar): boolean {
  if (known === undefined || known.source === FROM_QUOTES) return false;
  if (typeof known.source === "string" && known.source.startsWith("import:")) return true;
  return typeof known.fetched_at === "string" && Date.parse(known.fetched_at) >= bar.end;
}

/**
 * The quotes of the last dates in New York, oldest first.
 * @param newest the last so many to arrive; each costs something, and mostly few are enough
 */
function recent(newest: (most: number) => readonly Row[]): Row[] {
  for (let most = USUAL_QUOTES;; most = MOST_QUOTES) {
    const quotes = newest(most);
    const dates = new Set<string>();
    const found: Row[] = [];
    for (const quote of newestInOrder(quotes, most).toReversed()) {
      if (typeof quote.as_of !== "string") continue;
      dates.add(newYorkDate(Date.parse(quote.as_of)));
      if (dates.size > DATES_REBUILT) return found;
      found.push(quote);
    }
    if (quotes.length < most || most === MOST_QUOTES) return found;
  }
}
