import type { Dataset } from "@/lib/datasets/dataset.ts";
import { COMPARE_OPERATIONS } from "./compare_views.ts";
import { OVERVIEW_OPERATION } from "./overview_views.ts";
import {
  AT,
  CHART,
  datasetInPath,
  exported,
  IF_NONE_MATCH,
  type Parameter,
  RUNS,
  RUNS_AT,
  selection,
  STREAM,
  SYMBOL_IN_PATH,
} from "./parameters.ts";
import { PIPELINE_OPERATIONS } from "./pipeline_views.ts";
import { PROVENANCE_OPERATION } from "./provenance_views.ts";
import { QUARANTINE_OPERATIONS } from "./quarantine_views.ts";
import { OPENBB_OPERATIONS } from "./openbb_views.ts";
import { READING_OPERATIONS } from "./reading_views.ts";
import { cachedJson, freshJson, problems, type Responses, rows, text } from "./responses.ts";
import { rowsName } from "./rows.ts";
import { ref, type Schema, TEXT } from "./schema.ts";
import { IMPORT_BODY, IMPORT_PARAMETERS } from "./transfer_views.ts";
import { WATCHLIST_OPERATIONS } from "./watchlist_views.ts";
import { VERSION_OPERATION } from "./version_views.ts";

/** One route and method of the API. */
export interface Operation {
  /** As OpenAPI writes it: `/api/stocks/{symbol}`. */
  readonly path: string;
  readonly method: "get" | "post" | "delete";
  /** Name for generated clients. */
  readonly operationId: string;
  readonly tag: "Market" | "Datasets" | "Pipeline" | "Operations";
  readonly summary: string;
  readonly description?: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: object;
  readonly responses: Responses;
  /** Names of security schemes, any of which will do; `{}` for none. */
  readonly security?: readonly Readonly<Record<string, readonly string[]>>[];
}

const EVENTS = [
  "`text/event-stream`. Every event has an id `<epoch>-<sequence>` and JSON as its data:",
  "",
  "- `quote` (QuoteEvent): prices that changed, by a run or, between slots, by trades",
  "- `watchlist` (WatchlistEvent): the list of symbols is another one",
  "- `ingest_progress` (Progress): a run under way",
  "- `data_ingested` (Ingested): a run that ended",
  "- `service_status` (Service): a process that starts, stops or changes its state",
  "- `reset` (ResetEvent): what a fresh page would show, where events cannot be replayed",
  "",
  "A comment comes every 15 s; a stream ends after 4 to 5 minutes, and is then opened again with its last id.",
].join("\n");

