import * as v from "valibot";
import { Collection } from "./collection.ts";
import { PROVENANCE, provenance, SYMBOL } from "./columns.ts";
import type { Collected, CollectRequest, Dataset } from "./dataset.ts";
import { answers } from "./freshness.ts";
import { unitOfMetric } from "./metric_unit.ts";
import { date, number, readRaw } from "./provider.ts";
import { DAY_MS } from "./time.ts";

const ENDPOINT = "/stock/metric";
/** Periods kept of each series: five years of quarters. */
const PERIODS = 20;

const rawMetrics = v.looseObject({
  metric: v.nullish(v.record(v.string(), v.unknown()), {}),
  series: v.nullish(v.record(v.string(), v.nullish(v.record(v.string(), v.unknown()), {})), {}),
});
const rawPoint = v.looseObject({ period: date, v: number });

/** What the provider computes of a company, one row a figure. */
export const companyMetrics: Dataset = {
  name: "company_metrics",
  title: "Company metrics",
  description:
    "Ratios, margins, growth and price statistics that the provider computes, one row for each metric and " +
    "period, under the provider's own names.",
  scope: "symbol",
  endpoints: [ENDPOINT],
  cadenceMs: DAY_MS,
  turn: "after_close",
  freshness: answers(DAY_MS, 10 * DAY_MS),
  calls: 1,
  state: true,
  columns: [
    SYMBOL,
    { name: "metric", type: "string", description: "The provider's name of the metric.", required: true },
    { name: "frequency", type: "string", description: "`current`, `annual` or `quarterly`.", required: true },
    {
      name: "period",
      type: "string",
      description: "Last day of the period; `current` for the current value.",
      required: true,
    },
    {
      name: "value",
      type: "number",
      unit: "as `unit` says",
      description: "The metric's number; empty where the provider gives none.",
    },
    { name: "text", type: "string", description: "Value, where it is no number: a date, usually." },
    {
      name: "unit",
      type: "string",
      description:
        "Unit of the value, by the provider's conventions: current values are in percent where the " +
        "series are ratios.",
      required: true,
    },
    ...PROVENANCE,
  ],
  key: ["symbol", "metric", "frequency", "period"],
  collect,
};

async function collect(request: CollectRequest): Promise<Collected> {
  const collection = new Collection(companyMetrics, request);
  const { symbol } = request;
  const answer = await request.finnhub.metrics(symbol);
  if (!answer.ok) {
    collection.fail(ENDPOINT, answer);
    return collection.collected();
  }
  const metrics = collection.read(rawMetrics, answer.data);
  const origin = provenance(collection.source(ENDPOINT), null, answer.fetchedAt);
  const add = (metric: string, frequency: string, period: string, value: unknown, raw: unknown) => {
    if (value === null) return;
    if (typeof value !== "number" && typeof value !== "string") {
      collection.reject(`Metric "${metric}" is no number and no text`, raw);
      return;
    }
    collection.add({
      symbol,
      metric: metric.toWellFormed(),
      frequency: frequency.toWellFormed(),
      period,
      value: typeof value === "number" ? value : null,
      text: typeof value === "string" ? value.toWellFormed() : null,
      unit: unitOfMetric(metric, frequency),
      ...origin,
    }, raw);
  };

  for (const [metric, value] of Object.entries(metrics?.metric ?? {})) {
    add(metric, "current", "current", plain(value), { [metric]: value });
  }
  for (const [frequency, series] of Object.entries(metrics?.series ?? {})) {
    for (const [metric, points] of Object.entries(series ?? {})) {
      if (!Array.isArray(points)) {
        collection.reject(`Series "${metric}" is no array`, { [metric]: points });
        continue;
      }
      for (const [period, { value, raw }] of lastPeriods(collection, points)) {
        add(metric, frequency, period, value, raw);
      }
    }
  }
  collection.outcome(ENDPOINT, "ok", collection.size === 0 ? "No metrics of this symbol" : undefined);
  return collection.collected();
}

/** The newest points of a series by period; a period listed twice counts once. */
function lastPeriods(collection: Collection, points: readonly unknown[]) {
  const byPeriod = new Map<string, { readonly value: number | null; readonly raw: unknown }>();
  for (const raw of points) {
    const point = collection.read(rawPoint, raw);
    if (point !== null && point.period !== null) byPeriod.set(point.period, { value: point.v, raw });
  }
  return [...byPeriod].sort(([a], [b]) => a < b ? 1 : -1).slice(0, PERIODS);
}

/** A number that came as text is a number, "N/A" is null; any other text (a date) stays. */
function plain(value: unknown): unknown {
  const parsed = readRaw(number, value);
  return parsed.ok ? parsed.value : value;
}
