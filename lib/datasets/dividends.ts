import * as v from "valibot";
import { Collection } from "./collection.ts";
import { PROVENANCE, provenance, SYMBOL } from "./columns.ts";
import type { Cell, Collected, CollectRequest, Dataset, Row } from "./dataset.ts";
import { bareConcept } from "./financial_items.ts";
import { answers } from "./freshness.ts";
import { date, number, wording } from "./provider.ts";
import { DAY_MS, utcDate } from "./time.ts";

const ENDPOINT = "/stock/dividend";
const METRIC = "/stock/metric";
const REPORTED = "/stock/financials-reported";
const WINDOW_MS = 5 * 366 * DAY_MS;

const rawDividend = v.looseObject({
  date,
  amount: number,
  adjustedAmount: number,
  payDate: date,
  recordDate: date,
  declarationDate: date,
  currency: wording,
  freq: wording,
});

/** The provider's codes. */
const FREQUENCIES: Readonly<Record<string, string>> = {
  "0": "annually",
  "1": "monthly",
  "2": "quarterly",
  "3": "semi-annually",
  "4": "other",
  "5": "bimonthly",
  "6": "trimesterly",
  "7": "weekly",
};

/** Metrics of the yearly dividend, the most current first. */
export const RATES: readonly string[] = [
  "dividendIndicatedAnnual",
  "dividendPerShareTTM",
  "dividendPerShareAnnual",
];
/** Of the two yields the first agrees with dividend over price; the second has been seen half as much again. */
export const YIELDS: readonly string[] = ["currentDividendYieldTTM", "dividendYieldIndicatedAnnual"];
/** Concepts of dividends paid, the widest first; the taxonomy's prefix varies. */
const PAID = ["PaymentsOfDividends", "PaymentsOfDividendsCommonStock", "PaymentsOfOrdinaryDividends"];

/** Dividends. */
export const dividends: Dataset = {
  name: "dividends",
  title: "Dividends",
  description:
    "Dividends of a company; `kind` says what a row is. `payment`: one dividend, per share. Where the plan refuses " +
    "the list of payments, two others stand in. `annual_rate`: what a share pays in a year at the current rate, " +
    "and that in percent of its price, as the provider computes them. `paid_in_period`: the cash that all " +
    "shareholders together were paid between `period_start` and `date`, by the cash flow statement; a quarter's " +
    "counts from the start of the fiscal year, so that the second contains the first.",
  scope: "symbol",
  endpoints: [ENDPOINT],
  substitute: "Dividend figures of /stock/metric and dividends paid in /stock/financials-reported",
  cadenceMs: DAY_MS,
  freshness: answers(DAY_MS),
  calls: 1,
  after: ["company_metrics", "financials"],
  state: true,
  columns: [
    SYMBOL,
    {
      name: "date",
      type: "date",
      description:
        "Of a `payment` the ex-dividend date; of an `annual_rate` the day it was first seen; of `paid_in_period` the " +
        "period's last day.",
      required: true,
    },
    {
      name: "kind",
      type: "string",
      description: "`payment`, `annual_rate` or `paid_in_period`.",
      required: true,
    },
    {
      name: "amount",
      type: "number",
      unit: "`currency` per share",
      description: "Per share: of the payment, or of a year.",
    },
    {
      name: "adjusted_amount",
      type: "number",
      unit: "`currency` per share",
      description: "Amount, adjusted for splits.",
    },
    { name: "yield_percent", type: "number", unit: "percent", description: "Yearly amount, of the price." },
    {
      name: "total_paid",
      type: "number",
      unit: "`currency`",
      description: "Paid to all shareholders in the period, in full units; never negative.",
    },
    {
      name: "period_start",
      type: "date",
      description: "First day of the period of `total_paid`: the first day of the fiscal year.",
    },
    { name: "pay_date", type: "date", description: "Day of the payment." },
    { name: "record_date", type: "date", description: "Holders of this day are paid." },
    { name: "declaration_date", type: "date", description: "Day of the declaration." },
    { name: "currency", type: "string", description: "Currency, where it is known." },
    { name: "frequency", type: "string", description: "How often it is paid." },
    ...PROVENANCE,
  ],
  key: ["symbol", "date", "source"],
  collect,
};

const EMPTY = {
  amount: null,
  adjusted_amount: null,
  yield_percent: null,
  total_paid: null,
  period_start: null,
  pay_date: null,
  record_date: null,
  declaration_date: null,
  currency: null,
  frequency: null,
};

