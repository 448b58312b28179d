import * as v from "valibot";
import { newYorkDate } from "@/lib/exchange/mod.ts";
import { Collection } from "./collection.ts";
import { PROVENANCE, provenance, SYMBOL } from "./columns.ts";
import type { CadenceFacts, Cell, Collected, CollectRequest, Dataset, Row } from "./dataset.ts";
import { answers } from "./freshness.ts";
import { mergeRows } from "./merge.ts";
import { date, integer, number, wording } from "./provider.ts";
import { DAY_MS, HOUR_MS, utcDate } from "./time.ts";
import { windowStart } from "./window.ts";

const RESULTS = "/stock/earnings";
const CALENDAR = "/calendar/earnings";
/** A free key's calendar reaches one month back; ahead, the next release of every company. */
const BACK_MS = 31 * DAY_MS;
const AHEAD_MS = 120 * DAY_MS;
const LONGEST_BACK_MS = 365 * DAY_MS;
/** How long after its date a release is waited for: dates slip. */
const RELEASE_SLIPS_MS = 3 * DAY_MS;

const rawResult = v.looseObject({
  year: integer,
  quarter: integer,
  period: date,
  actual: number,
  estimate: number,
  surprise: number,
  surprisePercent: number,
});
const rawRelease = v.looseObject({
  year: integer,
  quarter: integer,
  date,
  hour: wording,
  epsActual: number,
  epsEstimate: number,
  revenueActual: number,
  revenueEstimate: number,
});

/** Earnings by fiscal quarter. */
export const earnings: Dataset = {
  name: "earnings",
  title: "Earnings",
  description:
    "Earnings and revenue of each fiscal quarter against the estimates, with the date of the release; " +
    "past quarters and the coming one.",
  scope: "symbol",
  endpoints: [RESULTS, CALENDAR],
  cadenceMs: DAY_MS,
  cadence: cadenceMs,
  lags: true,
  freshness: answers(DAY_MS, 200 * DAY_MS),
  calls: 2,
  state: true,
  columns: [
    SYMBOL,
    { name: "year", type: "integer", description: "Fiscal year.", required: true },
    { name: "quarter", type: "integer", description: "Fiscal quarter, 1 to 4.", required: true },
    {
      name: "period",
      type: "date",
      description: "The provider's date of the quarter; it need not be the fiscal quarter's end.",
    },
    { name: "report_date", type: "date", description: "Day of the release." },
    {
      name: "report_hour",
      type: "string",
      description: "`bmo` before the market opens, `amc` after it closes, `dmh` during its hours.",
    },
    { name: "eps_actual", type: "number", unit: "USD per share", description: "Earnings per share." },
    {
      name: "eps_estimate",
      type: "number",
      unit: "USD per share",
      description: "Estimated earnings per share.",
    },
    { name: "surprise", type: "number", unit: "USD per share", description: "Actual less estimate." },
    { name: "surprise_percent", type: "number", unit: "percent", description: "Surprise, of the estimate." },
    { name: "revenue_actual", type: "number", unit: "USD", description: "Revenue." },
    { name: "revenue_estimate", type: "number", unit: "USD", description: "Estimated revenue." },
    ...PROVENANCE,
  ],
  key: ["symbol", "year", "quarter"],
  collect,
};

/** Where a release is expected and its result is not there yet, every hour. */
function cadenceMs({ now, known }: CadenceFacts): number {
  const [from, to] = [newYorkDate(now - RELEASE_SLIPS_MS), newYorkDate(now)];
  const isAwaited = known("earnings").some(({ report_date: date, eps_actual: actual }) =>
    actual === null && typeof date === "string" && date >= from && date <= to
  );
  return isAwaited ? HOUR_MS : DAY_MS;
}

async function collect(request: CollectRequest): Promise<Collected> {
  const collection = new Collection(earnings, request);
  const { finnhub, symbol, now } = request;
  // The calendar forgets a release after a month: what was known of the quarter stays where an answer says nothing.
  const add = (row: Row, raw: unknown) => {
    const earlier = collection.earlier(row);
    collection.add({ ...mergeRows(earlier, row), source: joinSources(earlier?.source, row.source) }, raw);
  };

  const from = windowStart(request, BACK_MS, LONGEST_BACK_MS);
  const calendar = await finnhub.earningsCalendar(symbol, utcDate(from), utcDate(now + AHEAD_MS));
  if (calendar.ok) {
    collection.outcome(CALENDAR, "ok");
    const origin = provenance(collection.source(CALENDAR), null, calendar.fetchedAt);
    for (const raw of calendar.data) {
      const release = collection.read(rawRelease, raw);
      if (release !== null) add({ ...releaseCells(symbol, release), ...origin }, raw);
    }
  } else collection.fail(CALENDAR, calendar);

  const results = await finnhub.earnings(symbol);
  if (results.ok) {
    collection.outcome(RESULTS, "ok", results.data.length === 0 ? "No past quarters" : undefined);
    const origin = provenance(collection.source(RESULTS), null, results.fetchedAt);
    for (const raw of results.data) {
      const result = collection.read(rawResult, raw);
      if (result !== null) add({ ...resultCells(symbol, result), ...origin }, raw);
    }
  } else collection.fail(RESULTS, results);
  return collection.collected();
}

const EMPTY = {
  period: null,
  report_date: null,
  report_hour: null,
  eps_actual: null,
  eps_estimate: null,
  surprise: null,
  surprise_percent: null,
  revenue_actual: null,
  revenue_estimate: null,
};

function releaseCells(symbol: string, release: v.InferOutput<typeof rawRelease>): Row {
  return {
    symbol,
    year: release.year,
    quarter: release.quarter,
    ...EMPTY,
    report_date: release.date,
    report_hour: release.hour,
    eps_actual: release.epsActual,
    eps_estimate: release.epsEstimate,
    revenue_actual: release.revenueActual,
    revenue_estimate: release.revenueEstimate,
  };
}

function resultCells(symbol: string, result: v.InferOutput<typeof rawResult>): Row {
  return {
    symbol,
    year: result.year,
    quarter: result.quarter,
    ...EMPTY,
    period: result.period,
    eps_actual: result.actual,
    eps_estimate: result.estimate,
    surprise: result.surprise,
    surprise_percent: result.surprisePercent,
  };
}

/** `finnhub:/a` and `finnhub:/b` as `finnhub:/a+/b`, in a fixed order, so that the same facts are the same row. */
function joinSources(known: Cell | undefined, added: Cell | undefined): Cell {
  if (typeof added !== "string") return added ?? null;
  const [provider = "", path = ""] = splitSource(added);
  const [knownProvider, knownPath] = typeof known === "string" ? splitSource(known) : [];
  // Another provider (or an import) knew it before: the row is now this provider's.
  if (knownProvider !== provider || knownPath === undefined) return added;
  const paths = new Set([...knownPath.split("+"), ...path.split("+")]);
  return `${provider}:${[...paths].sort().join("+")}`;
}

function splitSource(source: string): [provider: string, path: string] {
  const colon = source.indexOf(":");
  return [source.slice(0, colon), source.slice(colon + 1)];
}
