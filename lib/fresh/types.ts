import type { AnyComponent, FunctionComponent, RenderableProps, VNode } from "preact";
import type { Context } from "./context.ts";
import type { RouteHandler } from "./handlers.ts";

/** How an app runs; in development pages are never cached. */
export interface ResolvedFreshConfig {
  /** Folder of the project, as the manifest names it. */
  readonly root: string;
  /** Always empty: an app below a path is not supported. */
  readonly basePath: string;
  readonly mode: "development" | "production";
}

/** Runs around the handlers below it: answers by itself or returns `ctx.next()`. */
export type MiddlewareFn<State> = (ctx: Context<State>) => Response | Promise<Response>;

/** See {@linkcode MiddlewareFn}. */
export type Middleware<State> = MiddlewareFn<State>;

/** What a page, layout, app wrapper and error page receive. */
export type PageProps<Data = unknown, State = unknown> =
  & Pick<
    Context<State>,
    "config" | "url" | "req" | "params" | "info" | "state" | "isPartial" | "error" | "route"
  >
  & {
    /** What the route's handler passed to `page()`. */
    data: Data;
    /** What a layout or the app wrapper wraps; draws nothing in a page. */
    Component: FunctionComponent;
  };

/** A component that waits for data of its own, or answers with a response. */
export type AsyncComponent<Props> = (props: RenderableProps<Props>) => Promise<VNode | Response | null>;

/** A component of a route file. */
export type RouteComponent<State> =
  | AnyComponent<PageProps<unknown, State>>
  | AsyncComponent<PageProps<unknown, State>>;

/** What a layout may change about what surrounds it. */
export interface LayoutConfig {
  /** @default false */
  readonly skipInheritedLayouts?: boolean;
  /** Leaves out `routes/_app`. @default false */
  readonly skipAppWrapper?: boolean;
}

/** What a route file exports as `config`. */
export interface RouteConfig extends LayoutConfig {
  /** A pattern (as `URLPattern` reads a path) instead of the one the file's name says. */
  readonly routeOverride?: string;
}

/** A page with its handler. */
export interface Route<State> {
  readonly component?: RouteComponent<State> | undefined;
  readonly handler?: RouteHandler<unknown, State> | undefined;
  readonly config?: RouteConfig | undefined;
}
