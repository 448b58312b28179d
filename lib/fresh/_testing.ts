import { App } from "./app.ts";
import type { Middleware } from "./types.ts";

/** Answers a request with one middleware around one handler, for the tests of middlewares. */
export function through(
  middleware: Middleware<unknown>,
  handler: Middleware<unknown>,
  path = "/",
  init?: RequestInit,
): Promise<Response> {
  return new App<unknown>().use(middleware).all("/*", handler).handler()(
    new Request("http://localhost" + path, init),
  );
}
