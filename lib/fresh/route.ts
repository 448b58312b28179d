import { type Context, surroundingsOf } from "./context.ts";
import { HttpError } from "./error.ts";
import { type HandlerFn, type Method, METHODS } from "./handlers.ts";
import { renderComponent } from "./render/tree.ts";
import type { Route } from "./types.ts";

/** Methods that a route answers: all of them for a handler that is one function, `GET` for a page alone. */
export function methodsOf<State>(route: Route<State>): readonly Method[] {
  const { handler, component } = route;
  if (typeof handler === "function") return METHODS;
  const methods = new Set<Method>(Object.keys(handler ?? {}) as Method[]);
  if (component !== undefined) methods.add("GET");
  return [...methods];
}

/**
 * Answers with a route: its handler's response, or its page with the handler's data.
 *
 * @param status of a page whose handler gives none
 */
export async function answerRoute<State>(
  ctx: Context<State>,
  route: Route<State>,
  status = 200,
): Promise<Response> {
  const around = surroundingsOf(ctx);
  if (route.config?.skipAppWrapper) around.app = null;
  if (route.config?.skipInheritedLayouts) around.layouts = [];

  const result = await handlerFor(ctx, route)(ctx);
  if (result instanceof Response) return result;
  if (typeof result !== "object" || result === null || !("data" in result)) {
    throw new TypeError(
      `Cannot answer ${ctx.url.pathname}: expected its handler to return a Response or page()`,
    );
  }
  if (route.component === undefined) {
    throw new TypeError(`Cannot answer ${ctx.url.pathname}: its handler returned data but there is no page`);
  }
  const vnode = await renderComponent(ctx, route.component, result.data);
  if (vnode instanceof Response) return vnode;
  return await ctx.render(vnode, {
    status: result.status ?? status,
    ...(result.headers === undefined ? {} : { headers: result.headers }),
  });
}

function handlerFor<State>(ctx: Context<State>, route: Route<State>): HandlerFn<unknown, State> {
  const { handler } = route;
  if (typeof handler === "function") return handler;
  const method = ctx.req.method as Method;
  const own = handler?.[method] ?? (method === "HEAD" ? handler?.GET : undefined);
  if (own !== undefined) return own;
  // An error page is drawn whatever the method of the request that failed.
  if (route.component !== undefined) return () => ({ data: {} });
  throw ctx.error ?? new HttpError(405);
}
