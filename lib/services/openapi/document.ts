import type { Dataset } from "@/lib/datasets/dataset.ts";
import { ADMIN_COOKIE } from "../admin.ts";
import { COMPARE_SCHEMAS } from "./compare_views.ts";
import { operationsFor } from "./operations.ts";
import { OVERVIEW_SCHEMAS } from "./overview_views.ts";
import { PROVENANCE_SCHEMAS } from "./provenance_views.ts";
import { QUARANTINE_SCHEMAS } from "./quarantine_views.ts";
import { PIPELINE_SCHEMAS } from "./pipeline_views.ts";
import { OPENBB_SCHEMAS } from "./openbb_views.ts";
import { READING_SCHEMAS } from "./reading_views.ts";
import { PROBLEM_RESPONSES } from "./responses.ts";
import { datasetSchemas } from "./rows.ts";
import { EVENT_SCHEMAS, RUN_SCHEMAS } from "./run_views.ts";
import { IMPORT_SCHEMAS } from "./transfer_views.ts";
import { VERSION_SCHEMAS } from "./version_views.ts";
import { WATCHLIST_SCHEMAS } from "./watchlist_views.ts";
import { datasetsSchema, MARKET_SCHEMAS, stockSchema } from "./views.ts";

/** The description of the HTTP API, OpenAPI 3.1: a pure function of the datasets and the table of operations. */
export function openApiDocument(
  { version, datasets }: { readonly version: string; readonly datasets: readonly Dataset[] },
): object {
  return {
    openapi: "3.1.0",
    info: {
      title: "Quarterhour",
      version,
      description:
        "A watchlist's market data, a quarter-hour at a time. Times are ISO 8601 UTC; null is unknown and never 0; " +
        "units stand in `x-unit`. What the data may be used for is up to the provider's licence.",
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: "/" }],
    tags: [
      { name: "Market", description: "The exchange and the watchlist" },
      { name: "Datasets", description: "Rows, as they stand in the files" },
      { name: "Pipeline", description: "Runs" },
      { name: "Operations", description: "For those who run it" },
    ],
    paths: pathsFor(datasets),
    components: {
      schemas: {
        ...MARKET_SCHEMAS,
        ...RUN_SCHEMAS,
        ...EVENT_SCHEMAS,
        ...QUARANTINE_SCHEMAS,
        ...PIPELINE_SCHEMAS,
        ...IMPORT_SCHEMAS,
        ...WATCHLIST_SCHEMAS,
        ...OVERVIEW_SCHEMAS,
        ...READING_SCHEMAS,
        ...OPENBB_SCHEMAS,
        ...PROVENANCE_SCHEMAS,
        ...COMPARE_SCHEMAS,
        ...VERSION_SCHEMAS,
        Stock: stockSchema(datasets),
        Datasets: datasetsSchema(datasets),
        ...Object.assign({}, ...datasets.map(datasetSchemas)),
      },
      responses: PROBLEM_RESPONSES,
      securitySchemes: {
        adminToken: { type: "http", scheme: "bearer", description: "The value of ADMIN_TOKEN." },
        adminCookie: {
          type: "apiKey",
          in: "cookie",
          name: ADMIN_COOKIE,
          description: "Set by the sign-in form of the page /pipeline.",
        },
      },
    },
  };
}

function pathsFor(datasets: readonly Dataset[]): Record<string, Record<string, object>> {
  const paths: Record<string, Record<string, object>> = {};
  for (const { path, method, tag, ...operation } of operationsFor(datasets)) {
    paths[path] = { ...paths[path], [method]: { tags: [tag], ...operation } };
  }
  return paths;
}
