import type { Context } from "./context.ts";
import type { Middleware } from "./types.ts";

/**
 * Runs middlewares, each around the next; `last` runs inside them all.
 *
 * @throws {TypeError} when one returns something else than a response
 */
export function runMiddlewares<State>(
  ctx: Context<State>,
  middlewares: readonly Middleware<State>[],
  last: () => Promise<Response>,
): Promise<Response> {
  const dispatch = async (index: number): Promise<Response> => {
    const middleware = middlewares[index];
    if (middleware === undefined) return await last();
    const outer = ctx.next;
    ctx.next = () => dispatch(index + 1);
    try {
      const response: unknown = await middleware(ctx);
      if (response instanceof Response) return response;
    } finally {
      ctx.next = outer;
    }
    throw new TypeError(
      `Cannot answer ${ctx.url.pathname}: expected a middleware or handler to return a Response`,
    );
  };
  return dispatch(0);
}
