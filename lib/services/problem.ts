import { HttpError } from "fresh";
import { RunRefused } from "@/lib/ingest/ingest.ts";
import { StoreError } from "@/lib/store/store_error.ts";

const TITLES: Readonly<Record<number, string>> = {
  400: "Bad request",
  401: "Sign-in needed",
  403: "Forbidden",
  404: "Not found",
  405: "Method not allowed",
  406: "Not acceptable",
  409: "Conflict",
  413: "Too large",
  422: "Nothing to import",
  503: "Unavailable",
  507: "No space left",
};

/** What the volume and the clock refuse is nobody's fault here, and goes by: it is said. */
function statusOf(error: unknown): number {
  if (error instanceof HttpError) return error.status;
  if (error instanceof RunRefused) return 503;
  if (!(error instanceof StoreError)) return 500;
  return error.code === "full" ? 507 : error.code === "denied" || error.code === "away" ? 503 : 500;
}

/**
 * The error document (RFC 9457) for what a route threw. What is our own fault says nothing of its reason: that is
 * in the log.
 * @param further members that say more of this problem
 */
export function problemOf(error: unknown, further: Readonly<Record<string, unknown>> = {}): Response {
  const status = statusOf(error);
  const title = TITLES[status] ?? "Internal error";
  const detail = status !== 500 && error instanceof Error && error.message !== "" ? error.message : title;
  return Response.json(
    { type: "about:blank", title, status, detail, ...further },
    { status, headers: { "content-type": "application/problem+json", "cache-control": "no-store" } },
  );
}
