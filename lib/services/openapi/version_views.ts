import type { Operation } from "./operations.ts";
import { freshJson } from "./responses.ts";
import { described, nullable, object, ref, type Schema, TEXT, TIME } from "./schema.ts";

/** What runs here. */
export const VERSION_SCHEMAS: Readonly<Record<string, Schema>> = {
  Version: object({
    version: TEXT,
    commit: nullable(described(TEXT, "What the image was built from; null where nobody told.")),
    deno: TEXT,
    v8: TEXT,
    typescript: TEXT,
    started_at: described(TIME, "When the process began to serve."),
  }),
};

/** Asking for it. */
export const VERSION_OPERATION: Operation = {
  path: "/version",
  method: "get",
  operationId: "getVersion",
  tag: "Operations",
  summary: "What runs here",
  responses: freshJson(200, ref("Version"), "Version, commit, and what it runs on."),
};
