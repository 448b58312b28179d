import type { Context } from "./context.ts";

/** The HTTP methods that a route can answer. */
export const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;

/** An HTTP method that a route can answer. */
export type Method = typeof METHODS[number];

/** What a handler returns to have its page rendered. */
export interface PageResponse<Data> {
  readonly data: Data;
  readonly headers?: HeadersInit | undefined;
  /** @default 200 */
  readonly status?: number | undefined;
}

/** Answers a request: with a response of its own, or with data for the page of its route. */
export interface HandlerFn<Data, State> {
  (ctx: Context<State>): Response | PageResponse<Data> | Promise<Response | PageResponse<Data>>;
}

/** One handler per method. `HEAD` falls back to `GET`; a method that is not here gets 405. */
export type HandlerByMethod<Data, State> = { [M in Method]?: HandlerFn<Data, State> };

/** What a route exports as `handler`: one function for every method, or one per method. */
export type RouteHandler<Data, State> = HandlerFn<Data, State> | HandlerByMethod<Data, State>;

/** The data that a handler passes to its page. */
export type RouteData<Handler extends RouteHandler<unknown, unknown>> = Handler extends
  RouteHandler<infer Data, unknown> ? Data : never;

/** Has the route's page rendered with `data`, and with a status and headers where they are given. */
export function page<Data>(
  data: Data,
  options?: { headers?: HeadersInit; status?: number },
): PageResponse<Data>;
/** Has the route's page rendered without data. */
export function page(): PageResponse<undefined>;
export function page<Data>(
  data?: Data,
  options?: { headers?: HeadersInit; status?: number },
): PageResponse<Data | undefined> {
  return { data, headers: options?.headers, status: options?.status };
}
