import type { Dataset } from "@/lib/datasets/dataset.ts";
import { INTERVALS, RANGES } from "@/lib/market/history.ts";
import { EXPORT_FORMATS } from "../export_response.ts";
import { LEAST_POINTS, MOST_POINTS } from "../thinned.ts";
import { oneOf, type Schema, TEXT } from "./schema.ts";

/** A parameter of an operation, as OpenAPI has it. */
export interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required?: true;
  readonly description: string;
  readonly schema: Schema;
  readonly example?: string;
}

/** A parameter of the query. */
export function query(name: string, schema: Schema, description: string): Parameter {
  return { name, in: "query", description, schema };
}

/** A symbol. */
export const SYMBOL: Schema = { type: "string", pattern: "^(?!\\.{1,2}$)[A-Za-z0-9.^:-]{1,16}$" };
/** A date, which is its midnight UTC, or a time. */
export const INSTANT: Schema = {
  anyOf: [{ type: "string", format: "date" }, { type: "string", format: "date-time" }],
};
const MOST_ROWS = 100_000;

/** `{symbol}` of a path. */
export const SYMBOL_IN_PATH: Parameter = {
  name: "symbol",
  in: "path",
  required: true,
  description: "A symbol of the watchlist, in whatever case.",
  schema: SYMBOL,
  example: "AAPL",
};

/** `{name}` of a path. */
export function datasetInPath(datasets: readonly Dataset[], withCsv: boolean): Parameter {
  const csv = withCsv ? "; with `.csv` behind it the answer is CSV, whatever is accepted" : "";
  return {
    name: "name",
    in: "path",
    required: true,
    description: `A dataset${csv}.`,
    schema: oneOf(datasets.map(({ name }) => name)),
    example: "stock_quotes",
  };
}

/** An instant of the past. */
export const AT: Parameter = query(
  "at",
  INSTANT,
  "As it was known then: only what had been fetched by that instant. A date is its midnight UTC.",
);

/** An instant of the past, of files. */
export const FILES_AT: Parameter = query(
  "at",
  INSTANT,
  "The records as they were then; of today's data files, sent whole, those alone that hold something that was known.",
);

/** An instant of the past, of the record of runs. */
export const RUNS_AT: Parameter = query("at", INSTANT, "Only runs that were on record by then.");

/** Most points of a line; see {@linkcode positionsKept}. */
function points(what: string): Parameter {
  return query(
    "points",
    { type: "integer", minimum: LEAST_POINTS, maximum: MOST_POINTS },
    `${what}: the ends, and of each equal stretch between them those that reach lowest and highest, so that no ` +
      "extreme is lost. Without it all.",
  );
}

/**
 * What selects rows of a dataset.
 * @param thins whether to so many points
 */
export function selection(defaultLimit: number, thins = false): Parameter[] {
  return [
    query("symbol", SYMBOL, "Only this symbol's rows; of no meaning to datasets of the whole market."),
    query("from", INSTANT, "Only rows from then on, by the dataset's own time: a date is its midnight UTC."),
    query("to", INSTANT, "Only rows up to then."),
    AT,
    query(
      "order",
      { ...oneOf(["oldest", "newest"]), default: "oldest" },
      "`oldest`: in the order of arrival; `newest`: by the dataset's own time, newest first.",
    ),
    query(
      "limit",
      { type: "integer", minimum: 1, maximum: MOST_ROWS, default: defaultLimit },
      "Most rows of the answer.",
    ),
    query("offset", { type: "integer", minimum: 0, maximum: 100_000_000, default: 0 }, "Rows passed over."),
    ...thins ? [points("Of quotes and bars: most rows of each symbol and interval")] : [],
    {
      ...query(
        "raw",
        TEXT,
        "With any value or none: CSV as it stands on the volume. Without, cells that a spreadsheet would run as a formula are defused.",
      ),
    },
  ];
}

/** What is exported. */
export function exported(datasets: readonly Dataset[]): Parameter[] {
  return [
    {
      ...query("dataset", oneOf(datasets.map(({ name }) => name)), "The dataset."),
      required: true,
      example: "stock_quotes",
    },
    query("symbol", SYMBOL, "Only this symbol's rows; of no meaning to datasets of the whole market."),
    query(
      "from",
      INSTANT,
      "Only rows from then on, by the dataset's own time; a date is all of its day in UTC.",
    ),
    query("to", INSTANT, "Only rows up to then; a date is all of its day in UTC."),
    AT,
    query("format", { ...oneOf(EXPORT_FORMATS), default: "csv" }, "Form of the answer."),
    query(
      "raw",
      TEXT,
      "With any value or none: CSV without defusing what a spreadsheet would run as a formula.",
    ),
  ];
}

/** Range and interval of a chart. */
export const CHART: readonly Parameter[] = [
  query("range", { ...oneOf(RANGES), default: "6M" }, "Stretch of time that ends now."),
  query("interval", oneOf(INTERVALS), "Length of a bar; without it the one in which the range is best read."),
  points("Most bars"),
];

/** How many runs. */
export const RUNS: Parameter = query(
  "limit",
  { type: "integer", minimum: 1, maximum: 10_000, default: 192 },
  "Most runs of the answer.",
);

/** Where an event stream goes on. */
export const STREAM: readonly Parameter[] = [
  query("from", TEXT, "Id after which the stream begins; without it, and without the header, it begins now."),
  {
    name: "Last-Event-ID",
    in: "header",
    description: "The same, as browsers send it; it wins over `from`.",
    schema: TEXT,
  },
];

/** Asks only for what is new. */
export const IF_NONE_MATCH: Parameter = {
  name: "If-None-Match",
  in: "header",
  description: "ETag of an answer that is here already: the answer is 304 while it stands.",
  schema: TEXT,
};
