import type { Operation } from "./operations.ts";
import { FILES_AT, IF_NONE_MATCH } from "./parameters.ts";
import { cachedJson, freshJson, problems } from "./responses.ts";
import {
  COUNT,
  described,
  FLAG,
  listOf,
  nullable,
  NUMBER,
  object,
  oneOf,
  ref,
  type Schema,
  SHA256,
  TEXT,
  TIME,
} from "./schema.ts";

/** What one run, and the provider's endpoints, tell. */
export const PIPELINE_SCHEMAS: Readonly<Record<string, Schema>> = {
  Endpoint: object({
    endpoint: described(TEXT, "Path at the provider."),
    datasets: listOf(TEXT, "Titles of the datasets that ask it."),
    calls: described(COUNT, "Requests sent."),
    retries: described(COUNT, "Those of them that repeated a failed one."),
    throttled: described(COUNT, "Requests answered 429."),
    ok: described(COUNT, "Answers that held data."),
    refused: described(COUNT, "Refused by the plan, asked or known from before."),
    errors: described(COUNT, "Failed for any other reason."),
    last_at: nullable(TIME),
    last_result: nullable(
      oneOf([
        "ok",
        "refused",
        "unauthorized",
        "rate_limited",
        "server",
        "timeout",
        "network",
        "malformed",
        "client",
        "cancelled",
      ]),
    ),
    last_message: described(TEXT, "What was last said to be wrong; empty where nothing was."),
    last_message_at: nullable(TIME),
    plan: listOf(
      object({
        suffix: described(TEXT, "As symbols of an exchange end: `.TO`; empty for the US."),
        allowed: FLAG,
        checked_at: TIME,
      }),
      "What the key's plan covers of it, as far as is known.",
    ),
  }, "One endpoint of the provider; counts are of this process, since it started."),
  Endpoints: object({
    since: described(TIME, "When the process started."),
    budget: ref("Budget"),
    endpoints: listOf(ref("Endpoint"), "In the order of collection."),
  }),
  Budget: object({
    limitPerMinute: COUNT,
    remaining: COUNT,
    resetAt: described(NUMBER, "Epoch milliseconds."),
  }, "Calls to the provider."),
  VolumeShare: object({
    name: TEXT,
    title: TEXT,
    files: COUNT,
    bytes: COUNT,
    archived_bytes: described(COUNT, "Of these in the archive."),
  }, "What a dataset takes of the volume."),
  RunDetail: object({
    run: ref("Run"),
    late_ms: nullable(described(COUNT, "How long after its slot it began, where that is late.")),
    attempts: listOf(TEXT, "Ids of all runs of its slot, oldest first."),
    files: listOf(
      object({
        dataset: TEXT,
        title: TEXT,
        path: described(TEXT, "Below the data folder, and below /api/files."),
        written: described(FLAG, "Whether this run, or another attempt at its slot, wrote it."),
        rows: nullable(described(COUNT, "As the file is today; null where it is gone.")),
        bytes: nullable(COUNT),
        sha256: nullable(SHA256),
      }),
      "The files that stood after it.",
    ),
    errors: {
      ...listOf(object({ dataset: TEXT, symbol: TEXT, kind: TEXT, message: TEXT })),
      type: ["array", "null"],
      description: "What failed, at most 50; null where that is not remembered.",
    },
    quarantine: listOf(
      object({ id: TEXT, dataset: TEXT, symbol: TEXT, reason: TEXT, raw: TEXT, first_seen: TIME }),
      "Rows kept aside that it was the last to meet.",
    ),
    previous: nullable(described(TEXT, "Id of the run on record before it.")),
    next: nullable(TEXT),
  }, "All that is known of one run."),
};

/** The routes of them. */
export const PIPELINE_OPERATIONS: readonly Operation[] = [
  {
    path: "/api/runs/{id}",
    method: "get",
    operationId: "getRun",
    tag: "Pipeline",
    summary: "One run: its files, what failed, what was kept aside",
    parameters: [
      {
        name: "id",
        in: "path",
        required: true,
        description: "As /api/runs lists it; `last` for the one that ended last.",
        schema: TEXT,
        example: "last",
      },
      IF_NONE_MATCH,
    ],
    responses: { ...cachedJson(ref("RunDetail"), "The run."), ...problems(404) },
  },
  {
    path: "/api/endpoints",
    method: "get",
    operationId: "getEndpoints",
    tag: "Pipeline",
    summary: "What the provider's endpoints were asked and said, and the calls left",
    responses: freshJson(200, ref("Endpoints"), "The endpoints."),
  },
  {
    path: "/api/files/{path}",
    method: "get",
    operationId: "getFile",
    tag: "Datasets",
    summary: "A file of the volume, byte for byte",
    description:
      "A data file as /api/datasets lists it (those of the archive are below `archive/`), `runs.csv`, or " +
      "`datapackage.json`, whose paths lead on from there. Nothing else can be asked for. Cells are as they stand: see " +
      "/api/datasets/{name} for CSV that a spreadsheet may open.",
    parameters: [
      {
        name: "path",
        in: "path",
        required: true,
        description: "Path below the data folder.",
        schema: TEXT,
        example: "datapackage.json",
      },
      FILES_AT,
      IF_NONE_MATCH,
    ],
    responses: {
      200: {
        description: "The file.",
        content: { "text/csv": { schema: TEXT }, "application/json": { schema: { type: "object" } } },
      },
      304: { description: "The file of that ETag still stands." },
      ...problems(400, 404),
    },
  },
];
