import * as v from "valibot";
import type { Answer } from "@/lib/finnhub/answer.ts";
import { newYorkDate, newYorkTime } from "@/lib/exchange/mod.ts";
import { Collection } from "./collection.ts";
import { PROVENANCE, provenance, SYMBOL } from "./columns.ts";
import type { CadenceFacts, Collected, CollectRequest, Dataset, Row } from "./dataset.ts";
import { itemsOfReport } from "./financial_items.ts";
import { answers } from "./freshness.ts";
import { keyOf } from "./keys.ts";
import { mergeRows } from "./merge.ts";
import { date, integer, number, wording } from "./provider.ts";
import { DAY_MS, utcDate, WEEK_MS } from "./time.ts";

const ENDPOINT = "/stock/financials-reported";
/** Years that people compare: more would fill the volume with what nobody reads. */
const ANNUAL_WINDOW_MS = 6 * 366 * DAY_MS;
const QUARTERLY_WINDOW_MS = 3 * 366 * DAY_MS;
/** A quarter's report is due 40 to 45 days after its end, and mostly comes within days of the release. */
const FILED_WITHIN_MS = 45 * DAY_MS;
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
    "each report, in full units. Rows that people read first are named in `item`.",
  scope: "symbol",
  endpoints: [ENDPOINT],
  cadenceMs: WEEK_MS,
  cadence: cadenceMs,
  freshness: answers(WEEK_MS, 460 * DAY_MS),
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
    {
      name: "item",
      type: "string",
      description: "Of the row that is it in its report: `revenue`, `gross_profit`, `operating_income`, " +
        "`net_income`, `eps`, `cash`, `debt`, `operating_cash_flow` or `capex`; empty in all others.",
    },
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

/** From the day on which earnings were released until the report is filed, every day. */
function cadenceMs({ now, known }: CadenceFacts): number {
  const [from, today] = [newYorkDate(now - FILED_WITHIN_MS), newYorkDate(now)];
  const released = known("earnings").reduce(
    (latest, { report_date: date }) =>
      typeof date === "string" && date >= from && date <= today && date > latest ? date : latest,
    "",
  );
  if (released === "") return WEEK_MS;
  // The newest reports came last.
  const filed = known("financials").findLast(({ filed_date: date }) =>
    typeof date === "string" && date >= released
  );
  return filed === undefined ? DAY_MS : WEEK_MS;
}

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
  const rows = reports.flatMap((report) => rowsOf(collection, symbol, report, answer.fetchedAt));
  for (const ofReport of Map.groupBy(rows, ({ row }) => `${row.year} ${row.quarter}`).values()) {
    addRows(collection, ofReport);
  }
}

/** A row, and the provider's value that it was made of. */
interface Made {
  readonly row: Row;
  readonly raw: unknown;
}

/** Adds the rows of one fiscal period, the same concept's folded, with the items named and on top. */
function addRows(collection: Collection, made: readonly Made[]): void {
  const standing = new Map<string, Made>();
  for (const { row, raw } of made) {
    const key = keyOf(financials, row);
    standing.set(key, { row: mergeRows(standing.get(key)?.row, row), raw });
  }
  const items = itemsOfReport([...standing.values()].map(({ row }) => row));
  const names = new Map([...items].map(([item, row]) => [row, item.name]));
  const places = [...names.keys()];
  const place = ({ row }: Made) => names.has(row) ? places.indexOf(row) : places.length;
  for (const { row, raw } of [...standing.values()].sort((a, b) => place(a) - place(b))) {
    // Not merged: a concept that is no longer the item must not keep its name.
    collection.add({ ...mergeRows(collection.earlier(row), row), item: names.get(row) ?? null }, raw);
  }
}

/** The rows of a report; the first of each concept is completed by those that follow. */
function rowsOf(collection: Collection, symbol: string, report: Report, fetchedAt: number): Made[] {
  const made = new Map<string, Made>();
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
        item: null,
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
      if (item.concept === null) {
        collection.add(row, raw);
        continue;
      }
      // Within one statement a concept can come twice (a total, then parts of it): the first is the total.
      const key = keyOf(financials, row);
      const first = made.get(key);
      made.set(key, first === undefined ? { row, raw } : { row: mergeRows(row, first.row), raw: first.raw });
    }
  }
  return [...made.values()];
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
