import type { Middleware } from "fresh";
import type { Dataset } from "@/lib/datasets/dataset.ts";
import { openBbPaths } from "./widgets.ts";

/** Pages from which OpenBB Workspace asks: its own, its testing ground, and its desktop program. */
export const OPENBB_ORIGINS: readonly string[] = [
  "https://pro.openbb.co",
  "https://pro.openbb.dev",
  "http://localhost:1420",
];

/** How long a browser need not ask again, seconds. */
const MAX_AGE_S = 600;
/** Names of headers: what is allowed is what was asked for, and nothing that could be more than that. */
const HEADER_NAMES = /^[\w-]+(\s*,\s*[\w-]+)*$/;

/**
 * Lets OpenBB's pages read what its widgets show, and nothing else: no other route, no other method, no cookies.
 * Any other site's page is refused by its browser, as before.
 */
export function openBbCors<State>(datasets: readonly Dataset[]): Middleware<State> {
  const paths = openBbPaths(datasets);
  return async (ctx) => {
    if (!paths.has(ctx.url.pathname)) return await ctx.next();
    const { method, headers } = ctx.req;
    const origin = headers.get("origin");
    const allowed = origin !== null && OPENBB_ORIGINS.includes(origin) ? origin : null;
    if (allowed !== null && method === "OPTIONS") return preflight(allowed, headers);
    const response = await ctx.next();
    if (method !== "GET" && method !== "HEAD") return response;
    const shown = new Headers(response.headers);
    // Whoever keeps the answer keeps it for one origin.
    shown.append("vary", "Origin");
    if (allowed !== null) {
      shown.set("access-control-allow-origin", allowed);
      shown.set("access-control-expose-headers", "ETag");
    }
    const { status, statusText } = response;
    return new Response(response.body, { status, statusText, headers: shown });
  };
}

function preflight(origin: string, asked: Headers): Response {
  const names = asked.get("access-control-request-headers") ?? "";
  const isLocal = asked.get("access-control-request-private-network") === "true";
  return new Response(null, {
    status: 204,
    headers: {
      "access-control-allow-origin": origin,
      "access-control-allow-methods": "GET",
      "access-control-max-age": String(MAX_AGE_S),
      vary: "Origin",
      ...(HEADER_NAMES.test(names) ? { "access-control-allow-headers": names } : {}),
      // A page of the internet asks for a server on this machine or network.
      ...(isLocal ? { "access-control-allow-private-network": "true" } : {}),
    },
  });
}
