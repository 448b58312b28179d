import * as v from "valibot";
import type { Answer } from "@/lib/finnhub/answer.ts";
import { newYorkTime } from "@/lib/exchange/mod.ts";
import { Collection } from "./collection.ts";
import { PROVENANCE, provenance, SYMBOL } from "./columns.ts";
import type { Collected, CollectRequest, Dataset, Row } from "./dataset.ts";
import { keyOf } from "./keys.ts";
import { mergeRows } from "./merge.ts";
import { date, integer, number, wording } from "./provider.ts";
import { DAY_MS, utcDate } from "./time.ts";

const ENDPOINT = "/stock/financials-reported";
/** Years that people compare: more would fill the volume with what nobody reads. */
const ANNUAL_WINDOW_MS = 6 * 366 * DAY_MS;
const QUARTERLY_WINDOW_MS = 3 * 366 * DAY_MS;
const STATEMENTS = ["bs", "ic", "cf"] as const;

const rawReport = v.looseObject({
  year: integer,
  quarter: integer,
  form: wording,
  accessNumber: wording,
  startDate: date,
  endDate: date,
  filedDate: date,
  acceptedDate: v.nullish(v.string(), null),
  report: v.nullish(v.looseObject({ bs: v.unknown(), ic: v.unknown(), cf: v.unknown() }), null),
});
type Report = v.InferOutput<typeof rawReport>;
const rawItem = v.looseObject({ concept: wording, label: wording, unit: wording, value: number });

/** Financial statements, every concept as reported. */
export const financials: Dataset = {
  name: "financials",
  title: "Financial statements",
  description:
    "Balance sheet, income statement and cash flow as filed with the SEC: one row for each concept of " +
    "each report, in full units.",
  scope: "symbol",
  endpoints: [ENDPOINT],
  cadenceMs: DAY_MS,
  calls: 2,
  state: true,
  columns: [
    SYMBOL,
    { name: "year", type: "integer", description: "Fiscal year of the report.", required: true },
    { name: "quarter", type: "integer", description: "Fiscal quarter; 0 is the whole year.", required: true },
    {
      name: "statement",
      type: "string",
      description: "`bs` balance sheet, `ic` income statement, `cf` cash flow.",
      required: true,
    },
    { name: "concept", type: "string", description: "Concept of the taxonomy, as reported.", required: true },
    { name: "label", type: "string", description: "The concept in words." },
    { name: "value", type: "number", unit: "as `unit` says", description: "Value, in full units." },
    { name: "unit", type: "string", description: "Unit of the value, such as `usd`." },
    { name: "form", type: "string", description: "Form that was filed, such as 10-K." },
    { name: "access_number", type: "string", description: "The SEC's number of the filing." },
    { name: "start_date", type: "date", description: "First day of the report's period." },
    {
      name: "end_date",
      type: "date",
      description:
        "Last day of the report's period; a quarter's cash flow counts from the start of the fiscal year.",
    },
    { name: "filed_date", type: "date", description: "Day of the filing." },
    ...PROVENANCE,
  ],
  key: ["symbol", "year", "quarter", "statement", "concept"],
  collect,
};

async function collect(request: CollectRequest): Promise<Collected> {
  const collection = new Collection(financials, request);
  const { finnhub, symbol, now } = request;
  const annual = await finnhub.financialsReported(symbol, "annual", utcDate(now - ANNUAL_WINDOW_MS));
  addReports(collection, symbol, annual);
  const quarterly = await finnhub.financialsReported(symbol, "quarterly", utcDate(now - QUARTERLY_WINDOW_MS));
  addReports(collection, symbol, quarterly);
  return collection.collected();
}

function addReports(collection: Collection, symbol: string, answer: Answer<readonly unknown[]>): void {
  if (!answer.ok) return collection.fail(ENDPOINT, answer);
  collection.outcome(ENDPOINT, "ok", answer.data.length === 0 ? "No reports" : undefined);
  const reports: Report[] = [];
  for (const raw of answer.data) {
    const report = collection.read(rawReport, raw);
    if (report !== null) reports.push(report);
  }
  // An amended report (10-K/A) is filed later for the same period, and stands.
  reports.sort((a, b) => (a.filedDate ?? "") < (b.filedDate ?? "") ? -1 : 1);
  for (const report of reports) addReport(collection, symbol, report, answer.fetchedAt);
}

function addReport(collection: Collection, symbol: string, report: Report, fetchedAt: number): void {
  const folded = new Map<string, Row>();
  for (const statement of STATEMENTS) {
    for (const raw of itemsOf(report.report?.[statement])) {
      const item = collection.read(rawItem, raw);
      if (item === null) continue;
      const row: Row = {
        symbol,
        year: report.year,
        quarter: report.quarter,
        statement,
        concept: item.concept,
        label: item.label,
        value: item.value,
        unit: item.unit,
        form: report.form,
        access_number: report.accessNumber,
        start_date: report.startDate,
        end_date: report.endDate,
        filed_date: report.filedDate,
        ...provenance(collection.source(ENDPOINT), acceptedAt(report.acceptedDate), fetchedAt),
      };
      // Within one statement a concept can come twice (a total, then parts of it): the first is the total.
      const key = keyOf(financials, row);
      const first = folded.get(key);
      const both = first === undefined ? row : mergeRows(row, first);
      folded.set(key, both);
      collection.merge(both, raw);
    }
  }
}

/** A statement's items: an array of them, as the provider sends it, or a map of values, as it documents it. */
function itemsOf(statement: unknown): readonly unknown[] {
  if (Array.isArray(statement)) return statement;
  if (typeof statement !== "object" || statement === null) return [];
  return Object.entries(statement).map(([concept, value]) => ({ concept, value }));
}

/** When the SEC accepted a report, epoch milliseconds: it says `2019-10-30 18:12:36` in New York's time. */
function acceptedAt(text: string | null): number | null {
  const match = /^(\d{4}-\d{2}-\d{2}) (\d{2}):(\d{2}):(\d{2})$/.exec(text ?? "");
  const [, day = "", hour, minute, second] = match ?? [];
  if (match === null || !v.is(v.pipe(v.string(), v.isoDate()), day) || day < "1993") return null;
  return newYorkTime(day, Number(hour), Number(minute)) + Number(second) * 1000;
}