async function collect(request: CollectRequest): Promise<Collected> {
  const collection = new Collection(dividends, request);
  const { finnhub, symbol, now } = request;
  const answer = await finnhub.dividends(symbol, utcDate(now - WINDOW_MS), utcDate(now + DAY_MS * 90));
  if (!answer.ok) {
    collection.fail(ENDPOINT, answer);
    if (answer.kind === "refused") addSubstitutes(collection, request);
    return collection.collected();
  }
  collection.outcome(ENDPOINT, "ok", answer.data.length === 0 ? "No dividends in this window" : undefined);
  for (const raw of answer.data) {
    const dividend = collection.read(rawDividend, raw);
    if (dividend === null) continue;
    collection.merge({
      symbol,
      date: dividend.date,
      kind: "payment",
      ...EMPTY,
      amount: dividend.amount,
      adjusted_amount: dividend.adjustedAmount,
      pay_date: dividend.payDate,
      record_date: dividend.recordDate,
      declaration_date: dividend.declarationDate,
      currency: dividend.currency,
      frequency: dividend.freq === null ? null : FREQUENCIES[dividend.freq] ?? dividend.freq,
      ...provenance(collection.source(ENDPOINT), null, answer.fetchedAt),
    }, raw);
  }
  return collection.collected();
}

function addSubstitutes(collection: Collection, request: CollectRequest): void {
  addRate(collection, request);
  addPaid(collection, request);
  const message = collection.size === 0
    ? "No dividend figures are known"
    : `Dividend figures: ${collection.size}`;
  collection.outcome(ENDPOINT, "substituted", message);
}

function addRate(collection: Collection, request: CollectRequest): void {
  const { symbol } = request;
  const metrics = new Map(
    request.known("company_metrics", symbol)
      .filter((row) => row.frequency === "current" && typeof row.value === "number" && row.value > 0)
      .map((row) => [row.metric, row]),
  );
  const best = (names: readonly string[]) =>
    names.map((name) => metrics.get(name)).find((row) => row !== undefined);
  const [rate, rateYield] = [best(RATES), best(YIELDS)];
  const seen = rate ?? rateYield;
  if (seen === undefined) return;
  const source = collection.source(METRIC);
  const fetchedAt = timeOf(seen.fetched_at, request.now);
  const row: Row = {
    symbol,
    date: utcDate(fetchedAt),
    kind: "annual_rate",
    ...EMPTY,
    amount: rate?.value ?? null,
    yield_percent: rateYield?.value ?? null,
    currency: currencyOf(rate?.unit),
    ...provenance(source, null, fetchedAt),
  };
  // The metric has no date of its own: an unchanged rate keeps the day on which it was first seen, while its yield
  // moves with the price.
  const last = request.known("dividends", symbol).findLast((known) => known.source === source);
  const isSame = last !== undefined && last.amount === row.amount;
  collection.add(isSame ? { ...row, date: last.date ?? null } : row);
}

function addPaid(collection: Collection, request: CollectRequest): void {
  const { symbol } = request;
  const flows = request.known("financials", symbol).filter((row) =>
    row.statement === "cf" && row.value !== null
  );
  const byEnd = Map.groupBy(flows, (row) => row.end_date);
  for (const [end, rows] of byEnd) {
    const paid = PAID.map((concept) => rows.find((row) => bareConcept(row.concept) === concept))
      .find((row) => row !== undefined);
    if (paid === undefined || typeof end !== "string" || typeof paid.value !== "number") continue;
    collection.add({
      symbol,
      date: end,
      kind: "paid_in_period",
      ...EMPTY,
      // A payment is positive in the taxonomy; some file it as the outflow that it is.
      total_paid: Math.abs(paid.value),
      period_start: paid.start_date ?? null,
      currency: currencyOf(paid.unit),
      ...provenance(collection.source(REPORTED), null, timeOf(paid.fetched_at, request.now)),
      as_of: paid.as_of ?? null,
    });
  }
}

/** The currency in a unit such as `usd`, `USD per share` or `iso4217:usd`. */
function currencyOf(unit: Cell | undefined): Cell {
  const code = typeof unit === "string" ? /^(?:iso4217:)?([a-z]{3})(?![a-z])/i.exec(unit)?.[1] : undefined;
  return code?.toUpperCase() ?? null;
}

function timeOf(cell: Cell | undefined, otherwise: number): number {
  const time = typeof cell === "string" ? Date.parse(cell) : NaN;
  return Number.isNaN(time) ? otherwise : time;
}
