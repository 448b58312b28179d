import * as v from "valibot";
import { Collection } from "./collection.ts";
import { PROVENANCE, provenance, SYMBOL } from "./columns.ts";
import type { Collected, CollectRequest, Dataset } from "./dataset.ts";
import { unitOfMetric } from "./metric_unit.ts";
import { date, number, readRaw } from "./provider.ts";
import { HOUR_MS } from "./time.ts";

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
  cadenceMs: 12 * HOUR_MS,
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
    { name: "value", type: "number", unit: "as `unit` says", description: "Value, where it is a number." },
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
  const add = (metric: string, frequency: string, period: string | null, value: unknown, raw: unknown) => {
    const cells = typeof value === "string"
      ? { value: null, text: value.toWellFormed() || null }
      : { value, text: null };
    if (cells.value === null && cells.text === null) return;
    const unit = unitOfMetric(metric, frequency);
    const isNumber = typeof cells.value === "number" || cells.value === null;
    if (!isNumber) return collection.reject(`Metric "${metric}" is no number and no text`, raw);
    collection.add({
      symbol,
      metric,
      frequency,
      period,
      value: typeof cells.value === "number" ? cells.value : null,
      text: cells.text,
      unit,
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
      const newestFirst = points
        .flatMap((raw: unknown) => {
          const point = collection.read(rawPoint, raw);
          return point === null || point.period === null
            ? []
            : [{ period: point.period, value: point.v, raw }];
        })
        .sort((a, b) => a.period < b.period ? 1 : -1);
      for (const { period, value, raw } of newestFirst.slice(0, PERIODS)) {
        add(metric, frequency, period, value, raw);
      }
    }
  }
  collection.outcome(ENDPOINT, "ok", collection.size === 0 ? "No metrics of this symbol" : undefined);
  return collection.collected();
}

/** A number that came as text is a number, "N/A" is null; any other text (a date) stays. */
function plain(value: unknown): unknown {
  const parsed = readRaw(number, value);
  return parsed.ok ? parsed.value : value;
}
