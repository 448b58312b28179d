import { ACTIONS } from "@/lib/redrive/redrive.ts";
import type { Operation } from "./operations.ts";
import { IF_NONE_MATCH } from "./parameters.ts";
import { cachedJson, freshJson, problems } from "./responses.ts";
import {
  COUNT,
  described,
  FLAG,
  listOf,
  nullable,
  object,
  oneOf,
  ref,
  type Schema,
  TEXT,
  TIME,
} from "./schema.ts";

/** What a row that was kept aside shows, and what became of it. */
export const QUARANTINE_SCHEMAS: Readonly<Record<string, Schema>> = {
  QuarantinedRow: object({
    id: { type: "string", pattern: "^[0-9a-f]{12}$" },
    dataset: TEXT,
    symbol: TEXT,
    reason: TEXT,
    raw: described(TEXT, "The provider's value as it came, JSON."),
    count: COUNT,
    first_seen: TIME,
    last_seen: TIME,
    run_id: described(TEXT, "The run that met it last."),
    acceptable: described(
      FLAG,
      "Whether it is a row, or a split, that can be accepted; else it can be dropped.",
    ),
  }, "A row that failed its check or is not believed."),
  Quarantine: object({
    total: described(COUNT, "Rows that wait for review."),
    rows: listOf(ref("QuarantinedRow"), "The latest first."),
  }),
  Decision: object({ action: oneOf(ACTIONS) }),
  Decided: object({
    id: TEXT,
    resolution: oneOf(["accepted", "dropped"]),
    rows: described(COUNT, "Rows that are another truth now."),
    run_id: nullable(described(TEXT, "The run that wrote them; null where nothing was to write.")),
  }, "What became of a row."),
};

const DECISION = { schema: ref("Decision") };

/** What can be asked of the quarantine. */
export const QUARANTINE_OPERATIONS: readonly Operation[] = [
  {
    path: "/api/quarantine",
    method: "get",
    operationId: "getQuarantine",
    tag: "Pipeline",
    summary: "The rows that were kept aside and wait for review",
    parameters: [
      {
        name: "limit",
        in: "query",
        description: "Most rows of the answer.",
        schema: { type: "integer", minimum: 1, maximum: 1_000, default: 100 },
      },
      IF_NONE_MATCH,
    ],
    responses: { ...cachedJson(ref("Quarantine"), "The rows."), ...problems(400) },
  },
  {
    path: "/api/quarantine/{id}",
    method: "post",
    operationId: "decide",
    tag: "Pipeline",
    summary: "Accept or drop a row that was kept aside",
    description:
      "An accepted row is committed as its dataset's row, in a run of its own; a split adjusts the prices before it. " +
      "The same decision again changes nothing. For whom it is, see /api/ingest.",
    parameters: [{
      name: "id",
      in: "path",
      required: true,
      description: "As /api/quarantine lists it.",
      schema: { type: "string" },
      example: "0123456789ab",
    }],
    requestBody: {
      required: true,
      content: { "application/json": DECISION, "application/x-www-form-urlencoded": DECISION },
    },
    security: [{ adminToken: [] }, { adminCookie: [] }, {}],
    responses: {
      ...freshJson(200, ref("Decided"), "What became of it."),
      ...problems(400, 401, 403, 404, 409, 413, 503, 507),
    },
  },
];