/** Every route below /api, and what operators ask. A test compares with the routes there are. */
export function operationsFor(datasets: readonly Dataset[]): Operation[] {
  const anyRows: Schema = {
    oneOf: datasets.map((dataset) => ref(rowsName(dataset))),
    discriminator: {
      propertyName: "dataset",
      mapping: Object.fromEntries(
        datasets.map((dataset) => [dataset.name, `#/components/schemas/${rowsName(dataset)}`]),
      ),
    },
  };
  return [
    {
      path: "/api/quotes",
      method: "get",
      operationId: "getQuotes",
      tag: "Market",
      summary: "The watchlist",
      parameters: [AT, IF_NONE_MATCH],
      responses: {
        ...cachedJson(ref("Quotes"), "The exchange and a line for each symbol."),
        ...problems(400),
      },
    },
    ...WATCHLIST_OPERATIONS,
    OVERVIEW_OPERATION,
    ...READING_OPERATIONS,
    ...OPENBB_OPERATIONS,
    PROVENANCE_OPERATION,
    ...COMPARE_OPERATIONS,
    {
      path: "/api/stocks/{symbol}",
      method: "get",
      operationId: "getStock",
      tag: "Market",
      summary: "A stock",
      parameters: [SYMBOL_IN_PATH, AT, IF_NONE_MATCH],
      responses: {
        ...cachedJson(ref("Stock"), "Its quote, profile, figures and the newest rows of its datasets."),
        ...problems(400, 404),
      },
    },
    {
      path: "/api/stocks/{symbol}/history",
      method: "get",
      operationId: "getHistory",
      tag: "Market",
      summary: "A stock's bars",
      parameters: [SYMBOL_IN_PATH, ...CHART, AT, IF_NONE_MATCH],
      responses: { ...cachedJson(ref("History"), "The bars."), ...problems(400, 404) },
    },
    {
      path: "/api/stocks/{symbol}/events",
      method: "get",
      operationId: "getStockEvents",
      tag: "Market",
      summary: "What happened to a stock: earnings, dividends, news",
      parameters: [SYMBOL_IN_PATH, AT, IF_NONE_MATCH],
      responses: { ...cachedJson(ref("ChartEvents"), "The events, oldest first."), ...problems(400, 404) },
    },
    {
      path: "/api/datasets",
      method: "get",
      operationId: "getDatasets",
      tag: "Datasets",
      summary: "The datasets, their columns and files",
      parameters: [AT, IF_NONE_MATCH],
      responses: { ...cachedJson(ref("Datasets"), "All datasets."), ...problems(400) },
    },
    {
      path: "/api/datasets/{name}",
      method: "get",
      operationId: "getRows",
      tag: "Datasets",
      summary: "Rows of a dataset, as JSON or CSV",
      description:
        "The last row of each key. CSV where `Accept` wants `text/csv`, or the name ends in `.csv`; " +
        "then up to 100,000 rows come by default.",
      parameters: [datasetInPath(datasets, true), ...selection(1_000, true), IF_NONE_MATCH],
      responses: { ...rows(anyRows), ...problems(400, 404, 406) },
    },
    {
      path: "/api/datasets/{name}/latest",
      method: "get",
      operationId: "getLatestRows",
      tag: "Datasets",
      summary: "The newest row of each thing in a dataset",
      description:
        "Of each symbol, for instance, or each symbol and interval. What selects rows is applied first.",
      parameters: [datasetInPath(datasets, false), ...selection(100_000), IF_NONE_MATCH],
      responses: { ...rows(anyRows), ...problems(400, 404, 406) },
    },
    {
      path: "/api/export",
      method: "get",
      operationId: "exportRows",
      tag: "Datasets",
      summary: "A dataset, or a range of it, as CSV or Parquet",
      description: "The last row of each key, oldest first, however many; sent as it is read.",
      parameters: exported(datasets),
      responses: {
        200: {
          description: "The rows.",
          content: { "text/csv": { schema: TEXT }, "application/vnd.apache.parquet": {} },
        },
        ...problems(400),
      },
    },
    {
      path: "/api/import",
      method: "post",
      operationId: "importPrices",
      tag: "Datasets",
      summary: "Import price files into stock_historical",
      description:
        "CSV as Yahoo, Stooq, Nasdaq and others give it. Importing a file again changes nothing. For whom it is, see " +
        "/api/ingest.",
      parameters: IMPORT_PARAMETERS,
      requestBody: IMPORT_BODY,
      security: [{ adminToken: [] }, { adminCookie: [] }, {}],
      responses: {
        ...freshJson(200, ref("ImportReport"), "What was understood, taken and rejected."),
        ...problems(400, 401, 403, 413, 422, 503, 507),
      },
    },
    {
      path: "/api/runs",
      method: "get",
      operationId: "getRuns",
      tag: "Pipeline",
      summary: "The record of runs",
      parameters: [RUNS, RUNS_AT, IF_NONE_MATCH],
      responses: { ...cachedJson(ref("Runs"), "The newest runs."), ...problems(400) },
    },
    ...QUARANTINE_OPERATIONS,
    ...PIPELINE_OPERATIONS,
    {
      path: "/api/pipeline",
      method: "get",
      operationId: "getPipeline",
      tag: "Pipeline",
      summary: "The state of the pipeline",
      parameters: [AT, IF_NONE_MATCH],
      responses: {
        ...cachedJson(
          { oneOf: [ref("Pipeline"), ref("PipelinePast")] },
          "Runs, datasets, calls left, Redis, volume; with `at` what files and records tell of that instant.",
        ),
        ...problems(400),
      },
    },
    {
      path: "/api/ingest",
      method: "post",
      operationId: "startRun",
      tag: "Pipeline",
      summary: "Start a run of everything, now",
      description:
        "One run at a time: during a run the answer is that run's id. Without ADMIN_TOKEN only a process " +
        "that listens on loopback takes this, and then without a sign-in.",
      security: [{ adminToken: [] }, { adminCookie: [] }, {}],
      responses: {
        ...freshJson(202, ref("Triggered"), "The run is under way."),
        ...problems(401, 403, 409, 503),
      },
    },
    {
      path: "/api/snapshot",
      method: "get",
      operationId: "getSnapshot",
      tag: "Market",
      summary: "What a page shows, and where the event stream goes on from it",
      responses: freshJson(200, ref("Seed"), "The snapshot and its id."),
    },
    {
      path: "/api/events",
      method: "get",
      operationId: "getEvents",
      tag: "Market",
      summary: "The event stream",
      description: EVENTS,
      parameters: STREAM,
      responses: { ...text("text/event-stream", "Events, without end."), ...problems(503) },
    },
    {
      path: "/api/openapi.json",
      method: "get",
      operationId: "getDescription",
      tag: "Operations",
      summary: "This description",
      parameters: [IF_NONE_MATCH],
      responses: cachedJson({ type: "object" }, "OpenAPI 3.1."),
    },
    {
      path: "/healthz",
      method: "get",
      operationId: "getHealth",
      tag: "Operations",
      summary: "Whether the process is alive",
      responses: text("text/plain", "It is."),
    },
    {
      path: "/readyz",
      method: "get",
      operationId: "getReadiness",
      tag: "Operations",
      summary: "Whether the process does all that it is there for",
      responses: {
        ...freshJson(200, ref("Readiness"), "It does."),
        ...freshJson(503, ref("Readiness"), "It does not, though it may serve; the checks say why."),
      },
    },
    VERSION_OPERATION,
    {
      path: "/metrics",
      method: "get",
      operationId: "getMetrics",
      tag: "Operations",
      summary: "Metrics",
      responses: text("text/plain", "Prometheus's text format."),
    },
  ];
}
