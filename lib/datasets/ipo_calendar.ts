import * as v from "valibot";
import { Collection } from "./collection.ts";
import { PROVENANCE, provenance } from "./columns.ts";
import type { Collected, CollectRequest, Dataset } from "./dataset.ts";
import { answers } from "./freshness.ts";
import { date, number, text, wording } from "./provider.ts";
import { DAY_MS, utcDate } from "./time.ts";
import { windowStart } from "./window.ts";

const ENDPOINT = "/calendar/ipo";
/** An answer seems capped at 200 rows: the window stays within three months. */
const BACK_MS = 30 * DAY_MS;
const AHEAD_MS = 60 * DAY_MS;
const LONGEST_BACK_MS = 32 * DAY_MS;

const rawIpo = v.looseObject({
  date,
  name: wording,
  status: wording,
  symbol: wording,
  exchange: wording,
  numberOfShares: number,
  price: text,
  totalSharesValue: number,
});

/** Companies that go public. */
export const ipoCalendar: Dataset = {
  name: "ipo_calendar",
  title: "IPO calendar",
  description:
    "Initial public offerings of the last month and the next two: expected, priced, filed or withdrawn.",
  scope: "market",
  endpoints: [ENDPOINT],
  cadenceMs: DAY_MS,
  lags: true,
  freshness: answers(DAY_MS, 14 * DAY_MS),
  calls: 1,
  state: false,
  columns: [
    { name: "date", type: "date", description: "Day of the offering.", required: true },
    { name: "name", type: "string", description: "Name of the company.", required: true },
    {
      name: "status",
      type: "string",
      description: "`expected`, `priced`, `withdrawn` or `filed`.",
      required: true,
    },
    { name: "symbol", type: "string", description: "Symbol, where it is known." },
    { name: "exchange", type: "string", description: "Exchange where it will be listed." },
    { name: "number_of_shares", type: "number", unit: "shares", description: "Shares offered." },
    { name: "price", type: "string", unit: "USD", description: "Price, or its range such as `18.00-20.00`." },
    { name: "total_shares_value", type: "number", unit: "USD", description: "Value of all shares offered." },
    ...PROVENANCE,
  ],
  key: ["date", "name", "status"],
  collect,
};

async function collect(request: CollectRequest): Promise<Collected> {
  const collection = new Collection(ipoCalendar, request);
  const { finnhub, now } = request;
  const from = windowStart(request, BACK_MS, LONGEST_BACK_MS);
  const answer = await finnhub.ipoCalendar(utcDate(from), utcDate(now + AHEAD_MS));
  if (!answer.ok) {
    collection.fail(ENDPOINT, answer);
    return collection.collected();
  }
  collection.outcome(ENDPOINT, "ok");
  for (const raw of answer.data) {
    const ipo = collection.read(rawIpo, raw);
    if (ipo === null) continue;
    // The same offering can be listed twice, one of them with fewer facts.
    collection.merge({
      date: ipo.date,
      name: ipo.name,
      status: ipo.status,
      symbol: ipo.symbol,
      exchange: ipo.exchange,
      number_of_shares: ipo.numberOfShares,
      price: ipo.price,
      total_shares_value: ipo.totalSharesValue,
      ...provenance(collection.source(ENDPOINT), null, answer.fetchedAt),
    }, raw);
  }
  return collection.collected();
}
