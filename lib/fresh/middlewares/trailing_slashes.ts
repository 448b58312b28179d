import type { Middleware } from "../types.ts";

/** Redirects so that every path ends in a slash (`always`), or none but `/` does (`never`). */
export function trailingSlashes<State>(mode: "always" | "never"): Middleware<State> {
  return (ctx) => {
    const { pathname, search } = ctx.url;
    if (pathname !== "/" && pathname.endsWith("/") !== (mode === "always")) {
      return ctx.redirect((mode === "always" ? pathname + "/" : pathname.slice(0, -1)) + search);
    }
    return ctx.next();
  };
}
