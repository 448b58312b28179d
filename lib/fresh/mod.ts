/**
 * The part of Fresh 2's public API that an app of routes and islands uses, for projects that install from npm
 * alone: App, file routes, handlers, pages and middlewares.
 *
 * Beyond Fresh's own: `new App({ manifest, snapshot, reportError })`, {@linkcode loadSnapshot} and
 * {@linkcode compression}, which only `main.ts` uses.
 *
 * @module
 */
export { App, type FreshConfig, type ListenOptions } from "./app.ts";
export type { Context, FreshContext } from "./context.ts";
export { createDefine, type Define } from "./define.ts";
export { HttpError } from "./error.ts";
export {
  type HandlerByMethod,
  type HandlerFn,
  type Method,
  page,
  type PageResponse,
  type RouteData,
  type RouteHandler,
} from "./handlers.ts";
export type { Manifest } from "./manifest.ts";
export { compression, type CompressionOptions } from "./middlewares/compression.ts";
export { csp, type CSPOptions } from "./middlewares/csp.ts";
export { csrf, type CsrfOptions } from "./middlewares/csrf.ts";
export { staticFiles } from "./middlewares/static_files.ts";
export { trailingSlashes } from "./middlewares/trailing_slashes.ts";
export { type BuildSnapshot, emptySnapshot, loadSnapshot } from "./snapshot.ts";
export type {
  LayoutConfig,
  Middleware,
  MiddlewareFn,
  PageProps,
  ResolvedFreshConfig,
  Route,
  RouteComponent,
  RouteConfig,
} from "./types.ts";
