import { createHash } from "node:crypto";
import * as v from "valibot";
import { Collection } from "./collection.ts";
import { PROVENANCE, provenance, SYMBOL } from "./columns.ts";
import type { Collected, CollectRequest, Dataset, Row } from "./dataset.ts";
import { answers } from "./freshness.ts";
import { date, number, wording } from "./provider.ts";
import { DAY_MS, utcDate } from "./time.ts";

const ENDPOINT = "/stock/insider-transactions";
const WINDOW_MS = 365 * DAY_MS;

const rawTransaction = v.looseObject({
  id: wording,
  name: wording,
  share: number,
  change: number,
  filingDate: date,
  transactionDate: date,
  transactionCode: wording,
  transactionPrice: number,
  currency: wording,
  isDerivative: v.nullish(v.boolean(), null),
  source: wording,
});

/** Trades of a company's insiders. */
export const insiderTransactions: Dataset = {
  name: "insider_transactions",
  title: "Insider transactions",
  description:
    "Trades, grants and gifts that a company's insiders have filed, of the last year; the provider gives " +
    "at most the newest 100.",
  scope: "symbol",
  endpoints: [ENDPOINT],
  cadenceMs: DAY_MS,
  freshness: answers(DAY_MS),
  calls: 1,
  state: false,
  columns: [
    SYMBOL,
    {
      name: "row_hash",
      type: "string",
      description: "SHA-256 of the row, 16 hexadecimal digits: the provider's `id` covers several rows.",
      required: true,
    },
    { name: "id", type: "string", description: "The provider's number of the filing." },
    { name: "name", type: "string", description: "The insider." },
    { name: "shares_held", type: "number", unit: "shares", description: "Held after the transaction." },
    {
      name: "shares_changed",
      type: "number",
      unit: "shares",
      description: "Bought (positive) or sold (negative).",
    },
    { name: "filing_date", type: "date", description: "Day of the filing." },
    { name: "transaction_date", type: "date", description: "Day of the transaction." },
    {
      name: "transaction_code",
      type: "string",
      description: "The SEC's code: P purchase, S sale, M exercise, A grant, G gift, F tax.",
    },
    {
      name: "transaction_price",
      type: "number",
      unit: "`currency` per share",
      description: "Average price; 0 for gifts and exercises.",
    },
    { name: "currency", type: "string", description: "Currency of the price." },
    { name: "is_derivative", type: "boolean", description: "Whether it is of options or other derivatives." },
    { name: "filing_source", type: "string", description: "Where it was filed, such as `sec`." },
    ...PROVENANCE,
  ],
  key: ["symbol", "row_hash"],
  collect,
};

/** What every transaction says. */
const NEEDED = ["name", "shares_changed", "transaction_date"] as const;

async function collect(request: CollectRequest): Promise<Collected> {
  const collection = new Collection(insiderTransactions, request);
  const { finnhub, symbol, now } = request;
  const answer = await finnhub.insiderTransactions(symbol, utcDate(now - WINDOW_MS), utcDate(now));
  if (!answer.ok) {
    collection.fail(ENDPOINT, answer);
    return collection.collected();
  }
  collection.outcome(ENDPOINT, "ok", answer.data.length === 0 ? "No transactions in this window" : undefined);
  for (const raw of answer.data) {
    const transaction = collection.read(rawTransaction, raw);
    if (transaction === null) continue;
    const facts: Row = {
      id: transaction.id,
      name: transaction.name,
      shares_held: transaction.share,
      shares_changed: transaction.change,
      filing_date: transaction.filingDate,
      transaction_date: transaction.transactionDate,
      transaction_code: transaction.transactionCode,
      transaction_price: transaction.transactionPrice,
      currency: transaction.currency,
      is_derivative: transaction.isDerivative,
      filing_source: transaction.source,
    };
    // Its hash is its key: one that came with holes would stand beside itself for ever.
    const hole = NEEDED.find((name) => facts[name] === null);
    if (hole !== undefined) {
      collection.reject(`Column "${hole}" is empty, expected ${NEEDED.join(", ")}`, raw);
      continue;
    }
    collection.add({
      symbol,
      row_hash: hashOf(facts),
      ...facts,
      ...provenance(collection.source(ENDPOINT), null, answer.fetchedAt),
    }, raw);
  }
  return collection.collected();
}

/** Of the columns only: a field that the provider adds one day must not make every row a new one. */
function hashOf(facts: Row): string {
  return createHash("sha256").update(JSON.stringify(Object.values(facts))).digest("hex").slice(0, 16);
}
