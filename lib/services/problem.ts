import { HttpError } from "fresh";

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

/**
 * The error document (RFC 9457) for what a route threw. What is our own fault says nothing of its reason: that is
 * in the log.
 * @param further members that say more of this problem
 */
export function problemOf(error: unknown, further: Readonly<Record<string, unknown>> = {}): Response {
  const status = error instanceof HttpError ? error.status : 500;
  const title = TITLES[status] ?? "Internal error";
  const detail = error instanceof HttpError && error.message !== "" ? error.message : title;
  return Response.json(
    { type: "about:blank", title, status, detail, ...further },
    { status, headers: { "content-type": "application/problem+json", "cache-control": "no-store" } },
  );
}
