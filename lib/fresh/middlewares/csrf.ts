import type { Context } from "../context.ts";
import { HttpError } from "../error.ts";
import type { Middleware } from "../types.ts";

/** Options of {@linkcode csrf}. */
export interface CsrfOptions<State = unknown> {
  /** Origins that may send, or a function that tells. @default the request's own */
  origin?: string | string[] | ((origin: string, ctx: Context<State>) => boolean);
}

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Refuses requests that another site had a browser send, by `Sec-Fetch-Site` and, where a browser sends none, by
 * `Origin`. A request with neither did not come from a browser's page and passes.
 *
 * @throws {HttpError} 403 for a request that changes something and comes from elsewhere
 */
export function csrf<State>(options: CsrfOptions<State> = {}): Middleware<State> {
  return async (ctx) => {
    const { method, headers } = ctx.req;
    if (SAFE_METHODS.has(method)) return await ctx.next();
    const site = headers.get("sec-fetch-site");
    const origin = headers.get("origin");
    const isOwn = site === "same-origin" || site === "none" || (site === null && origin === null);
    if (isOwn || (origin !== null && isAllowed(origin, ctx, options.origin))) return await ctx.next();
    throw new HttpError(403, "This request came from another site");
  };
}

function isAllowed<State>(
  origin: string,
  ctx: Context<State>,
  allowed: CsrfOptions<State>["origin"],
): boolean {
  if (allowed === undefined) return origin === ctx.url.origin;
  if (typeof allowed === "function") return allowed(origin, ctx);
  return typeof allowed === "string" ? origin === allowed : allowed.includes(origin);
}
