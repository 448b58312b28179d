import { isForeign } from "./company.ts";
import { ENDPOINTS } from "./endpoints.ts";
import { type FaultKind, type Hit, withDuplicates, withNulls } from "./faults.ts";
import { lieAbout } from "./lies.ts";
import type { World } from "./world.ts";

/** An answer before it is sent. */
export interface Reply {
  readonly status: number;
  readonly body: string;
  readonly type: string;
  readonly headers: Readonly<Record<string, string>>;
  /** `hang`: never send; `stall`: send headers and half the body, then nothing. */
  readonly delivery?: "hang" | "stall";
}

const JSON_TYPE = "application/json; charset=utf-8";
const HTML_TYPE = "text/html; charset=utf-8";
const NO_ACCESS = "You don't have access to this resource.";
const LIMIT_REACHED = "API limit reached. Please try again later. Remaining Limit: 0";

/** A JSON answer. */
export function json(value: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status, body: JSON.stringify(value), type: JSON_TYPE, headers };
}

/** 401, which never carries rate-limit headers. */
export function unauthorized(): Reply {
  return json({ error: "Invalid API key" }, 401);
}

/** 429 with the limiter's headers. */
export function tooMany(headers: Readonly<Record<string, string>>): Reply {
  return json({ error: LIMIT_REACHED }, 429, headers);
}

/** What an admitted, authorized call gets: plan, parameters, data, and the fault that hits it. */
export function answer(
  world: World,
  path: string,
  params: URLSearchParams,
  hit: Hit | null,
  limitHeaders: Readonly<Record<string, string>>,
): Reply {
  const fault = hit?.kind ?? null;
  const endpoint = Object.hasOwn(ENDPOINTS, path) ? ENDPOINTS[path] : undefined;
  const headers = endpoint?.withoutLimitHeaders ? {} : limitHeaders;
  if (!endpoint) return json({ error: "Not found." }, 404, headers);
  if (fault) {
    const failed = failure(fault, limitHeaders);
    if (failed) return failed;
  }
  const missing = endpoint.needs.find((name) => !params.get(name));
  if (missing) return json({ error: `Missing parameter: ${missing}` }, 422, headers);
  const symbol = params.get("symbol") ?? "";
  if (world.plan === "free" && (endpoint.premium || isForeign(symbol))) {
    return json({ error: NO_ACCESS }, 403, headers);
  }
  const reply = json(spoiled(world, symbol, endpoint.answer(world, params), hit), 200, headers);
  if (fault === "stall") return { ...reply, delivery: "stall" };
  if (fault === "broken_json") {
    return { ...reply, body: reply.body.slice(0, Math.ceil(reply.body.length / 2)) };
  }
  return reply;
}

/** Faults that replace the answer as a whole. */
function failure(fault: FaultKind, limitHeaders: Readonly<Record<string, string>>): Reply | null {
  const page = (status: number, title: string): Reply => ({
    status,
    body:
      `<!DOCTYPE html>\n<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`,
    type: HTML_TYPE,
    headers: {},
  });
  switch (fault) {
    case "403":
      return json({ error: NO_ACCESS }, 403, limitHeaders);
    case "429":
      return tooMany({ ...limitHeaders, "x-ratelimit-remaining": "0" });
    case "500":
      return json({ error: "Internal server error" }, 500);
    case "502":
      return page(502, "502 Bad Gateway");
    case "html":
      return page(200, "Just a moment...");
    case "hang":
      return { ...json(null), delivery: "hang" };
    default:
      return null;
  }
}

/** Faults that tell something untrue with 200. */
function spoiled(world: World, symbol: string, value: unknown, hit: Hit | null): unknown {
  switch (hit?.kind) {
    case "nulls":
      return withNulls(value);
    case "duplicates":
      return withDuplicates(value);
    default:
      return hit === null ? value : lieAbout(symbol, hit, world) ?? value;
  }
}
